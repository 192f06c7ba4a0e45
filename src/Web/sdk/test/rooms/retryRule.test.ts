import { describe, expect, it } from "vitest";
import { Refused } from "../../src/errors.js";
import { FIRST_JOIN_WITHIN_MS, decide } from "../../src/rooms/retryRule.js";
import type { Outcome } from "../../src/rooms/retryRule.js";

const broken: Outcome = {
  end: { opened: true, code: 1_006, reason: "" },
  ending: null,
  joinRefusal: null,
  mayResume: false,
  leaving: false,
  roomEnded: false,
  hasJoined: true,
  lostForMs: 0,
  giveUpAfterMs: 900_000,
};
const closedWith = (code: number, reason: string): Outcome["end"] => ({ opened: true, code, reason });
const busy = new Refused("server_busy", "Come back.", { retryAfterMs: 4_000 });

const rows: readonly (readonly [string, Partial<Outcome>, string])[] = [
  ["a broken network", {}, "again 0"],
  ["the server stops", { end: closedWith(4_014, "server_stopping"), mayResume: true }, "again 0"],
  ["too slow, and asked back", { end: closedWith(4_008, "too_slow"), mayResume: true }, "again 0"],
  ["the token ran out, and asked back", { end: closedWith(4_016, "token_expired"), mayResume: true }, "again 0"],
  [
    "replaced by another device",
    { ending: { code: "replaced", message: "" }, end: closedWith(4_010, "replaced") },
    "stop replaced",
  ],
  ["left", { leaving: true, end: closedWith(1_000, "left") }, "stop left"],
  ["the room ended", { roomEnded: true }, "stop room_ended"],
  ["a refused join", { joinRefusal: new Refused("room_locked", "") }, "stop room_locked"],
  ["a refusal told by the close code alone", { end: closedWith(4_007, "removed") }, "stop removed"],
  ["a join to a busy server, come back", { joinRefusal: busy }, "again 4000"],
  ["a first join to a busy server", { joinRefusal: busy, hasJoined: false }, "again 4000"],
  [
    "a first join whose turn is too far away",
    { joinRefusal: busy, hasJoined: false, lostForMs: FIRST_JOIN_WITHIN_MS - 3_999 },
    "stop server_busy",
  ],
  ["a first join without a network", { hasJoined: false, end: { opened: false, code: 1_006, reason: "" } }, "again 0"],
  ["a first join without a network for long", { hasJoined: false, lostForMs: FIRST_JOIN_WITHIN_MS }, "stop gave_up"],
  ["no network for 15 minutes", { lostForMs: 900_000 }, "stop gave_up"],
  ["no network for almost 15 minutes", { lostForMs: 899_999 }, "again 0"],
  ["something between here and the server closed", { end: closedWith(1_001, "going away") }, "again 0"],
];

describe("decide", () => {
  it.each(rows)("%s", (_, change, expected) => {
    const decision = decide({ ...broken, ...change });

    expect(decision.kind === "again" ? `again ${decision.serverWaitMs}` : `stop ${decision.closed.code}`).toBe(expected);
  });
});

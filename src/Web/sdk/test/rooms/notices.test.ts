import { describe as suite, expect, it } from "vitest";
import { HostChangeReason } from "../../src/gen/audiorooms/v1/rooms_pb.js";
import { noticesOf } from "../../src/rooms/notices.js";
import { describe } from "../../src/rooms/reducer.js";
import type { RoomNotice } from "../../src/rooms/roomApi.js";
import { event, member, person, selfId, snapshot } from "../support/rooms.js";

type Body = Parameters<typeof event>[1];

const before = describe(
  snapshot({ stage: [member("ada", 1), member(selfId, 2)], hands: [{ person: person("cy") }] }),
  null,
  selfId,
);

const rows: readonly (readonly [string, Body, readonly RoomNotice[]])[] = [
  [
    "muted by a host",
    { case: "muteChanged", value: { userId: selfId, muted: true, byUserId: "ada" } },
    [{ kind: "mutedByHost", byUserId: "ada" }],
  ],
  ["muted by oneself", { case: "muteChanged", value: { userId: selfId, muted: true } }, []],
  [
    "moved down",
    { case: "stageLeft", value: { userId: selfId, source: 2, byUserId: "ada" } },
    [{ kind: "movedDown", byUserId: "ada" }],
  ],
  ["stepped down", { case: "stageLeft", value: { userId: selfId, source: 2 } }, []],
  [
    "another left the stage",
    { case: "stageLeft", value: { userId: "ada", source: 1 } },
    [{ kind: "leftStage", person: person("ada") }],
  ],
  [
    "another came on stage",
    { case: "stageTaken", value: { member: member("bob", 3) } },
    [{ kind: "cameOnStage", person: person("bob") }],
  ],
  ["invited", { case: "stageInvited", value: { userId: selfId, byUserId: "ada" } }, [{ kind: "invited", byUserId: "ada" }]],
  ["another was invited", { case: "stageInvited", value: { userId: "bob", byUserId: "ada" } }, []],
  [
    "invitation withdrawn",
    { case: "stageInvitationEnded", value: { userId: selfId, withdrawnByUserId: "ada" } },
    [{ kind: "invitationWithdrawn", byUserId: "ada" }],
  ],
  ["invitation declined by oneself", { case: "stageInvitationEnded", value: { userId: selfId } }, []],
  [
    "a hand went up",
    { case: "handRaised", value: { person: person("bob"), question: "Why?" } },
    [{ kind: "handRaised", person: person("bob"), question: "Why?" }],
  ],
  ["a hand has another question", { case: "handRaised", value: { person: person("cy"), question: "Why?" } }, []],
  [
    "the own hand was taken down",
    { case: "handLowered", value: { userId: selfId, byUserId: "ada" } },
    [{ kind: "handLowered", byUserId: "ada" }],
  ],
  [
    "host after an absence",
    { case: "hostChanged", value: { userId: "ada", reason: HostChangeReason.ABSENT } },
    [{ kind: "hostChanged", userId: "ada", reason: "absent" }],
  ],
  [
    "co-host dismissed in the audience",
    { case: "coHostDismissed", value: { userId: "zoe" } },
    [{ kind: "roleChanged", userId: "zoe", role: "listener" }],
  ],
  ["closing", { case: "closingAnnounced", value: { closesAtUnixMs: 77n } }, [{ kind: "closingAnnounced", closesAtMs: 77 }]],
  ["locked", { case: "lockChanged", value: { locked: true } }, []],
];

suite("noticesOf", () => {
  it.each(rows)("%s", (_, body, notices) => {
    expect(noticesOf(before, event(11, body))).toEqual(notices);
  });

  it("anEventThatIsKnown_isNoNews", () => {
    expect(noticesOf(before, event(10, { case: "stageInvited", value: { userId: selfId } }))).toEqual([]);
  });
});

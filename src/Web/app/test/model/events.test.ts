import { create } from "@bufbuild/protobuf";
import {
  EventSchema,
  HallwayEntrySchema,
  HallwayReason,
  InboxEntrySchema,
  NotificationKind,
  type Occurrence,
  OccurrenceSchema,
  OccurrenceState,
} from "@audiorooms/client";
import { describe, expect, it } from "vitest";
import { mayStart, nextOccurrence, soonestFirst } from "../../src/model/events";
import { facesOf, liveBarOf, partsOf } from "../../src/model/hallway";
import { icsOf } from "../../src/model/ics";
import { daysOf, hrefOf, inboxKeys } from "../../src/model/inbox";
import { firstFault, isDone, startSteps, withChecks } from "../../src/model/hearing";
import { core } from "../../src/i18n/en/core";
import { rest } from "../../src/i18n/en/rest";

const minute = 60_000;
const occurrence = (startsAt: number, state: OccurrenceState): Occurrence =>
  create(OccurrenceSchema, { occurrenceId: BigInt(startsAt), startsAtUnixMs: BigInt(startsAt), state });
const event = (id: string, ...occurrences: Occurrence[]) => create(EventSchema, { eventId: id, occurrences });

describe("events", () => {
  it("NextOccurrence_OneThatIsOn_ComesFirst", () => {
    const series = event(
      "e",
      occurrence(1, OccurrenceState.COMPLETED),
      occurrence(2, OccurrenceState.SCHEDULED),
      occurrence(3, OccurrenceState.ACTIVE),
    );

    expect(nextOccurrence(series)?.occurrenceId).toBe(3n);
    expect(nextOccurrence(event("e", occurrence(1, OccurrenceState.MISSED)))).toBeNull();
  });

  it.each([
    [-31 * minute, false],
    [-30 * minute, true],
    [15 * minute, true],
    [15 * minute + 1, false],
  ])("MayStart_%dMillisecondsFromTheStart_Is_%s", (offset, may) => {
    expect(mayStart(occurrence(100 * minute, OccurrenceState.SCHEDULED), 100 * minute + offset)).toBe(may);
  });

  it("SoonestFirst_WhatIsOver_StandsLast", () => {
    const events = [
      event("over", occurrence(1, OccurrenceState.COMPLETED)),
      event("later", occurrence(9, OccurrenceState.SCHEDULED)),
      event("soon", occurrence(5, OccurrenceState.SCHEDULED)),
    ];

    expect(soonestFirst(events).map((one) => one.eventId)).toEqual(["soon", "later", "over"]);
  });
});

describe("icsOf", () => {
  const text = icsOf(
    {
      uid: "u",
      startsAtMs: Date.UTC(2026, 2, 27, 11),
      durationMinutes: 90,
      title: "A; b, c\\d",
      description: `one\ntwo ${"é".repeat(60)}`,
      url: "https://x/e",
    },
    0,
  );

  it("IcsOf_Times_AreUtc", () => {
    expect(text).toContain("DTSTART:20260327T110000Z\r\nDTEND:20260327T123000Z\r\n");
  });

  it("IcsOf_Words_AreEscaped", () => {
    expect(text).toContain("SUMMARY:A\\; b\\, c\\\\d\r\n");
    expect(text).toContain("DESCRIPTION:one\\ntwo");
  });

  it("IcsOf_LongLines_AreFoldedAt75Octets", () => {
    const longest = Math.max(...text.split("\r\n").map((line) => new TextEncoder().encode(line).length));

    expect(longest).toBeLessThanOrEqual(75);
    expect(text.replace(/\r\n /g, "")).toContain("é".repeat(60));
  });
});

describe("hallway", () => {
  const entry = (roomId: string, reason: HallwayReason) => create(HallwayEntrySchema, { room: { roomId }, reason });

  it("PartsOf_StrongestReasonFirst_EmptyOnesLeftOut", () => {
    const parts = partsOf([
      entry("a", HallwayReason.OTHER),
      entry("b", HallwayReason.FOLLOWED),
      entry("c", HallwayReason.UNSPECIFIED),
    ]);

    expect(parts.map((part) => [part.reason, part.rooms.map((one) => one.room?.roomId)])).toEqual([
      [HallwayReason.FOLLOWED, ["b"]],
      [HallwayReason.OTHER, ["a", "c"]],
    ]);
    expect(liveBarOf(parts.flatMap((part) => part.rooms)).length).toBe(1);
  });

  it("FacesOf_KnownFirst_EachOnce_AtMostFive", () => {
    const person = (userId: string) => ({ userId, handle: userId, displayName: userId });
    const known = ["a", "b", "c", "d", "e"].map(person);

    expect(facesOf(known.slice(0, 2), person("b")).map((face) => face.userId)).toEqual(["a", "b"]);
    expect(facesOf(known, person("z")).length).toBe(5);
  });
});

describe("inbox", () => {
  it("InboxKeys_EveryKind_HasWords", () => {
    const without = Object.values(inboxKeys).filter((key) => !(key in core) && !(key in rest));

    expect(without).toEqual([]);
    expect(Object.keys(inboxKeys).length).toBe(
      Object.values(NotificationKind).filter((kind) => typeof kind === "number").length - 1,
    );
  });

  it("HrefOf_LeadsToTheSubject_ElseToThePerson", () => {
    const { newest } = create(InboxEntrySchema, {
      newest: [
        { subject: { case: "clubId", value: "c1" } },
        { actor: { handle: "ada" }, subject: { case: "userId", value: "u1" } },
        {},
      ],
    });

    expect(newest.map(hrefOf)).toEqual(["/club/c1", "/u/ada", null]);
  });

  it("DaysOf_ByTheClockOfTheViewer", () => {
    const now = new Date(2026, 2, 27, 1);
    const at = (date: Date) => create(InboxEntrySchema, { atUnixMs: BigInt(date.getTime()) });

    const days = daysOf([at(new Date(2026, 2, 27, 0, 30)), at(new Date(2026, 2, 26, 23)), at(new Date(2026, 2, 20))], now);

    expect(days.map((day) => day.key)).toEqual(["today", "yesterday", "earlier"]);
  });
});

describe("hearing", () => {
  it("FirstFault_OfTheMicrophone_DoesNotHideOneOfTheEars", () => {
    const steps = withChecks(startSteps(), [
      { step: "permission", outcome: "failed", detail: "" },
      { step: "output", outcome: "failed", detail: "" },
    ]);

    expect(firstFault(steps)?.step).toBe("output");
    expect(isDone(steps)).toBe(false);
  });
});

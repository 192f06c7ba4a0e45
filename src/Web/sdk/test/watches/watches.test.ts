import { create } from "@bufbuild/protobuf";
import { beforeEach, describe, expect, it } from "vitest";
import { Refused, SignedOut, Unreachable } from "../../src/errors.js";
import { HallwayNewsSchema, HallwayReason } from "../../src/gen/audiorooms/v1/discovery_pb.js";
import { InboxUpdateSchema, ListInboxResponseSchema } from "../../src/gen/audiorooms/v1/notifications_pb.js";
import { nextHallway } from "../../src/watches/hallway.js";
import type { HallwayState } from "../../src/watches/hallway.js";
import { emptyInbox, inboxOf, nextInbox } from "../../src/watches/inbox.js";
import { HIDDEN_FOR_MS, RepeatedStream } from "../../src/watches/repeatedStream.js";
import { FakeClock, settle } from "../support/fakeClock.js";
import { FakePresence } from "../support/fakePresence.js";

const entry = (roomId: string, reason: HallwayReason, createdAt: number): object => ({
  reason,
  room: { roomId, createdAtUnixMs: BigInt(createdAt) },
});
const idsOf = (state: HallwayState): string[] => state.rooms.map((one) => one.room?.roomId ?? "");

describe("nextHallway", () => {
  const picture = nextHallway(
    { kind: "loading", rooms: [] },
    create(HallwayNewsSchema, {
      isPicture: true,
      rooms: [
        entry("old", HallwayReason.OTHER, 1),
        entry("friend", HallwayReason.FOLLOWED, 2),
        entry("new", HallwayReason.OTHER, 3),
      ],
    }),
  );

  it("aPicture_isInOrderOfReasonAndAge", () => {
    expect([picture.kind, idsOf(picture)]).toEqual(["live", ["friend", "new", "old"]]);
  });

  it("news_changesWhatItNames", () => {
    const next = nextHallway(
      picture,
      create(HallwayNewsSchema, {
        rooms: [entry("old", HallwayReason.FOLLOWED, 1), entry("newest", HallwayReason.OTHER, 4)],
        goneRoomIds: ["new"],
      }),
    );

    expect(idsOf(next)).toEqual(["friend", "old", "newest"]);
  });

  it("aPictureAgain_forgetsAllElse", () => {
    expect(idsOf(nextHallway(picture, create(HallwayNewsSchema, { isPicture: true })))).toEqual([]);
  });
});

describe("nextInbox", () => {
  const page = inboxOf(
    create(ListInboxResponseSchema, {
      state: { version: 5n, unreadCount: 1 },
      entries: [
        { entryId: "b", version: 5n, atUnixMs: 20n },
        { entryId: "a", version: 2n, atUnixMs: 10n },
      ],
      nextPageToken: "more",
    }),
    emptyInbox,
  );

  it("anEntryThatGrew_movesUpInPlaceOfTheOldOne", () => {
    const update = {
      state: { version: 6n, unreadCount: 2 },
      entries: [{ entryId: "a", version: 6n, atUnixMs: 30n }],
      news: true,
    };

    const next = nextInbox(page, create(InboxUpdateSchema, update));

    expect(next?.entries.map((one) => [one.entryId, one.version])).toEqual([
      ["a", 6n],
      ["b", 5n],
    ]);
    expect(next).toMatchObject({ version: 6n, unreadCount: 2, news: 1, nextPageToken: "more" });
  });

  it("anOlderUpdate_changesNothingBack", () => {
    const next = nextInbox(
      page,
      create(InboxUpdateSchema, { state: { version: 4n, unreadCount: 9 }, entries: [{ entryId: "b", version: 1n }] }),
    );

    expect(next).toMatchObject({ version: 5n, unreadCount: 1 });
    expect(next?.entries[0]?.version).toBe(5n);
  });

  it("aRemovedEntry_isGone", () => {
    expect(nextInbox(page, create(InboxUpdateSchema, { removedEntryIds: ["b"] }))?.entries.map((one) => one.entryId)).toEqual([
      "a",
    ]);
  });

  it("moreThanIsTold_isReadAnew", () => {
    expect(nextInbox(page, create(InboxUpdateSchema, { reload: true }))).toBeNull();
  });
});

describe("RepeatedStream", () => {
  interface Opened {
    readonly signal: AbortSignal;
    readonly seen: string;
    say: (message: string) => void;
    end: (reason?: Error) => void;
  }

  let clock: FakeClock;
  let presence: FakePresence;
  let opened: Opened[];
  let stream: RepeatedStream<string, string>;

  async function* messages(one: Opened): AsyncGenerator<string> {
    const queue: string[] = [];
    let wake: () => void = () => undefined;
    let ended = false;
    let failure: Error | null = null;
    one.say = (message) => {
      queue.push(message);
      wake();
    };
    one.end = (reason) => {
      ended = true;
      failure = reason ?? null;
      wake();
    };
    one.signal.addEventListener("abort", () => {
      one.end(new DOMException("aborted", "AbortError"));
    });
    const over = (): boolean => ended;
    const why = (): Error | null => failure;
    for (;;) {
      while (queue.length > 0) {
        yield queue.shift()!;
      }

      if (over()) {
        if (why()) {
          throw why()!;
        }

        return;
      }

      await new Promise<void>((resolve) => (wake = resolve));
    }
  }

  beforeEach(async () => {
    clock = new FakeClock();
    presence = new FakePresence();
    opened = [];
    stream = new RepeatedStream<string, string>({
      initial: "loading",
      clock,
      presence,
      random: () => 0.5,
      open: (seen, signal) => {
        const one: Opened = { signal, seen, say: () => undefined, end: () => undefined };
        opened.push(one);
        return messages(one);
      },
      next: (_, message) => (message === "reload" ? null : message),
      broken: (state) => `stale ${state}`,
    });
    await settle();
  });

  const current = (): Opened => opened[opened.length - 1]!;

  it("thatBreaks_isOpenedAgainWithWhatWasSeen", async () => {
    current().say("one");
    await settle();
    current().end(new Unreachable("broken"));
    await clock.advance(100);

    expect(opened).toHaveLength(2);
    expect(current().seen).toBe("stale one");
  });

  it("thatIsRefused_waitsAsTheServerSays", async () => {
    current().end(new Refused("too_many_watches", "4", { retryAfterMs: 9_000 }));
    await clock.advance(9_000);
    expect(opened).toHaveLength(1);
    await clock.advance(100);

    expect(opened).toHaveLength(2);
  });

  it("ofSomebodyWhoSignedOut_isOver", async () => {
    current().end(new SignedOut());
    await clock.advance(100_000);

    expect(opened).toHaveLength(1);
  });

  it("thatMustBeginAnew_does", async () => {
    current().say("reload");
    await clock.advance(100);

    expect(opened).toHaveLength(2);
    expect(opened[0]?.signal.aborted).toBe(true);
  });

  it("ofAHiddenPage_isGivenBackAndOpenedWhenSeen", async () => {
    current().say("one");
    presence.hide();
    await clock.advance(HIDDEN_FOR_MS - 1);
    expect(current().signal.aborted).toBe(false);
    await clock.advance(1);
    expect(current().signal.aborted).toBe(true);
    await clock.advance(600_000);
    expect(opened).toHaveLength(1);

    presence.show();
    await settle();

    expect(opened).toHaveLength(2);
  });

  it("ofAPageHiddenForAMoment_goesOn", async () => {
    presence.hide();
    await clock.advance(HIDDEN_FOR_MS - 1);
    presence.show();
    await clock.advance(HIDDEN_FOR_MS);

    expect(current().signal.aborted).toBe(false);
  });

  it("thatIsClosed_isOver", async () => {
    stream.close();
    await clock.advance(100_000);

    expect(current().signal.aborted).toBe(true);
    expect(opened).toHaveLength(1);
  });

  it("thatIsClosedWhileHidden_isOver", async () => {
    presence.hide();
    await clock.advance(HIDDEN_FOR_MS);
    stream.close();
    presence.show();
    await clock.advance(100_000);

    expect(opened).toHaveLength(1);
  });
});

import { describe, expect, it } from "vitest";
import { PositionTracker } from "../../src/rooms/positionTracker.js";
import { seeded } from "../support/random.js";

const LOG = 1n << 40n;

function at(position: bigint): PositionTracker {
  const tracker = new PositionTracker();
  tracker.begin(position, true, false);
  return tracker;
}

describe("PositionTracker", () => {
  it("take_nextBundle_movesOn", () => {
    const tracker = at(100n);

    expect(tracker.take(100n, 3)).toBe(0);
    expect([tracker.next, tracker.missed, tracker.repeated]).toEqual([103n, 0, 0]);
  });

  it("take_bundleBeyondTheEnd_countsWhatWasDropped", () => {
    const tracker = at(100n);

    expect(tracker.take(110n, 2)).toBe(0);
    expect([tracker.next, tracker.missed]).toEqual([112n, 10]);
  });

  it("take_bundleThatOverlaps_saysHowManyAreKnown", () => {
    const tracker = at(100n);
    tracker.take(100n, 4);

    expect(tracker.take(102n, 4)).toBe(2);
    expect([tracker.next, tracker.repeated]).toEqual([106n, 2]);
  });

  it("take_endBeyondThePackets_countsWhatWasLeftOut", () => {
    const tracker = at(100n);

    expect(tracker.take(100n, 1, 105n)).toBe(0);
    expect([tracker.next, tracker.missed]).toEqual([105n, 4]);
  });

  it("take_sameBundleWithEndAgain_isKnownWhole", () => {
    const tracker = at(100n);
    tracker.take(100n, 2, 106n);

    expect(tracker.take(100n, 2, 106n)).toBe(2);
    expect([tracker.next, tracker.missed]).toEqual([106n, 4]);
  });

  it("begin_resumedWhereItStopped_isWhole", () => {
    const tracker = at(100n);
    tracker.take(100n, 5);

    expect(tracker.begin(105n, false, true)).toBe(true);
    expect(tracker.missed).toBe(0);
  });

  it("begin_resumedLater_countsTheRest", () => {
    const tracker = at(100n);

    expect(tracker.begin(130n, false, true)).toBe(false);
    expect([tracker.next, tracker.missed]).toEqual([130n, 30]);
  });

  it("begin_notResumed_saysNothingOfWhatWasLost", () => {
    const tracker = at(100n);

    expect(tracker.begin(7n, false, false)).toBe(false);
    expect([tracker.next, tracker.missed]).toEqual([7n, 0]);
  });

  it("isOfThisLog_bundleOfTheFormerLog_isNot", () => {
    const tracker = at(LOG * 3n + 5n);

    expect(tracker.isOfThisLog(LOG * 3n + 900n)).toBe(true);
    expect(tracker.isOfThisLog(LOG * 2n + 5n)).toBe(false);
  });

  it.each([1, 2, 3, 4, 5])("take_anyDropsAndRepeats_accountForEveryPacket (seed %i)", (seed) => {
    const random = seeded(seed);
    const tracker = at(0n);
    const heard = new Set<number>();
    let position = 0;
    for (let step = 0; step < 2_000; step++) {
      position = Math.max(
        0,
        position + (random() < 0.2 ? Math.floor(random() * 5) : random() < 0.1 ? -Math.floor(random() * 5) : 0),
      );
      const count = 1 + Math.floor(random() * 4);
      const known = tracker.take(BigInt(position), count);
      for (let i = known; i < count; i++) {
        expect(heard.has(position + i)).toBe(false);
        heard.add(position + i);
      }

      position += count;
    }

    expect(heard.size + tracker.missed).toBe(Number(tracker.next));
  });
});

import { describe, expect, it } from "vitest";
import { holdMs, nextRing, silentRing, strengthOf } from "../../src/model/ring";

describe("ring", () => {
  it("NextRing_LoudPacket_ComesOnAtOnce", () => {
    expect(nextRing(silentRing, 20, false, 1000)).toMatchObject({ speaking: true, lastLoudMs: 1000 });
  });

  it("NextRing_QuietPacket_DoesNotComeOn", () => {
    expect(nextRing(silentRing, 40, false, 1000).speaking).toBe(false);
  });

  it("NextRing_PauseBetweenWords_StaysOnForAMoment", () => {
    const spoken = nextRing(silentRing, 20, false, 1000);

    expect(nextRing(spoken, 127, false, 1000 + holdMs).speaking).toBe(true);
    expect(nextRing(spoken, 127, false, 1001 + holdMs).speaking).toBe(false);
  });

  it("NextRing_BetweenTheTwoLevels_StaysAsItIs", () => {
    const spoken = nextRing(silentRing, 20, false, 1000);

    expect(nextRing(spoken, 40, false, 1020).lastLoudMs).toBe(1020);
    expect(nextRing(silentRing, 40, false, 1020).lastLoudMs).toBe(-Infinity);
  });

  it("NextRing_Muted_IsNeverOn", () => {
    const spoken = nextRing(silentRing, 5, false, 1000);

    expect(nextRing(spoken, 5, true, 1001)).toEqual(silentRing);
  });

  it("StrengthOf_IsBoundedAndGrowsWithTheVoice", () => {
    expect([strengthOf(0), strengthOf(10), strengthOf(35), strengthOf(127)]).toEqual([1, 1, 0.2, 0.2]);
    expect(strengthOf(20)).toBeGreaterThan(strengthOf(30));
  });
});

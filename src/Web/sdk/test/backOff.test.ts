import { describe, expect, it } from "vitest";
import { BackOff } from "../src/backOff.js";
import { seeded } from "./support/random.js";

const longest = (): number => 1 - Number.EPSILON;

describe("BackOff", () => {
  it("next_failureAfterFailure_doublesToTheCapOfAYoungOutage", () => {
    const backOff = new BackOff(undefined, longest);

    const bounds = [0, 1, 2, 3, 4, 5].map(() => Math.round(backOff.next(1_000)));

    expect(bounds).toEqual([200, 400, 800, 1_000, 1_000, 1_000]);
  });

  it("next_outageOlderThanAMinute_waitsLonger", () => {
    const backOff = new BackOff(undefined, longest);
    for (let i = 0; i < 10; i++) {
      backOff.next(30_000);
    }

    expect(Math.round(backOff.next(59_999))).toBe(1_000);
    expect(Math.round(backOff.next(60_000))).toBe(10_000);
  });

  it("next_serverNamesATime_isNeverSooner", () => {
    const random = seeded(11);
    const backOff = new BackOff(undefined, random);

    for (let i = 0; i < 1_000; i++) {
      expect(backOff.next(0, 5_000)).toBeGreaterThanOrEqual(5_000);
    }
  });

  it("next_thousandClients_spreadOverTheWholeBound", () => {
    const random = seeded(12);
    const waits = Array.from({ length: 1_000 }, () => new BackOff(undefined, random).next(0));

    const perFifth = [0, 1, 2, 3, 4].map((fifth) => waits.filter((wait) => Math.floor(wait / 40) === fifth).length);

    // 200 expected in each; 6 standard deviations are 76.
    expect(Math.min(...perFifth)).toBeGreaterThan(124);
    expect(Math.max(...waits)).toBeLessThan(200);
  });

  it("reset_afterAConnection_beginsAnew", () => {
    const backOff = new BackOff(undefined, longest);
    backOff.next(0);
    backOff.next(0);

    backOff.reset();

    expect(Math.round(backOff.next(0))).toBe(200);
  });
});

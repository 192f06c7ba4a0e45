import { Refused, SignedOut, Unreachable } from "@audiorooms/client";
import { describe, expect, it } from "vitest";
import { hashHue, hueOf } from "../../src/model/hue";
import { groupCode } from "../../src/model/invitations";
import { meterOf } from "../../src/model/meter";
import { parseMetrics, quantileOf, rateOf, sumOf } from "../../src/model/metrics";
import { isNewcomer } from "../../src/model/person";
import { clockOf, isQuiet, minuteOf } from "../../src/model/quiet-hours";
import { risingCount, risingMax } from "../../src/model/reactions";
import { problemOf } from "../../src/model/refusal";
import { handleProblem, invitationLooksWhole, passwordProblem, suggestHandle } from "../../src/model/sign-up";

describe("hue", () => {
  it("HueOf_SameTopic_IsTheSameWhateverTheTitle", () => {
    expect(hueOf(["technology"], "a")).toBe(hueOf(["Technology", "food"], "b"));
  });

  it("HueOf_NoTopic_ComesFromTheTitle", () => {
    expect(hueOf([], "a")).toBe(hashHue("a"));
    expect(hashHue("a")).toBeGreaterThanOrEqual(0);
    expect(hashHue("a")).toBeLessThan(360);
  });
});

describe("problemOf", () => {
  it("ProblemOf_Refusal_KeepsItsCodeAndWait", () => {
    const problem = problemOf(new Refused("rate_limited", "Too fast.", { retryAfterMs: 1500 }));

    expect(problem).toMatchObject({ kind: "refused", code: "rate_limited", retryAfterMs: 1500 });
  });

  it.each([
    [new Unreachable("no"), "offline", ""],
    [new SignedOut(), "refused", "signed_out"],
    [new Refused("internal", "no"), "failed", "internal"],
    [new Error("bug"), "failed", ""],
    ["text", "failed", ""],
  ])("ProblemOf_%s_Is_%s", (error, kind, code) => {
    expect(problemOf(error)).toMatchObject({ kind, code });
  });
});

describe("sign-up", () => {
  it.each([
    ["Éva Noël", "eva_noel"],
    ["  --Ada!!  ", "ada"],
    ["日本", ""],
    ["x".repeat(60), "x".repeat(30)],
  ])("SuggestHandle_%s_Is_%s", (name, handle) => {
    expect(suggestHandle(name)).toBe(handle);
  });

  it("HandleProblem_FollowsTheServersRule", () => {
    expect(["ab", "a_1"].map(handleProblem)).toEqual([null, null]);
    expect(["a", "Ada", "a-b", "x".repeat(31)].map(handleProblem)).toEqual(["invalid", "invalid", "invalid", "invalid"]);
  });

  it("PasswordProblem_CountsCharacters_NotUnits", () => {
    expect(passwordProblem("👋".repeat(10))).toBeNull();
    expect(passwordProblem("👋".repeat(9))).toBe("short");
    expect(passwordProblem("a".repeat(129))).toBe("long");
  });

  it("InvitationLooksWhole_DashesAndSpaces_DoNotCount", () => {
    expect(invitationLooksWhole("ABCD-EFGH JKLM")).toBe(true);
    expect(invitationLooksWhole("ABCD-EFGH-JKL")).toBe(false);
    expect(groupCode("ABCDEFGHJKLM")).toBe("ABCD-EFGH-JKLM");
  });
});

describe("metrics", () => {
  const text =
    '# HELP a b\nrooms{kind="x"} 2\nrooms{kind="y"} 3\npackets_total 100\nlate_bucket{le="0.1"} 5\nlate_bucket{le="0.5"} 9\nlate_bucket{le="+Inf"} 10\nbroken\n';

  it("SumOf_AllLabels_AreAddedUp", () => {
    expect(sumOf(parseMetrics(text), "rooms")).toBe(5);
    expect(sumOf(parseMetrics(text), "nothing")).toBeNull();
  });

  it("RateOf_AcrossARestart_IsUnknown", () => {
    const before = parseMetrics("packets_total 50");

    expect(rateOf(before, parseMetrics(text), "packets_total", 2000)).toBe(25);
    expect(rateOf(parseMetrics("packets_total 500"), parseMetrics(text), "packets_total", 2000)).toBeNull();
  });

  it("QuantileOf_IsTheBoundOfItsBucket", () => {
    expect(quantileOf(parseMetrics(text), "late", 0.5)).toBe(0.1);
    expect(quantileOf(parseMetrics(text), "late", 0.9)).toBe(0.5);
    expect(quantileOf([], "late", 0.9)).toBeNull();
  });
});

describe("quiet hours", () => {
  it.each([
    [1320, 480, 1380, true],
    [1320, 480, 100, true],
    [1320, 480, 480, false],
    [60, 120, 90, true],
    [60, 120, 130, false],
  ])("IsQuiet_From%dTo%d_At%d_Is_%s", (from, to, at, quiet) => {
    expect(isQuiet(from, to, at)).toBe(quiet);
  });

  it("ClockOf_AndMinuteOf_AreEachOthersOpposite", () => {
    expect([0, 7, 1439].map((minute) => minuteOf(clockOf(minute)))).toEqual([0, 7, 1439]);
    expect(["24:00", "7:00", "x"].map(minuteOf)).toEqual([null, null, null]);
  });
});

describe("figures on the page", () => {
  it("RisingCount_GrowsSlowly_AndHasABound", () => {
    expect([0, 1, 4, 8, 1_000_000].map(risingCount)).toEqual([0, 1, 4, 6, risingMax]);
  });

  it("MeterOf_IsBetweenNoneAndAll", () => {
    expect([127, 70, 6, 0].map(meterOf)).toEqual([0, 0, 1, 1]);
  });

  it("IsNewcomer_EndsAfterSevenDays", () => {
    const day = 86_400_000;

    expect(isNewcomer(1, 6 * day)).toBe(true);
    expect(isNewcomer(1, 7 * day + 1)).toBe(false);
    expect(isNewcomer(0, 0)).toBe(false);
  });
});

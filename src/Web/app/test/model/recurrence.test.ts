import { describe, expect, it } from "vitest";
import { localDate, nextWeekday, parseRule, ruleOf, weekdayName, weekdayOf } from "../../src/model/recurrence";

describe("recurrence", () => {
  it.each([
    ["once", ""],
    ["daily", "FREQ=DAILY"],
    ["weekly", "FREQ=WEEKLY;BYDAY=FR"],
    ["fortnightly", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"],
    ["monthly", "FREQ=MONTHLY;BYDAY=4FR"],
  ] as const)("RuleOf_%s_OnAFriday_Is_%s", (repeat, rule) => {
    expect(ruleOf(repeat, "2026-03-27")).toBe(rule);
    expect(parseRule(rule).repeat).toBe(repeat);
  });

  it("RuleOf_MonthlyOnAFifthFriday_IsTheLastOne", () => {
    expect(ruleOf("monthly", "2026-01-30")).toBe("FREQ=MONTHLY;BYDAY=-1FR");
    expect(parseRule("FREQ=MONTHLY;BYDAY=-1FR")).toEqual({ repeat: "monthly", days: ["FR"], week: -1 });
  });

  it.each(["FREQ=YEARLY", "FREQ=WEEKLY;COUNT=3", "FREQ=DAILY;UNTIL=20260101T000000Z", "FREQ=WEEKLY;INTERVAL=3"])(
    "ParseRule_%s_IsAnother",
    (rule) => {
      expect(parseRule(rule).repeat).toBe("other");
    },
  );

  it("NextWeekday_OnThatDay_IsAWeekLater", () => {
    const friday = new Date(2026, 2, 27, 9);

    expect(nextWeekday("FR", friday)).toBe("2026-04-03");
    expect(nextWeekday("SA", friday)).toBe("2026-03-28");
    expect(localDate(friday)).toBe("2026-03-27");
  });

  it("WeekdayName_IsInTheLanguage", () => {
    expect(weekdayOf("2026-03-27")).toBe("FR");
    expect(weekdayName("FR", "en")).toBe("Friday");
    expect(weekdayName("FR", "fr")).toBe("vendredi");
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allWords, setLocale } from "../../src/i18n";
import { formatAgo, formatDelay, formatElapsed, formatLanguage, formatWait, relativeOf } from "../../src/i18n/format";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

describe("formats", () => {
  beforeAll(async () => {
    await setLocale("en");
    await allWords();
  });
  afterAll(() => setLocale("en"));

  it.each([
    [0, "0:00"],
    [7_900, "0:07"],
    [12.5 * minute, "12:30"],
    [hour + 2 * minute + 3_000, "1:02:03"],
    [-5_000, "0:00"],
  ])("FormatElapsed_%d_Is_%s", (elapsed, text) => {
    expect(formatElapsed(elapsed)).toBe(text);
  });

  it.each([
    [-10_000, "second", 0],
    [-3 * minute, "minute", -3],
    [2 * hour, "hour", 2],
    [-3 * day, "day", -3],
    [-60 * day, "month", -2],
    [-800 * day, "year", -2],
  ])("RelativeOf_%d_Is%s", (difference, unit, value) => {
    expect(relativeOf(difference)).toEqual({ unit, value });
  });

  it("FormatWait_ShortWaits_AreRoundedUpToFiveSeconds", () => {
    expect(formatWait(1_000)).toBe("about 5 seconds");
    expect(formatWait(11_000)).toBe("about 15 seconds");
    expect(formatWait(90_000)).toBe("2 minutes");
  });

  it("FormatDelay_IsToldInTenthsBelowTenSeconds", () => {
    expect(formatDelay(180)).toBe("0.2");
    expect(formatDelay(20)).toBe("0.1");
    expect(formatDelay(12_400)).toBe("12");
  });

  it("FormatLanguage_UnknownTag_IsItself", () => {
    expect(formatLanguage("fr")).toBe("French");
    expect(formatLanguage("")).toBe("");
    expect(formatLanguage("not a tag!")).toBe("not a tag!");
  });

  it("SetLocale_French_ChangesEveryFormatAtOnce", async () => {
    await setLocale("fr");

    expect(formatLanguage("fr")).toBe("français");
    expect(formatDelay(180)).toBe("0,2");
    expect(formatAgo(0, 3 * minute)).toBe("il y a 3 minutes");
    expect(formatWait(90_000)).toBe("2 minutes");
  });
});

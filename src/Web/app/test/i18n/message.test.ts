import { describe, expect, it } from "vitest";
import { fill, formOf, isolate } from "../../src/i18n/message";
import { pseudo } from "../../src/i18n/pseudo";
import { preferredLocale } from "../../src/i18n";

const english = new Intl.NumberFormat("en");
const french = new Intl.NumberFormat("fr");

describe("fill", () => {
  it("Fill_Words_AreIsolatedFromTheSentence", () => {
    expect(fill("{name} speaks", { name: "عمر" }, english)).toBe(`${isolate("عمر")} speaks`);
  });

  it("Fill_Numbers_AreWrittenInTheLanguagesWay", () => {
    expect(fill("{count}", { count: 12345 }, french)).toBe("12\u202F345");
  });

  it("Fill_HoleWithoutValue_StaysSoThatItIsSeen", () => {
    expect(fill("{name} and {other}", { name: "A" }, english)).toBe(`${isolate("A")} and {other}`);
  });

  it("Fill_ValueThatLooksLikeAHole_IsNotFilledAgain", () => {
    expect(fill("{a}", { a: "{b}", b: "no" }, english)).toBe(isolate("{b}"));
  });
});

describe("formOf", () => {
  const people = { one: "one", other: "many" };

  it.each([
    ["en", 0, "many"],
    ["en", 1, "one"],
    ["en", 2, "many"],
    ["fr", 0, "one"], // French counts none as one (CLDR).
    ["fr", 1, "one"],
    ["fr", 1.5, "one"],
    ["fr", 2, "many"],
    ["fr", 1_000_000, "many"], // A form that the message lacks falls back to `other`.
  ])("FormOf_%s_%d_Is_%s", (locale, count, form) => {
    expect(formOf(people, count, new Intl.PluralRules(locale))).toBe(form);
  });
});

describe("pseudo", () => {
  it("Pseudo_Holes_StayAsTheyAre", () => {
    expect(pseudo("{name} speaks")).toContain("{name}");
    expect(pseudo("{name} speaks")).not.toContain("speaks");
  });
});

describe("preferredLocale", () => {
  it.each([
    [null, ["fr-CA", "en"], "fr"],
    [null, ["de", "en-GB", "fr"], "en"],
    [null, ["de"], "en"],
    ["fr", ["en"], "fr"],
    ["xx", ["fr"], "fr"],
  ] as const)("PreferredLocale_Stored%sAndSpoken%s_Is_%s", (stored, spoken, expected) => {
    expect(preferredLocale(stored, spoken)).toBe(expected);
  });
});

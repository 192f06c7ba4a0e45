import { describe, expect, it } from "vitest";
import { core as enCore } from "../../src/i18n/en/core";
import { rest as enRest } from "../../src/i18n/en/rest";
import { core as frCore } from "../../src/i18n/fr/core";
import { rest as frRest } from "../../src/i18n/fr/rest";
import type { Message } from "../../src/i18n/message";
import { pseudoOf } from "../../src/i18n/pseudo";

const en: Readonly<Record<string, Message>> = { ...enCore, ...enRest };
const fr: Readonly<Record<string, Message>> = { ...frCore, ...frRest };

const forms = (message: Message): string[] =>
  typeof message === "string" ? [message] : Object.values(message as object).map(String);
const holes = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "").sort();
const allHoles = (message: Message): string[] => [...new Set(forms(message).flatMap(holes))].sort();

describe("dictionaries", () => {
  it("French_EveryKeyOfEnglish_AndNoOther", () => {
    expect(Object.keys(fr).sort()).toEqual(Object.keys(en).sort());
  });

  it("Core_NoKeyOfRest", () => {
    expect(Object.keys(enCore).filter((key) => key in enRest)).toEqual([]);
  });

  it.each(Object.keys(en))("%s_HasTheSameHolesInBothLanguages", (key) => {
    expect(allHoles(fr[key] ?? "")).toEqual(allHoles(en[key] ?? ""));
  });

  it("Messages_AreNeverEmpty", () => {
    const empty = Object.entries({ ...en, ...fr }).filter(([, message]) => forms(message).some((text) => text.trim() === ""));

    expect(empty).toEqual([]);
  });

  it("French_SpaceBeforeHighPunctuation_DoesNotBreakTheLine", () => {
    const breaking = Object.entries(fr).filter(([, message]) => forms(message).some((text) => / [?!;:]/.test(text)));

    expect(breaking).toEqual([]);
  });

  it("English_CountedMessages_HaveTwoForms", () => {
    const counted = Object.entries(en).filter(
      ([key, message]) => typeof message === "string" && holes(message).includes("count") && !key.startsWith("inbox."),
    );

    expect(counted.map(([key]) => key).sort()).toEqual(["hand.place", "topics.chosen"]);
  });

  it("Pseudo_EveryText_IsAtLeast40PercentLonger", () => {
    const pseudo: Readonly<Record<string, Message>> = pseudoOf(en);
    const short = Object.keys(en).filter((key) => {
      const before = forms(en[key] ?? "")[0] ?? "";
      const after = forms(pseudo[key] ?? "")[0] ?? "";
      return Array.from(after).length < Array.from(before).length * 1.4 - holes(before).join("").length;
    });

    expect(short).toEqual([]);
  });
});

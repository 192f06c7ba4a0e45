/** The words of the page, for tests that look for them. */
import { core as enCore } from "../../src/i18n/en/core";
import { rest as enRest } from "../../src/i18n/en/rest";
import { core as frCore } from "../../src/i18n/fr/core";
import { rest as frRest } from "../../src/i18n/fr/rest";

export type Language = "en" | "fr";

const dictionaries: Readonly<Record<Language, Readonly<Record<string, unknown>>>> = {
  en: { ...enCore, ...enRest },
  fr: { ...frCore, ...frRest },
};

/** The words for a key; only for those that have no holes and no forms. */
export function words(language: Language, key: string): string {
  const found = dictionaries[language][key];
  if (typeof found !== "string") throw new Error(`${language} has no plain words for ${key}`);
  return found;
}

/** Before any script of a page: its language. The first page alone, because a choice that is made later holds. */
export function chooseLanguage(chosen: Language): void {
  if (localStorage.getItem("audiorooms.language") === null) localStorage.setItem("audiorooms.language", chosen);
}

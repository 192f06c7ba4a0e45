import { computed, signal } from "@preact/signals";
import type { Arguments, Core, Key, Rest } from "./keys";
import { fill, formOf, type Message, type Value } from "./message";

export type { Dictionary, Key } from "./keys";

export type Locale = "en" | "fr" | "pseudo";

/** The languages a person may choose, each in its own words. The pseudo-locale is for tests and is not offered. */
export const locales: readonly { readonly id: Locale; readonly name: string }[] = [
  { id: "en", name: "English" },
  { id: "fr", name: "Français" },
];

interface Loaders {
  readonly core: () => Promise<Core>;
  readonly rest: () => Promise<Rest>;
}

const loaders: Readonly<Record<Locale, Loaders>> = {
  en: { core: async () => (await import("./en/core")).core, rest: async () => (await import("./en/rest")).rest },
  fr: { core: async () => (await import("./fr/core")).core, rest: async () => (await import("./fr/rest")).rest },
  pseudo: {
    core: async () => (await import("./pseudo")).pseudoOf((await import("./en/core")).core),
    rest: async () => (await import("./pseudo")).pseudoOf((await import("./en/rest")).rest),
  },
};

const storageKey = "audiorooms.language";
const current = signal<{ readonly locale: Locale; readonly core: Core; readonly rest: Rest | null } | null>(null);

export const locale = computed<Locale>(() => current.value?.locale ?? "en");

/** The tag for Intl and for `lang`; the pseudo-locale writes numbers and dates as English does. */
export const languageTag = computed(() => (locale.value === "fr" ? "fr" : "en"));

const rules = computed(() => new Intl.PluralRules(languageTag.value));
const numbers = computed(() => new Intl.NumberFormat(languageTag.value));

/** The words for a key in the language of now. A component that calls it is drawn again when the language changes. */
export function t<K extends Key>(key: K, ...[values]: Arguments<K>): string {
  const message = messageOf(key);
  if (message === undefined) return "";
  const given = (values ?? {}) as Readonly<Record<string, Value>>;
  return fill(formOf(message, given.count, rules.value), given, numbers.value);
}

/** For keys that are made of data, such as a refusal's code: null when there are no words for it. */
export function tMaybe(key: string): string | null {
  const message = messageOf(key);
  return message === undefined ? null : fill(formOf(message, 0, rules.value), {}, numbers.value);
}

function messageOf(key: string): Message | undefined {
  const known = current.value;
  if (!known) return undefined;
  const dictionary: Readonly<Record<string, Message>> | null = Object.hasOwn(known.core, key) ? known.core : known.rest;
  return dictionary && Object.hasOwn(dictionary, key) ? dictionary[key] : undefined;
}

let wordsOf: Promise<void> = Promise.resolve();

/** Resolves when all words of the language are there; a screen that comes later waits for it. */
export const allWords = (): Promise<void> => wordsOf;

/** Resolves when the first screens have their words; the rest follows by itself. */
export async function setLocale(next: Locale): Promise<void> {
  const { core, rest } = loaders[next];
  const before = current.peek();
  // A page that speaks already changes in one step; one that starts does not wait for words that it may not need.
  const all = before ? await rest() : null;
  current.value = { locale: next, core: await core(), rest: all };
  if (typeof document !== "undefined") document.documentElement.lang = languageTag.value;
  if (all) return;
  wordsOf = rest().then((words) => {
    const known = current.peek();
    if (known?.locale === next) current.value = { ...known, rest: words };
  });
  // A screen that needs these words waits for them and says so if they do not come.
  wordsOf.catch(() => undefined);
}

/** Chooses and remembers a language. */
export async function chooseLocale(next: Locale): Promise<void> {
  await setLocale(next);
  remember(next);
}

export function preferredLocale(stored: string | null, spoken: readonly string[]): Locale {
  if (stored === "en" || stored === "fr" || stored === "pseudo") return stored;
  const known = spoken.map((tag) => tag.toLowerCase().split("-")[0]).find((tag) => tag === "en" || tag === "fr");
  return known === "fr" ? "fr" : "en";
}

export function startLocale(): Promise<void> {
  return setLocale(preferredLocale(recall(), navigator.languages));
}

function recall(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null; // Storage is switched off: the browser's languages decide each time.
  }
}

function remember(next: Locale): void {
  try {
    localStorage.setItem(storageKey, next);
  } catch {
    // Storage is switched off: the choice holds until the page closes.
  }
}

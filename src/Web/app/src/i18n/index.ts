import { computed, signal } from '@preact/signals';
import type { en } from './en';
import { fill, formOf, type HolesOf, type Message, type Value } from './message';

export type Key = keyof typeof en;
export type Dictionary = { readonly [K in Key]: (typeof en)[K] extends string ? string : Exclude<Message, string> };
export type Locale = 'en' | 'fr' | 'pseudo';

type Arguments<K extends Key> = [HolesOf<(typeof en)[K]>] extends [never] ? [] : [Readonly<Record<HolesOf<(typeof en)[K]>, Value>>];

/** The languages a person may choose, each in its own words. The pseudo-locale is for tests and is not offered. */
export const locales: readonly { readonly id: Locale; readonly name: string }[] = [
  { id: 'en', name: 'English' },
  { id: 'fr', name: 'Français' },
];

const loaders: Readonly<Record<Locale, () => Promise<Dictionary>>> = {
  en: async () => (await import('./en')).en,
  fr: async () => (await import('./fr')).fr,
  pseudo: async () => (await import('./pseudo')).pseudoOf((await import('./en')).en as Dictionary),
};

const storageKey = 'audiorooms.language';
const current = signal<{ readonly locale: Locale; readonly dictionary: Dictionary } | null>(null);

export const locale = computed<Locale>(() => current.value?.locale ?? 'en');

/** The tag for Intl and for `lang`; the pseudo-locale writes numbers and dates as English does. */
export const languageTag = computed(() => (locale.value === 'fr' ? 'fr' : 'en'));

const rules = computed(() => new Intl.PluralRules(languageTag.value));
const numbers = computed(() => new Intl.NumberFormat(languageTag.value));

/** The words for a key in the language of now. A component that calls it is drawn again when the language changes. */
export function t<K extends Key>(key: K, ...[values]: Arguments<K>): string {
  const message: Message | undefined = current.value?.dictionary[key];
  if (message === undefined) return '';
  const given = (values ?? {}) as Readonly<Record<string, Value>>;
  return fill(formOf(message, given['count'], rules.value), given, numbers.value);
}

/** For keys that are made of data, such as a refusal's code: null when there are no words for it. */
export function tMaybe(key: string): string | null {
  const dictionary = current.value?.dictionary as Readonly<Record<string, Message>> | undefined;
  const message = dictionary && Object.hasOwn(dictionary, key) ? dictionary[key] : undefined;
  return message === undefined ? null : fill(formOf(message, 0, rules.value), {}, numbers.value);
}

export async function setLocale(next: Locale): Promise<void> {
  const dictionary = await loaders[next]();
  current.value = { locale: next, dictionary };
  if (typeof document !== 'undefined') document.documentElement.lang = languageTag.value;
}

/** Chooses and remembers a language. */
export async function chooseLocale(next: Locale): Promise<void> {
  await setLocale(next);
  remember(next);
}

export function preferredLocale(stored: string | null, spoken: readonly string[]): Locale {
  if (stored === 'en' || stored === 'fr' || stored === 'pseudo') return stored;
  const known = spoken.map((tag) => tag.toLowerCase().split('-')[0]).find((tag) => tag === 'en' || tag === 'fr');
  return known === 'fr' ? 'fr' : 'en';
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

import { computed } from "@preact/signals";
import { languageTag, t } from "./index";

/** The zone of the person who looks; every time on the page is shown in it. */
export const viewerZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const formats = computed(() => {
  const tag = languageTag.value;
  return {
    number: new Intl.NumberFormat(tag),
    compact: new Intl.NumberFormat(tag, { notation: "compact", maximumFractionDigits: 1 }),
    time: new Intl.DateTimeFormat(tag, { hour: "numeric", minute: "2-digit" }),
    dayTime: new Intl.DateTimeFormat(tag, { weekday: "long", day: "numeric", month: "long", hour: "numeric", minute: "2-digit" }),
    shortDay: new Intl.DateTimeFormat(tag, { weekday: "short", day: "numeric", month: "short" }),
    date: new Intl.DateTimeFormat(tag, { dateStyle: "medium" }),
    dateTime: new Intl.DateTimeFormat(tag, { dateStyle: "medium", timeStyle: "short" }),
    zone: new Intl.DateTimeFormat(tag, { timeZoneName: "short" }),
    relative: new Intl.RelativeTimeFormat(tag, { numeric: "auto" }),
    list: new Intl.ListFormat(tag, { type: "conjunction" }),
    languages: new Intl.DisplayNames(tag, { type: "language" }),
  };
});

export const formatNumber = (value: number | bigint): string => formats.value.number.format(value);
/** 12.4 K: for counts that stand beside many others. */
export const formatCompact = (value: number | bigint): string => formats.value.compact.format(value);
export const formatTime = (atMs: number): string => formats.value.time.format(atMs);
export const formatDayTime = (atMs: number): string => formats.value.dayTime.format(atMs);
export const formatShortDay = (atMs: number): string => formats.value.shortDay.format(atMs);
export const formatDate = (atMs: number): string => formats.value.date.format(atMs);
export const formatDateTime = (atMs: number): string => formats.value.dateTime.format(atMs);
export const formatList = (parts: readonly string[]): string => formats.value.list.format(parts);

export function formatZone(atMs: number): string {
  return formats.value.zone.formatToParts(atMs).find((part) => part.type === "timeZoneName")?.value ?? viewerZone();
}

/** "French" for "fr"; the tag itself for one that Intl does not know, nothing for none. */
export function formatLanguage(tag: string): string {
  if (tag === "") return "";
  try {
    return formats.value.languages.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** "3 minutes ago", "in 2 days", "now" below three quarters of a minute. */
export function formatAgo(atMs: number, nowMs: number): string {
  const { value, unit } = relativeOf(atMs - nowMs);
  return formats.value.relative.format(value, unit);
}

export function relativeOf(differenceMs: number): { readonly value: number; readonly unit: Intl.RelativeTimeFormatUnit } {
  const size = Math.abs(differenceMs);
  const round = (unitMs: number): number => Math.sign(differenceMs) * Math.round(size / unitMs);
  if (size < 0.75 * minute) return { value: 0, unit: "second" };
  if (size < 45 * minute) return { value: round(minute), unit: "minute" };
  if (size < 22 * hour) return { value: round(hour), unit: "hour" };
  if (size < 26 * day) return { value: round(day), unit: "day" };
  if (size < 320 * day) return { value: round(30.44 * day), unit: "month" };
  return { value: round(365.25 * day), unit: "year" };
}

/** 0:07, 12:30, 1:02:03: how long something has lasted. */
export function formatElapsed(elapsedMs: number): string {
  const seconds = Math.max(0, Math.floor(elapsedMs / 1000));
  const two = (value: number): string => String(value).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** A wait in words: seconds rounded up to five, from a minute on in minutes. */
export function formatWait(waitMs: number): string {
  if (waitMs < minute) return t("wait.seconds", { count: Math.max(5, Math.ceil(waitMs / 5000) * 5) });
  return t("wait.minutes", { count: Math.round(waitMs / minute) });
}

/** A delay told honestly: tenths of a second below ten seconds. */
export function formatDelay(delayMs: number): string {
  const seconds = delayMs < 10_000 ? Math.max(0.1, Math.round(delayMs / 100) / 10) : Math.round(delayMs / 1000);
  return formats.value.number.format(seconds);
}

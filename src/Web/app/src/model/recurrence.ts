/** How often an event takes place, as far as the page offers it; the server takes any RFC 5545 rule. */
export type Repeat = "once" | "daily" | "weekly" | "fortnightly" | "monthly";

export const weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;
export type Weekday = (typeof weekdays)[number];

/** The rule for a repetition that begins on `date` ("2026-03-27"). */
export function ruleOf(repeat: Repeat, date: string): string {
  const day = weekdayOf(date);
  switch (repeat) {
    case "once":
      return "";
    case "daily":
      return "FREQ=DAILY";
    case "weekly":
      return `FREQ=WEEKLY;BYDAY=${day}`;
    case "fortnightly":
      return `FREQ=WEEKLY;INTERVAL=2;BYDAY=${day}`;
    case "monthly":
      return `FREQ=MONTHLY;BYDAY=${weekOfMonth(date)}${day}`;
  }
}

export interface ParsedRule {
  readonly repeat: Repeat | "other";
  /** Empty where the rule names no day. */
  readonly days: readonly Weekday[];
  /** Of the month, 1 to 4; -1 is the last; 0 where the rule names none. */
  readonly week: number;
}

export function parseRule(rule: string): ParsedRule {
  if (rule === "") return { repeat: "once", days: [], week: 0 };
  const parts = new Map(
    rule
      .toUpperCase()
      .split(";")
      .map((part) => part.split("=") as [string, string]),
  );
  const byDay = (parts.get("BYDAY") ?? "").split(",").filter((day) => day !== "");
  const days = byDay.map((day) => day.slice(-2)).filter((day): day is Weekday => (weekdays as readonly string[]).includes(day));
  const week = Number.parseInt(byDay[0] ?? "", 10) || 0;
  const interval = parts.get("INTERVAL") ?? "1";
  return { repeat: repeatOf(parts.get("FREQ"), interval, parts), days, week };
}

function repeatOf(frequency: string | undefined, interval: string, parts: ReadonlyMap<string, string>): ParsedRule["repeat"] {
  if (parts.has("COUNT") || parts.has("UNTIL")) return "other";
  if (frequency === "DAILY" && interval === "1") return "daily";
  if (frequency === "WEEKLY" && interval === "1") return "weekly";
  if (frequency === "WEEKLY" && interval === "2") return "fortnightly";
  if (frequency === "MONTHLY" && interval === "1") return "monthly";
  return "other";
}

export function weekdayOf(date: string): Weekday {
  const day = new Date(`${date}T12:00:00Z`).getUTCDay();
  return weekdays[(day + 6) % 7] ?? "MO";
}

/** 1 to 4, or -1 for a fifth one, which not every month has. */
function weekOfMonth(date: string): number {
  const week = Math.ceil(Number(date.slice(8, 10)) / 7);
  return week === 5 ? -1 : week;
}

/** The next `weekday` after `now` on the wall clock of the viewer, as "2026-03-27". */
export function nextWeekday(weekday: Weekday, now: Date): string {
  const ahead = (weekdays.indexOf(weekday) - ((now.getDay() + 6) % 7) + 7) % 7 || 7;
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() + ahead, 12);
  return localDate(day);
}

/** "2026-03-27" by the clock of the viewer. */
export function localDate(date: Date): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The name of a weekday in a language: any Monday gives "Monday". */
export function weekdayName(weekday: Weekday, languageTag: string): string {
  const monday = Date.UTC(2024, 0, 1);
  const date = new Date(monday + weekdays.indexOf(weekday) * 86_400_000);
  return new Intl.DateTimeFormat(languageTag, { weekday: "long", timeZone: "UTC" }).format(date);
}

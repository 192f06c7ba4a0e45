import { OccurrenceState } from "@audiorooms/client";
import { type Key, languageTag, t } from "../i18n";
import { formatTime } from "../i18n/format";
import { parseRule, weekdayName } from "../model/recurrence";

/** "Every Friday at 12:00" in the viewer's words and zone; nothing for a one-off. */
export function repeatWords(rule: string, startsAtMs: number): string {
  const parsed = parseRule(rule);
  const time = formatTime(startsAtMs);
  const day = parsed.days[0] ? weekdayName(parsed.days[0], languageTag.value) : "";
  switch (parsed.repeat) {
    case "once":
      return "";
    case "daily":
      return t("repeat.everyDay", { time });
    case "weekly":
      return parsed.days.length === 1 ? t("repeat.everyWeekday", { day, time }) : t("repeat.weekly");
    case "fortnightly":
      return t("repeat.everyOther", { day, time });
    case "monthly":
      return t("repeat.monthly");
    case "other":
      return t("repeat.series");
  }
}

const states: Readonly<Record<OccurrenceState, Key>> = {
  [OccurrenceState.UNSPECIFIED]: "occurrence.scheduled",
  [OccurrenceState.SCHEDULED]: "occurrence.scheduled",
  [OccurrenceState.ACTIVE]: "occurrence.active",
  [OccurrenceState.COMPLETED]: "occurrence.completed",
  [OccurrenceState.CANCELLED]: "occurrence.cancelled",
  [OccurrenceState.MISSED]: "occurrence.missed",
};

export const occurrenceLabel = (state: OccurrenceState): string => (t as (key: Key) => string)(states[state]);

export function reminderLabel(minutes: number): string {
  if (minutes === 0) return t("reminder.atStart");
  if (minutes === 1440) return t("reminder.day");
  return minutes >= 60 ? t("reminder.hours", { count: minutes / 60 }) : t("reminder.minutes", { count: minutes });
}

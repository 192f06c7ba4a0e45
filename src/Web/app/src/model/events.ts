import { type Event, type Occurrence, OccurrenceState } from "@audiorooms/client";

/** The occurrence that matters now: the one that is on, else the next one; null when nothing is to come. */
export function nextOccurrence(event: Event): Occurrence | null {
  const open = event.occurrences.filter((one) => one.state === OccurrenceState.SCHEDULED || one.state === OccurrenceState.ACTIVE);
  return open.find((one) => one.state === OccurrenceState.ACTIVE) ?? open[0] ?? null;
}

const minute = 60_000;

/** Hosts open the room from 30 minutes before to 15 minutes after the planned start. */
export function mayStart(occurrence: Occurrence, nowMs: number): boolean {
  const starts = Number(occurrence.startsAtUnixMs);
  return occurrence.state === OccurrenceState.SCHEDULED && nowMs >= starts - 30 * minute && nowMs <= starts + 15 * minute;
}

export function isOver(event: Event): boolean {
  return event.cancelledAtUnixMs > 0n || nextOccurrence(event) === null;
}

/** Events by what comes next; those that are over last. */
export function soonestFirst(events: readonly Event[]): readonly Event[] {
  const when = (event: Event): number =>
    event.cancelledAtUnixMs > 0n ? Infinity : Number(nextOccurrence(event)?.startsAtUnixMs ?? Infinity);
  return [...events].sort((left, right) => when(left) - when(right));
}

export const reminderChoices = [0, 5, 10, 15, 30, 60, 120, 1440] as const;

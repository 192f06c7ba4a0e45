/** Minutes of a day, 0 to 1,439, as "22:30". */
export function clockOf(minuteOfDay: number): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${two(Math.floor(minuteOfDay / 60) % 24)}:${two(minuteOfDay % 60)}`;
}

/** "22:30" as a minute of the day; null for what is no time. */
export function minuteOf(clock: string): number | null {
  const match = /^([01]\d|2[0-3]):([0-5]\d)/.exec(clock);
  return match ? Number(match[1]) * 60 + Number(match[2]) : null;
}

/** Whether it is quiet at a minute of the day; hours may span midnight. */
export function isQuiet(fromMinute: number, toMinute: number, atMinute: number): boolean {
  return fromMinute < toMinute ? atMinute >= fromMinute && atMinute < toMinute : atMinute >= fromMinute || atMinute < toMinute;
}

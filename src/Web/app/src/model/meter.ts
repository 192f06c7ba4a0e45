/** How far a level meter goes, 0 to 1: from -70 dBov to -6 dBov. */
export function meterOf(level: number): number {
  return Math.min(1, Math.max(0, (70 - level) / 64));
}

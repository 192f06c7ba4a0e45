const week = 7 * 86_400_000;

/** New members have a mark for seven days. */
export function isNewcomer(joinedAtMs: number, nowMs: number): boolean {
  return joinedAtMs > 0 && nowMs - joinedAtMs < week;
}

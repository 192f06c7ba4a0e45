/** A server's close frame: 1000 in order, else 4000 plus the number of the gRPC status. */
const APPLICATION = 4_000;

/** Statuses by which a server answers and says no, as opposed to being away: InvalidArgument, NotFound, AlreadyExists, PermissionDenied, … */
const refusals: ReadonlySet<number> = new Set([3, 5, 6, 7, 8, 9, 11, 12, 16]);

export function isRefusalCode(code: number): boolean {
  return refusals.has(code - APPLICATION);
}

import type { DescMethod } from "@bufbuild/protobuf";
import { createContextKey } from "@connectrpc/connect";

/** Calls whose names begin so read and change nothing. */
const reading = /^(get|list|find|search|hallway|suggest|whoAmI)/;

/** Set for a call that is made once: its caller has a rhythm of its own. */
export const once = createContextKey(false, { description: "made once" });

/** Attempts of a call that may be repeated, the first included. */
export const ATTEMPTS_MAX = 3;

/** Longest waits before the second and the third attempt, in milliseconds. */
const WAITS_MS = [300, 1_000] as const;

/** A refusal with a shorter wait than this is waited for, once. */
export const SERVER_WAIT_MAX_MS = 2_000;

/**
 * Whether a call whose answer was lost may be made again without harm: one that only reads, or one with a key by which the server knows it.
 */
export function isRepeatable(method: Pick<DescMethod, "localName">, message: object): boolean {
  const key: unknown = (message as { readonly idempotencyKey?: unknown }).idempotencyKey;
  return reading.test(method.localName) || (typeof key === "string" && key !== "");
}

/** How long to wait before attempt number `attempt` (2 is the second), in milliseconds. */
export function waitBefore(attempt: number, random: () => number): number {
  return (WAITS_MS[attempt - 2] ?? 1_000) * (0.5 + random() / 2);
}

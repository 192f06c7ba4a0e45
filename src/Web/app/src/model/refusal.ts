import { Refused, SignedOut, Unreachable } from "@audiorooms/client";

/** What went wrong, in the terms in which the page speaks of it. */
export interface Problem {
  /** `offline`: nothing reached the server. `refused`: the server said no, `code` says why. `failed`: the server or the page could not. */
  readonly kind: "offline" | "refused" | "failed";
  /** Of the closed list in docs/wire-protocol.md; empty when there is none. */
  readonly code: string;
  /** When to try again; null if waiting does not help. */
  readonly retryAfterMs: number | null;
  /** When what is refused ends by itself; null if it does not. */
  readonly untilMs: number | null;
  /** Lets a suspended person appeal; null for all others. */
  readonly appealTicket: string | null;
}

const bare = { code: "", retryAfterMs: null, untilMs: null, appealTicket: null } as const;

export function problemOf(error: unknown): Problem {
  if (error instanceof Refused) {
    const failed = error.code === "unavailable" || error.code === "internal";
    const { code, retryAfterMs, untilMs, appealTicket } = error;
    return { kind: failed ? "failed" : "refused", code, retryAfterMs, untilMs, appealTicket };
  }
  if (error instanceof SignedOut) return { ...bare, kind: "refused", code: "signed_out" };
  if (error instanceof Unreachable) return { ...bare, kind: "offline" };
  return { ...bare, kind: "failed" };
}

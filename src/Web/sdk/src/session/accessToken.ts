import { stopwatch } from "../clock.js";
import type { Clock } from "../clock.js";
import type { Grant } from "./sessionApi.js";

/** So long before its end a token is renewed: longer than any call takes. */
export const RENEW_BEFORE_MS = 60_000;

/**
 * One access token and its age. The age does not trust the machine's clock to be right, only to run: it is counted from the moment of receipt.
 */
export class AccessToken {
  readonly text: string;
  readonly #age: () => number;
  readonly #lifetimeMs: number;

  constructor(grant: Grant, clock: Clock) {
    this.text = grant.accessToken;
    this.#age = stopwatch(clock);
    this.#lifetimeMs = Math.max(0, grant.expiresAtMs - (grant.serverTimeMs ?? clock.wall()));
  }

  /** How long the token still holds, in milliseconds; negative if it does not. */
  get leftMs(): number {
    return this.#lifetimeMs - this.#age();
  }

  /** Whether it is time for the next one. A token with a short life is renewed after four fifths of it. */
  get isDue(): boolean {
    return this.leftMs <= Math.min(RENEW_BEFORE_MS, this.#lifetimeMs / 5);
  }

  /** When it will be time, in milliseconds from now. */
  get dueInMs(): number {
    return Math.max(0, this.leftMs - Math.min(RENEW_BEFORE_MS, this.#lifetimeMs / 5));
  }
}

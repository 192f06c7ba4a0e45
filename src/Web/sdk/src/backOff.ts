/** How long the waits between two attempts to connect may be, in milliseconds. */
export interface BackOffOptions {
  /** Longest wait before the first attempt; doubles with every failure. */
  readonly firstMs: number;
  /** Longest wait while the outage is young: most are a server that starts anew, and who waits longer than it takes is late. */
  readonly youngMs: number;
  /** Until when an outage is young. */
  readonly youngForMs: number;
  /** Longest wait of an older outage. */
  readonly longestMs: number;
}

export const usualBackOff: BackOffOptions = { firstMs: 200, youngMs: 1_000, youngForMs: 60_000, longestMs: 10_000 };

/**
 * How long to wait before the next attempt: anywhere below a bound that doubles (full jitter), so that thousands who lost the same server do not
 * return in step. A time that the server names is waited in full, and the jitter comes on top.
 */
export class BackOff {
  readonly #options: BackOffOptions;
  readonly #random: () => number;
  #failures = 0;

  constructor(options: BackOffOptions = usualBackOff, random: () => number = Math.random) {
    this.#options = options;
    this.#random = random;
  }

  /**
   * @param lostForMs how long there has been no connection
   * @param serverWaitMs what the server asked to wait; 0 if it did not
   */
  next(lostForMs: number, serverWaitMs = 0): number {
    const { firstMs, youngMs, youngForMs, longestMs } = this.#options;
    const cap = lostForMs < youngForMs ? youngMs : longestMs;
    const bound = Math.min(cap, firstMs * 2 ** Math.min(this.#failures, 30));
    this.#failures++;
    return serverWaitMs + this.#random() * bound;
  }

  /** A connection was made: the next failure is a first one again. */
  reset(): void {
    this.#failures = 0;
  }
}

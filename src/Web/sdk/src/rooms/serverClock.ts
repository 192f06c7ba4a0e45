import type { Clock } from "../clock.js";

/**
 * The server's time of day, as far as its messages tell it. A message is always a little old: the youngest says most, and each says at least so much.
 */
export class ServerClock {
  readonly #clock: Clock;
  #aheadMs: number | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Something of this moment, by the server's clock in milliseconds since 1970, has come. */
  observe(atMs: number): void {
    const aheadMs = atMs - this.#clock.wall();
    this.#aheadMs = this.#aheadMs === null ? aheadMs : Math.max(this.#aheadMs, aheadMs);
  }

  now(): number {
    return this.#clock.wall() + (this.#aheadMs ?? 0);
  }
}

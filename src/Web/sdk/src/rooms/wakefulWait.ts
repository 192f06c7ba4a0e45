import { delay } from "../clock.js";
import type { Clock } from "../clock.js";

/** A wait between two attempts that good news may shorten: the network is back, somebody looks at the page. */
export class WakefulWait {
  readonly #clock: Clock;
  #sleeping = new AbortController();
  #isAwake = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Waits what the server asked for in full, and then the jitter, or less of it if woken meanwhile. */
  async wait(serverWaitMs: number, jitterMs: number, signal: AbortSignal): Promise<void> {
    try {
      if (serverWaitMs > 0) {
        await delay(this.#clock, serverWaitMs, signal);
      }

      if (!this.#isAwake) {
        this.#sleeping = new AbortController();
        await delay(this.#clock, jitterMs, AbortSignal.any([signal, this.#sleeping.signal]));
      }
    } catch {
      // Woken, or given up: either way the wait is over.
    } finally {
      this.#isAwake = false;
    }
  }

  /** Ends the wait that is on, or skips the next one. */
  wake(): void {
    this.#isAwake = true;
    this.#sleeping.abort();
  }
}

/** Two clocks are compared over at most this long, so that their drift does not add up. */
const COMPARE_MS = 5_000;

/**
 * Tells when the sound stood still: a laptop slept, a phone call took the device, the output changed. For a listener what came meanwhile is
 * old news, and playing it would leave them behind for half a minute; for a speaker the media clock has to go on.
 */
export class StallDetector {
  readonly #toleranceMs: number;
  #wallMs: number | undefined;
  #soundMs = 0;

  /** @param toleranceMs How far the sound's clock may fall behind before it is taken to have stood still. */
  constructor(toleranceMs: number) {
    this.#toleranceMs = toleranceMs;
  }

  /**
   * @param wallMs Any clock that runs on through sleep.
   * @param soundMs How much sound there was since the start.
   * @returns How long the sound stood still, in milliseconds, once for each stall; else 0.
   */
  observe(wallMs: number, soundMs: number): number {
    const elapsed = this.#wallMs === undefined ? 0 : wallMs - this.#wallMs;
    const behind = elapsed - (soundMs - this.#soundMs);
    const isStall = behind > this.#toleranceMs;
    if (this.#wallMs === undefined || behind < 0 || isStall || elapsed > COMPARE_MS) {
      this.#wallMs = wallMs;
      this.#soundMs = soundMs;
    }

    return isStall ? behind : 0;
  }
}

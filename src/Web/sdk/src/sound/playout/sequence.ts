/** Numbers of the wire wrap; numbers in here do not. */

/** Furthest believable step forward: 60 s of packets (RFC 3550's MAX_DROPOUT is 3000 too). */
export const MAX_AHEAD = 3_000;
/** Furthest believable step back: 2 s of packets, as RFC 3550's MAX_MISORDER. */
export const MAX_BEHIND = 100;
/** How many of the newest numbers are remembered: 2.56 s at 50 packets a second. */
export const REPLAY_WINDOW = 128;

export type SequenceStep = "first" | "next" | "ahead" | "behind" | "suspect" | "restarted";

/**
 * Turns the 16-bit sequence of the wire into a number that does not wrap: the value nearest to the newest one seen. What is further away than
 * the bounds above is not believed at once: a single forged number must not move the window, two successive ones do (RFC 3550 A.1). The
 * unwrapped number then goes forward, so that it never repeats. Its low 16 bits always equal the wire's number.
 */
export class SequenceUnwrapper {
  /** The highest number given out; -1 before the first. */
  newest = -1;
  /** The number placed last; -1 with the step `suspect`. */
  unwrapped = -1;
  #confirming = -1;
  #started = false;

  /** Places one number of the wire; the result is in {@link unwrapped}. */
  unwrap(sequence: number): SequenceStep {
    if (!this.#started) {
      this.#started = true;
      this.unwrapped = this.newest = sequence;
      return "first";
    }

    // The signed 16-bit difference is the nearest way round the circle.
    const step = ((sequence - this.newest) << 16) >> 16;
    if (step > MAX_AHEAD || step < -MAX_BEHIND) {
      return this.#judgeJump(sequence);
    }

    this.#confirming = -1;
    this.unwrapped = this.newest + step;
    if (step <= 0) {
      return "behind";
    }

    this.newest = this.unwrapped;
    return step === 1 ? "next" : "ahead";
  }

  #judgeJump(sequence: number): SequenceStep {
    if (sequence !== this.#confirming) {
      this.#confirming = (sequence + 1) & 0xffff;
      this.unwrapped = -1;
      return "suspect";
    }

    this.#confirming = -1;
    this.newest += (sequence - this.newest) & 0xffff;
    this.unwrapped = this.newest;
    return "restarted";
  }
}

/** Turns a 32-bit media timestamp into one that does not wrap: the value nearest to the last one given. */
export class TimestampUnwrapper {
  #last: number | undefined;

  unwrap(timestamp: number): number {
    const last = this.#last;
    return (this.#last = last === undefined ? timestamp : last + ((timestamp - last) | 0));
  }
}

export type ReplayVerdict = "new" | "duplicate" | "tooOld";

/** Remembers which of the newest {@link REPLAY_WINDOW} numbers were seen (RFC 4303 §3.4.3), so that what comes twice is heard once. */
export class ReplayWindow {
  /** By number modulo the window; a place that holds another number has not seen this one. */
  readonly #seen = new Float64Array(REPLAY_WINDOW).fill(NaN);
  #newest: number | undefined;

  accept(sequence: number): ReplayVerdict {
    const place = ((sequence % REPLAY_WINDOW) + REPLAY_WINDOW) % REPLAY_WINDOW;
    if (this.#newest === undefined || sequence > this.#newest) {
      this.#newest = sequence;
    } else if (this.#newest - sequence >= REPLAY_WINDOW) {
      return "tooOld";
    } else if (this.#seen[place] === sequence) {
      return "duplicate";
    }

    this.#seen[place] = sequence;
    return "new";
  }
}

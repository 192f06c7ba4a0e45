/* eslint-disable @typescript-eslint/no-non-null-assertion -- every index is within the bounds of its loop */
import { FRAMES_PER_SECOND, FRAME_MICROS } from "./format.js";
import type { JitterOptions } from "./jitterOptions.js";

/** Weight that a packet keeps per packet after it: half is forgotten in 7 s of speech. */
const FORGET = 0.998;

/** The quickest packet of the last one to two windows is the reference; so slow clock drift is followed. */
const REFERENCE_WINDOW = 5_000_000;

/**
 * Learns how late packets come compared with the quickest ones: a histogram of relative delay that forgets, whose quantile is the delay that
 * a buffer needs (the idea of WebRTC's NetEq delay manager).
 */
export class ArrivalStatistics {
  readonly #inTimeShare: number;
  #histogram = new Float64Array(0);
  #windowStart = 0;
  #windowMin = Infinity;
  #previousMin = Infinity;

  constructor(options: JitterOptions) {
    this.#inTimeShare = options.inTimeShare;
    this.restart(options.initialDelay, options.maxDelay);
  }

  /** Shortest transit seen lately: arrival time minus media time, meaningful only in differences. */
  get shortestTransit(): number {
    return Math.min(this.#windowMin, this.#previousMin);
  }

  /** The media clock has begun anew: transits before and after cannot be compared. */
  restartReference(now: number): void {
    this.#windowMin = Infinity;
    this.#previousMin = Infinity;
    this.#windowStart = now;
  }

  /** Forgets how late packets came. Which were the quickest is remembered: that is a matter of clocks. */
  restart(delay: number, maxDelay: number): void {
    this.#histogram = new Float64Array(Math.ceil(maxDelay / FRAME_MICROS) + 1);

    // As if a second's worth of packets had been seen that need the delay.
    const place = Math.min(Math.max(Math.trunc(delay / FRAME_MICROS) - 1, 0), this.#histogram.length - 1);
    this.#histogram[place] = FRAMES_PER_SECOND;
  }

  observe(transit: number, now: number): void {
    if (now - this.#windowStart >= REFERENCE_WINDOW) {
      this.#previousMin = this.#windowMin;
      this.#windowMin = Infinity;
      this.#windowStart = now;
    }

    this.#windowMin = Math.min(transit, this.#windowMin);
    const frames = Math.trunc((transit - this.shortestTransit) / FRAME_MICROS);
    const histogram = this.#histogram;
    if (frames >= histogram.length) {
      // Beyond the longest delay that may be chosen: an interruption, and no reason to delay what comes after it.
      return;
    }

    for (let index = 0; index < histogram.length; index++) {
      histogram[index]! *= FORGET;
    }

    histogram[frames]! += 1;
  }

  /** Delay after which the wanted share of the packets are there, in whole frames. */
  requiredDelay(): number {
    const histogram = this.#histogram;
    let total = 0;
    for (const weight of histogram) {
      total += weight;
    }

    let sum = 0;
    let index = 0;
    for (; index < histogram.length - 1; index++) {
      sum += histogram[index]!;
      if (sum >= total * this.#inTimeShare) {
        break;
      }
    }

    // Bucket n holds delays from n to n + 1 frames.
    return (index + 1) * FRAME_MICROS;
  }
}

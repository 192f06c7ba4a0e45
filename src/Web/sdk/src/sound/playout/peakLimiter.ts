/* eslint-disable @typescript-eslint/no-non-null-assertion -- every index is within the bounds of its loop */
import { SAMPLE_RATE_HZ } from "./format.js";

/** Highest magnitude that leaves: -0.45 dBFS. */
export const CEILING = 0.95;

/** The envelope's fall per sample: time constant 100 ms. */
const RELEASE_PER_SAMPLE = Math.exp(-1 / (0.1 * SAMPLE_RATE_HZ));

/**
 * Keeps a mix inside its range without the crackle of clipping: the gain follows an envelope that jumps to each new peak and falls by 8.7 dB
 * per 100 ms after it. Below the ceiling sound passes unchanged. Adds no delay.
 */
export class PeakLimiter {
  #envelope = 0;

  /** Limits in place; not-a-number and infinity become silence. */
  apply(pcm: Float32Array): void {
    let envelope = this.#envelope;
    for (let index = 0; index < pcm.length; index++) {
      const value = pcm[index]!;
      const sample = Number.isFinite(value) ? value : 0;
      envelope = Math.max(Math.abs(sample), envelope * RELEASE_PER_SAMPLE);
      pcm[index] = envelope > CEILING ? Math.min(Math.max(sample * (CEILING / envelope), -CEILING), CEILING) : sample;
    }

    this.#envelope = envelope;
  }
}

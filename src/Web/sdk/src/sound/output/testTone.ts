/* eslint-disable @typescript-eslint/no-non-null-assertion -- every index is within the bounds of its loop */
import { SAMPLE_RATE_HZ } from "../playout/format.js";

const FREQUENCY_HZ = 440;
/** -20 dBFS: heard over a room, and no fright in headphones. */
const AMPLITUDE = 0.1;
const FADE_SAMPLES = 960;
const MAX_MS = 5_000;

/** A tone that a person can ask for, to hear whether sound comes out where it should. */
export class TestTone {
  #left = 0;
  #played = 0;

  start(milliseconds: number): void {
    this.#left = Math.round((Math.min(Math.max(milliseconds, 0), MAX_MS) * SAMPLE_RATE_HZ) / 1_000);
    this.#played = 0;
  }

  mixInto(output: Float32Array): void {
    for (let index = 0; index < output.length && this.#left > 0; index++, this.#left--, this.#played++) {
      const edge = Math.min(1, this.#played / FADE_SAMPLES, this.#left / FADE_SAMPLES);
      output[index]! += AMPLITUDE * edge * Math.sin((2 * Math.PI * FREQUENCY_HZ * this.#played) / SAMPLE_RATE_HZ);
    }
  }
}

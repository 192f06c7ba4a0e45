/* eslint-disable @typescript-eslint/no-non-null-assertion -- every index is within the bounds of its loop */
/** Half the filter's length, in samples of the slower of the two rates. */
const HALF_WIDTH = 16;
/** Share of the slower rate's band that passes untouched. */
const PASS_BAND = 0.92;

/**
 * Changes the rate of a stream of samples by a windowed sinc. Only for browsers that will not give a microphone at the context's 48 kHz; all
 * others resample by themselves.
 */
export class Resampler {
  /** Input samples per output sample. */
  readonly #step: number;
  readonly #cutoff: number;
  readonly #reach: number;
  /** Input that is still needed. */
  #history: Float32Array;
  /** Place of the next output sample in the history. */
  #position: number;

  constructor(fromHz: number, toHz: number) {
    if (!(fromHz >= 8_000 && fromHz <= 384_000)) {
      throw new RangeError(`A microphone has 8,000 to 384,000 samples a second; this one has ${fromHz}.`);
    }

    this.#step = fromHz / toHz;
    this.#cutoff = PASS_BAND * Math.min(1, toHz / fromHz);
    this.#reach = Math.ceil(HALF_WIDTH * Math.max(1, this.#step));
    this.#history = new Float32Array(this.#reach);
    this.#position = this.#reach;
  }

  /** @returns What can be told so far; the rest comes with later input. */
  push(input: Float32Array): Float32Array {
    const history = new Float32Array(this.#history.length + input.length);
    history.set(this.#history);
    history.set(input, this.#history.length);
    const count = Math.max(0, Math.ceil((history.length - this.#reach - this.#position) / this.#step));
    const output = new Float32Array(count);
    for (let index = 0; index < count; index++, this.#position += this.#step) {
      output[index] = this.#at(history, this.#position);
    }

    const gone = Math.max(0, Math.floor(this.#position) - this.#reach);
    this.#history = history.slice(gone);
    this.#position -= gone;
    return output;
  }

  #at(history: Float32Array, position: number): number {
    const first = Math.max(0, Math.ceil(position - this.#reach));
    const last = Math.min(history.length - 1, Math.floor(position + this.#reach));
    let sum = 0;
    for (let index = first; index <= last; index++) {
      sum += history[index]! * this.#weight(index - position);
    }

    return sum;
  }

  #weight(distance: number): number {
    const angle = Math.PI * distance * this.#cutoff;
    const sinc = angle === 0 ? 1 : Math.sin(angle) / angle;
    const window = 0.5 + 0.5 * Math.cos((Math.PI * distance) / this.#reach);
    return this.#cutoff * sinc * window;
  }
}

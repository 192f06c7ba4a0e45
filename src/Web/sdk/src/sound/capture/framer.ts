/* eslint-disable @typescript-eslint/no-non-null-assertion -- every index is within the bounds of its loop */
import { audioLevel } from "../playout/audioLevel.js";
import { FRAME_SAMPLES } from "../playout/format.js";
import { Resampler } from "./resampler.js";

/** 5 ms: short enough to leave the first consonant of a word, long enough for a step to have no edge. */
const FADE_SAMPLES = 240;

export interface CapturedFrame {
  /** Counts frames of 20 ms since the start, those of a closed gate too. */
  readonly slot: number;
  /** -dBov, before encoding. */
  readonly level: number;
  /** 960 samples, 48 kHz mono, the receiver's own; null while the gate is closed: then nothing of the sound leaves the framer. */
  readonly pcm: Float32Array | null;
}

/** Cuts what a microphone hears into frames of 20 ms at 48 kHz mono, whatever the device says. Pure. */
export class Framer {
  readonly #onFrame: (frame: CapturedFrame) => void;
  readonly #resampler: Resampler | null;
  readonly #frame = new Float32Array(FRAME_SAMPLES);
  #mono = new Float32Array(0);
  #filled = 0;
  #slot = 0;
  #isOpen = false;
  #fadesIn = false;
  #hasSoundFromBefore = false;

  constructor(sampleRateHz: number, onFrame: (frame: CapturedFrame) => void) {
    this.#onFrame = onFrame;
    this.#resampler = sampleRateHz === 48_000 ? null : new Resampler(sampleRateHz, 48_000);
  }

  /** A frame that the gate was closed for in part is not sent at all: what was said before it opened stays unheard. */
  set isOpen(isOpen: boolean) {
    if (isOpen && !this.#isOpen) {
      this.#fadesIn = true;
      this.#hasSoundFromBefore = this.#filled > 0;
    }

    this.#isOpen = isOpen;
  }

  /** @param channels What one input of the worklet has; none if nothing is connected, which is silence. @param length Samples in it. */
  push(channels: readonly Float32Array[], length: number): void {
    const mono = this.#mixDown(channels, length);
    if (this.#resampler === null) {
      this.#append(mono);
    } else {
      this.#append(this.#resampler.push(mono));
    }
  }

  #mixDown(channels: readonly Float32Array[], length: number): Float32Array {
    if (this.#mono.length !== length) {
      this.#mono = new Float32Array(length);
    }

    const mono = this.#mono.fill(0);
    for (const channel of channels) {
      for (let index = 0; index < length; index++) {
        mono[index]! += channel[index]! / channels.length;
      }
    }

    return mono;
  }

  #append(samples: Float32Array): void {
    let at = 0;
    while (at < samples.length) {
      const count = Math.min(samples.length - at, FRAME_SAMPLES - this.#filled);
      this.#frame.set(samples.subarray(at, at + count), this.#filled);
      at += count;
      this.#filled += count;
      if (this.#filled === FRAME_SAMPLES) {
        this.#filled = 0;
        this.#emit();
      }
    }
  }

  #emit(): void {
    const level = audioLevel(this.#frame);
    const slot = this.#slot++;
    if (!this.#isOpen || this.#hasSoundFromBefore) {
      this.#hasSoundFromBefore = false;
      this.#onFrame({ slot, level, pcm: null });
      return;
    }

    const pcm = this.#frame.slice();
    if (this.#fadesIn) {
      this.#fadesIn = false;
      fadeIn(pcm);
    }

    this.#onFrame({ slot, level, pcm });
  }
}

/** Half a cosine: neither end of the ramp has a corner. */
function fadeIn(pcm: Float32Array): void {
  for (let index = 0; index < FADE_SAMPLES; index++) {
    pcm[index]! *= 0.5 - 0.5 * Math.cos((Math.PI * (index + 0.5)) / FADE_SAMPLES);
  }
}

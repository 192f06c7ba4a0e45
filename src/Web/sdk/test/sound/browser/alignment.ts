/**
 * Sound played by a jitter buffer is what was sent, a little shifted: by its delay, and by a frame where it waited or caught up. So each piece
 * is laid where it fits before it is compared.
 */
import { FRAME_SAMPLES } from "../../../src/sound/playout/format.js";

/** How far one piece may lie from where the piece before it suggests: a frame that was waited for, or merged. */
const SHIFT = 1_440;
/** A run that began anew, after a pause or a browser that stood still, may lie anywhere within this. */
const NEW_RUN = 48_000;
/** A piece moves only where it fits so much better: a mended frame is compared where it was played, not where it happens to look alike. */
const MUST_FIT_BETTER = 20;
/** Pieces quieter than this are pauses, which fit anywhere. */
const QUIET = 1e-6;

/** One frame that is sound. */
export interface Piece {
  /** Number of the frame in the signal. */
  readonly frame: number;
  readonly power: number;
  /** Power of the difference from what was heard. */
  readonly noise: number;
}

/** @param signal What was sent. @param heard What came out, later by up to `searchSamples`. */
export function alignedPieces(signal: Float32Array, heard: Float32Array, searchSamples: number): Piece[] {
  const pieces: Piece[] = [];
  let delay = bestDelay(signal, heard, loudest(signal), 0, searchSamples);
  for (let at = 0; at + FRAME_SAMPLES <= signal.length; at += FRAME_SAMPLES) {
    const power = energy(signal.subarray(at, at + FRAME_SAMPLES));
    if (power / FRAME_SAMPLES < QUIET) {
      continue;
    }

    delay = follow(signal, heard, at, delay, power);
    if (at + delay + FRAME_SAMPLES > heard.length) {
      break;
    }

    pieces.push({ frame: at / FRAME_SAMPLES, power, noise: difference(signal, heard, at, delay, 1) });
  }

  return pieces;
}

export function signalToNoiseOf(pieces: readonly Piece[]): number {
  const sum = (pick: (piece: Piece) => number): number => pieces.reduce((total, piece) => total + pick(piece), 0);
  return 10 * Math.log10(sum(({ power }) => power) / sum(({ noise }) => noise));
}

function follow(signal: Float32Array, heard: Float32Array, at: number, delay: number, power: number): number {
  const now = difference(signal, heard, at, delay, 1);
  if (now < power / MUST_FIT_BETTER) {
    return delay;
  }

  for (const reach of [SHIFT, NEW_RUN]) {
    const moved = bestDelay(signal, heard, at, Math.max(0, delay - reach), delay + reach);
    if (difference(signal, heard, at, moved, 1) * MUST_FIT_BETTER < now) {
      return moved;
    }
  }

  return delay;
}

/** Coarsely over all delays, then to the sample. */
function bestDelay(signal: Float32Array, heard: Float32Array, at: number, from: number, to: number): number {
  const coarse = search(signal, heard, at, from, to, 8, 4);
  return search(signal, heard, at, Math.max(from, coarse - 8), Math.min(to, coarse + 8), 1, 1);
}

function search(
  signal: Float32Array,
  heard: Float32Array,
  at: number,
  from: number,
  to: number,
  step: number,
  skip: number,
): number {
  let best = from;
  let least = Infinity;
  for (let delay = from; delay <= to && at + delay + FRAME_SAMPLES <= heard.length; delay += step) {
    const found = difference(signal, heard, at, delay, skip);
    if (found < least) {
      least = found;
      best = delay;
    }
  }

  return best;
}

function difference(signal: Float32Array, heard: Float32Array, at: number, delay: number, skip: number): number {
  let sum = 0;
  for (let index = 0; index < FRAME_SAMPLES; index += skip) {
    sum += (signal[at + index]! - (heard[at + delay + index] ?? 0)) ** 2;
  }

  return sum;
}

function loudest(signal: Float32Array): number {
  let best = 0;
  let most = 0;
  for (let at = 0; at + FRAME_SAMPLES <= signal.length / 2; at += FRAME_SAMPLES) {
    const found = energy(signal.subarray(at, at + FRAME_SAMPLES));
    if (found > most) {
      most = found;
      best = at;
    }
  }

  return best;
}

function energy(pcm: Float32Array): number {
  return pcm.reduce((sum, sample) => sum + sample * sample, 0);
}

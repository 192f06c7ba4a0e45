/**
 * Sound played by a jitter buffer is what was sent, a little shifted: by its delay, and by a frame where it waited or caught up. So each piece
 * is laid where it fits best before it is compared.
 */
const PIECE = 960;
/** How far one piece may lie from where the piece before it suggests: a frame that was waited for, or merged. */
const SHIFT = 1_440;
/** A piece moves only where it fits so much better: a mended frame is compared where it was played, not where it happens to look alike. */
const MUST_FIT_BETTER = 20;
/** Pieces quieter than this are pauses, which fit anywhere. */
const QUIET = 1e-6;

export interface Comparison {
  /** dB over all pieces that are sound. */
  readonly signalToNoise: number;
  /** 1 for alike, 0 for unrelated. */
  readonly correlation: number;
  readonly pieces: number;
}

/** @param signal What was sent. @param heard What came out, later by up to `searchSamples`; 0 if it is known to lie where it should. */
export function compareAligned(signal: Float32Array, heard: Float32Array, searchSamples: number): Comparison {
  let power = 0;
  let noise = 0;
  let product = 0;
  let heardPower = 0;
  let pieces = 0;
  let delay = bestDelay(signal, heard, loudest(signal), 0, searchSamples);
  for (let at = 0; at + PIECE <= signal.length; at += PIECE) {
    const piece = signal.subarray(at, at + PIECE);
    if (energy(piece) / PIECE < QUIET) {
      continue;
    }

    const moved = searchSamples === 0 ? 0 : bestDelay(signal, heard, at, Math.max(0, delay - SHIFT), delay + SHIFT);
    if (difference(signal, heard, at, moved, 1) * MUST_FIT_BETTER < difference(signal, heard, at, delay, 1)) {
      delay = moved;
    }

    const fit = heard.subarray(at + delay, at + delay + PIECE);
    if (fit.length < PIECE) {
      break;
    }

    pieces++;
    for (let index = 0; index < PIECE; index++) {
      const [one, other] = [piece[index]!, fit[index]!];
      power += one * one;
      heardPower += other * other;
      product += one * other;
      noise += (one - other) ** 2;
    }
  }

  return { signalToNoise: 10 * Math.log10(power / noise), correlation: product / Math.sqrt(power * heardPower), pieces };
}

/** Coarsely over all delays, then to the sample. */
function bestDelay(signal: Float32Array, heard: Float32Array, at: number, from: number, to: number): number {
  const coarse = search(signal, heard, at, from, to, 8, 4);
  return search(signal, heard, at, Math.max(from, coarse - 8), Math.min(to, coarse + 8), 1, 1);
}

function search(signal: Float32Array, heard: Float32Array, at: number, from: number, to: number, step: number, skip: number): number {
  let best = from;
  let least = Infinity;
  for (let delay = from; delay <= to && at + delay + PIECE <= heard.length; delay += step) {
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
  for (let index = 0; index < PIECE; index += skip) {
    sum += (signal[at + index]! - (heard[at + delay + index] ?? 0)) ** 2;
  }

  return sum;
}

function loudest(signal: Float32Array): number {
  let best = 0;
  let most = 0;
  for (let at = 0; at + PIECE <= signal.length / 2; at += PIECE) {
    const found = energy(signal.subarray(at, at + PIECE));
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

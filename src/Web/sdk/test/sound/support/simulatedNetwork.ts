import { FRAME_MICROS } from "../../../src/sound/playout/format.js";
import { seededRandom } from "./random.js";

/** A packet's way: its number, which is also its frame, and when it arrives. */
export type Arrival = readonly [id: number, atMicros: number];

export interface NetworkOptions {
  readonly seed: number;
  readonly frames: number;
  /** Random addition to the delay, even distribution; above 20 ms packets overtake each other. */
  readonly jitter?: number;
  readonly loss?: number;
  readonly duplication?: number;
  /** Packets leave together at multiples of this, as bundles do. */
  readonly tick?: number;
  /** The sender's clock compared with the listener's. */
  readonly rate?: number;
}

const DELAY = 30_000;

/** A network that loses, delays, reorders and doubles packets, the same way for the same seed. Arrivals come sorted. */
export function simulateNetwork({
  seed,
  frames,
  jitter = 0,
  loss = 0,
  duplication = 0,
  tick = 0,
  rate = 1,
}: NetworkOptions): Arrival[] {
  const random = seededRandom(seed);
  const arrivals: Arrival[] = [];
  for (let id = 0; id < frames; id++) {
    const sent = Math.floor((id * FRAME_MICROS) / rate);
    const leaves = tick === 0 ? sent : Math.ceil(sent / tick) * tick;
    const copies = (random() >= loss ? 1 : 0) + (random() < duplication ? 1 : 0);
    for (let copy = 0; copy < copies; copy++) {
      arrivals.push([id, leaves + DELAY + Math.floor(jitter * random())]);
    }
  }

  return arrivals.sort(([, left], [, right]) => left - right);
}

import { FRAME_SAMPLES } from "../playout/format.js";
import { StallDetector } from "../playout/stallDetector.js";

const FRAME_MS = 20;
/** A microphone that is later than this has stood still, and passes over the missed slots in silence; less is the browser's own jitter. */
const LONGEST_CATCH_UP_MS = 200;

/**
 * Gives frames their place in time: the timestamp grows with every 20 ms, spoken, muted or asleep, so that silence has its length at the
 * listener's. Slots are counted by the sound card's clock, which stands still while the machine sleeps or a phone call has the microphone.
 */
export class MediaClock {
  readonly #stalls = new StallDetector(LONGEST_CATCH_UP_MS);
  readonly #offset: number;
  #passedSlots = 0;

  /** @param offset Where the clock begins: another pipeline's goes on here. */
  constructor(offset = 0) {
    this.#offset = offset;
  }

  /**
   * @param slot Number of the frame since the microphone's pipeline began, muted ones counted; never falls.
   * @param wallMs Any clock that runs on through sleep.
   * @returns 48 kHz media clock, wrapped to 32 bits.
   */
  timestampOf(slot: number, wallMs: number): number {
    this.#passedSlots += Math.trunc(this.#stalls.observe(wallMs, slot * FRAME_MS) / FRAME_MS);
    return (this.#offset + (slot + this.#passedSlots) * FRAME_SAMPLES) % 0x1_0000_0000;
  }
}

/* eslint-disable @typescript-eslint/no-non-null-assertion -- every index is within the bounds of its loop */
import { FRAMES_PER_SECOND, FRAME_SAMPLES } from "./format.js";
import { JitterBuffer } from "./jitterBuffer.js";
import type { JitterOptions } from "./jitterOptions.js";
import type { JitterCounters, JitterInsert, PlayoutStep } from "./jitterTypes.js";
import { IS_DTX, judgeLivePacket } from "./livePacket.js";

/** One speaker's decoder: 48 kHz mono, stateful, fed in order. `pcm` always has 960 samples, all of which are filled. */
export interface FrameDecoder {
  /** @returns False if the codec refuses the packet; nothing is said about `pcm` then. */
  decode(packet: Uint8Array, pcm: Float32Array): boolean;
  /** Fills in for a lost packet, or goes on with comfort noise. */
  conceal(pcm: Float32Array): void;
  /** Rebuilds a lost packet from the copy in the one after it, which is decoded normally afterwards. */
  recover(nextPacket: Uint8Array, pcm: Float32Array): void;
  free(): void;
}

/** After this many frames without a packet PLC has nothing left to say: exact silence from there on. 1 s. */
const MAX_CONCEALED_FRAMES = FRAMES_PER_SECOND;

/** One speaker's sound at the listener: packets in, 20 ms of PCM out whenever asked for, whatever the network does. */
export class SpeakerPlayout {
  /** Packets whose framing was valid and whose content the codec refused; they were concealed. */
  undecodable = 0;
  /** Frames that the ear had to do without, for whatever reason. */
  concealed = 0;
  /** True if the frame that was read last is digital silence. */
  isSilent = true;

  readonly #buffer: JitterBuffer;
  readonly #decoder: FrameDecoder;
  readonly #second = new Float32Array(FRAME_SAMPLES);
  #concealedInRow = 0;

  constructor(decoder: FrameDecoder, options: Partial<JitterOptions> = {}) {
    this.#decoder = decoder;
    this.#buffer = new JitterBuffer(options);
  }

  get counters(): Readonly<JitterCounters> {
    return this.#buffer.counters;
  }

  get targetDelay(): number {
    return this.#buffer.targetDelay;
  }

  get bufferedPackets(): number {
    return this.#buffer.bufferedPackets;
  }

  /** True if nothing waits and nothing is being played: reading goes on with silence until a packet comes. */
  get isIdle(): boolean {
    return !this.#buffer.isPlaying && this.#buffer.bufferedPackets === 0;
  }

  adapt(delay: number, maxDelay: number): void {
    this.#buffer.adapt(delay, maxDelay);
  }

  insert(sequence: number, timestamp: number, packet: Uint8Array, now: number): JitterInsert {
    return this.#buffer.insert(sequence, timestamp, packet, now);
  }

  /** Makes the next 20 ms. @param pcm Receives exactly 960 samples. */
  read(pcm: Float32Array, now: number): PlayoutStep {
    if (pcm.length !== FRAME_SAMPLES) {
      throw new RangeError(`A frame has ${FRAME_SAMPLES} samples (20 ms at 48 kHz mono); this one has ${pcm.length}.`);
    }

    const step = this.#buffer.next(now);
    const isMadeUp = step === "conceal" || step === "silence" || step === "hold";
    this.#concealedInRow = isMadeUp ? this.#concealedInRow + 1 : 0;
    this.concealed += step === "conceal" || step === "recover" || step === "hold" ? 1 : 0;
    this.#render(step, pcm);
    return step;
  }

  free(): void {
    this.#decoder.free();
  }

  #render(step: PlayoutStep, pcm: Float32Array): void {
    this.isSilent = false;
    switch (step) {
      case "decode":
        this.#decode(this.#buffer.packet, pcm);
        return;
      case "recover":
        this.#decoder.recover(this.#buffer.packet, pcm);
        return;
      case "accelerate":
        this.#decode(this.#buffer.packet, pcm);
        this.#decode(this.#buffer.secondPacket, this.#second);
        crossFade(pcm, this.#second);
        return;
      default:
        if (step !== "idle" && this.#concealedInRow <= MAX_CONCEALED_FRAMES) {
          this.#decoder.conceal(pcm);
        } else {
          pcm.fill(0);
          this.isSilent = true;
        }
    }
  }

  #decode(packet: Uint8Array, pcm: Float32Array): void {
    if ((judgeLivePacket(packet) & IS_DTX) !== 0) {
      // "Silence goes on": comfort noise, which is what libopus makes of such a packet as well.
      this.#decoder.conceal(pcm);
    } else if (!this.#decoder.decode(packet, pcm)) {
      this.undecodable++;
      this.#decoder.conceal(pcm);
    }
  }
}

/** Begins as the first frame and ends as the second, so both neighbours join without a click. */
function crossFade(first: Float32Array, second: Float32Array): void {
  for (let index = 0; index < first.length; index++) {
    const weight = (index + 0.5) / first.length;
    first[index]! += (second[index]! - first[index]!) * weight;
  }
}

import { OpusEncoder, type EncoderSettings, type LibOpus } from "../codec/libopus.js";
import { judgeLivePacket, REFUSED } from "../playout/livePacket.js";
import type { EncoderKind } from "./protocol.js";

/** A frame to encode, with what its packet carries along. */
export interface TimedFrame {
  readonly timestamp: number;
  readonly level: number;
  readonly pcm: Float32Array;
}

export interface EncodedFrame {
  readonly timestamp: number;
  readonly level: number;
  readonly opus: Uint8Array;
}

/** Encodes one voice. Packets come in order, later than their frames or at once. */
export interface FrameEncoder {
  readonly kind: EncoderKind;
  encode(frame: TimedFrame): void;
  /** From the next frame on. */
  configure(settings: EncoderSettings): void;
  close(): void;
}

/** Bytes up to which a packet says no more than "silence goes on". A listener's decoder knows that from the silence itself. */
const DTX_BYTES = 2;

/** Whether a packet is worth sending, and one that a room takes. */
export function isWorthSending(opus: Uint8Array): boolean {
  return opus.length > DTX_BYTES && judgeLivePacket(opus) !== REFUSED;
}

/** libopus in WebAssembly, where WebCodecs does not encode. */
export class WasmEncoder implements FrameEncoder {
  readonly kind = "wasm";
  readonly #encoder: OpusEncoder;
  readonly #onPacket: (packet: EncodedFrame) => void;

  constructor(opus: LibOpus, settings: EncoderSettings, onPacket: (packet: EncodedFrame) => void) {
    this.#encoder = new OpusEncoder(opus, settings);
    this.#onPacket = onPacket;
  }

  encode({ timestamp, level, pcm }: TimedFrame): void {
    const opus = this.#encoder.encode(pcm);
    if (isWorthSending(opus)) {
      this.#onPacket({ timestamp, level, opus });
    }
  }

  configure(settings: EncoderSettings): void {
    this.#encoder.configure(settings);
  }

  close(): void {
    this.#encoder.free();
  }
}

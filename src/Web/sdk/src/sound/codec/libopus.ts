import { FRAME_SAMPLES, MAX_PACKET_BYTES, SAMPLE_RATE_HZ } from "../playout/format.js";
import type { FrameDecoder } from "../playout/speakerPlayout.js";

/**
 * libopus, as `opus-encdec` 0.1.1 (MIT) has compiled it to WebAssembly. Its own glue wants a document, `fetch` or `require`; an AudioWorklet
 * has none of them, so this binding speaks to the module itself. The functions' names were shortened by the compiler: the letters below are
 * those of this very version, which the lock file holds; {@link instantiate} refuses any other.
 */
interface Exports {
  /** Memory; 16 MB, which never grow. */
  readonly g: WebAssembly.Memory;
  /** Constructors, once. */
  readonly h: () => void;
  /** opus_decoder_create(rate, channels, *error), or opus_encoder_create(rate, channels, application, *error). */
  readonly i: (...numbers: number[]) => number;
  /** opus_decode_float(decoder, *data, length, *pcm, frameSize, fec), or opus_encode_float(encoder, *pcm, frameSize, *data, maxBytes). */
  readonly j: (...numbers: number[]) => number;
  /** opus_…coder_ctl(coder, request, *arguments). */
  readonly k: (coder: number, request: number, args: number) => number;
  /** opus_…coder_destroy(coder). */
  readonly l: (coder: number) => void;
  /** malloc */
  readonly p: (bytes: number) => number;
  /** free */
  readonly q: (pointer: number) => void;
}

const EXPECTED_EXPORTS = "ghijklmnopqr";
const FLOAT_BYTES = 4;

/** Compiles and starts a module. Synchronous, since a worklet may not wait. One instance serves any number of coders. */
export class LibOpus {
  readonly exports: Exports;
  readonly bytes: Uint8Array;
  readonly floats: Float32Array;
  readonly ints: Int32Array;

  /** @throws Error The bytes are no WebAssembly, or not that of the version above; or the page's policy forbids WebAssembly. */
  constructor(wasm: BufferSource) {
    this.exports = instantiate(wasm);
    this.bytes = new Uint8Array(this.exports.g.buffer);
    this.floats = new Float32Array(this.exports.g.buffer);
    this.ints = new Int32Array(this.exports.g.buffer);
  }

  allocate(bytes: number): number {
    const pointer = this.exports.p(bytes);
    if (pointer === 0) {
      throw new Error(`libopus has no memory left for ${bytes} bytes.`);
    }

    return pointer;
  }
}

function instantiate(wasm: BufferSource): Exports {
  const module = new WebAssembly.Module(wasm);
  const names = WebAssembly.Module.exports(module)
    .map(({ name }) => name)
    .sort()
    .join("");
  if (names !== EXPECTED_EXPORTS) {
    throw new Error(`This is not the libopus of opus-encdec 0.1.1: its exports are ${names}, not ${EXPECTED_EXPORTS}.`);
  }

  const instance: WebAssembly.Instance = new WebAssembly.Instance(module, {
    a: {
      // File calls, of which a codec makes none.
      a: () => 0,
      b: () => 0,
      d: () => 0,
      c: () => {
        throw new Error("libopus has aborted.");
      },
      e: (target: number, source: number, bytes: number) => {
        new Uint8Array((instance.exports as unknown as Exports).g.buffer).copyWithin(target, source, source + bytes);
      },
      f: () => {
        throw new Error("libopus has no memory left.");
      },
    },
  });
  const exports = instance.exports as unknown as Exports;
  exports.h();
  return exports;
}

/** Decodes one speaker's packets to 48 kHz mono. */
export class OpusDecoder implements FrameDecoder {
  readonly #opus: LibOpus;
  readonly #decoder: number;
  readonly #packet: number;
  readonly #pcm: number;

  constructor(opus: LibOpus) {
    this.#opus = opus;
    const error = opus.allocate(FLOAT_BYTES);
    this.#decoder = opus.exports.i(SAMPLE_RATE_HZ, 1, error);
    const code = opus.ints[error >> 2];
    opus.exports.q(error);
    if (this.#decoder === 0 || code !== 0) {
      throw new Error(`libopus made no decoder: code ${String(code)}.`);
    }

    this.#packet = opus.allocate(MAX_PACKET_BYTES);
    this.#pcm = opus.allocate(FRAME_SAMPLES * FLOAT_BYTES);
  }

  decode(packet: Uint8Array, pcm: Float32Array): boolean {
    return packet.length > 0 && packet.length <= MAX_PACKET_BYTES && this.#run(packet, false, pcm);
  }

  /** Exactly as many samples as `pcm` has: 20 ms. */
  conceal(pcm: Float32Array): void {
    if (!this.#run(null, false, pcm)) {
      pcm.fill(0);
    }
  }

  recover(nextPacket: Uint8Array, pcm: Float32Array): void {
    if (nextPacket.length === 0 || nextPacket.length > MAX_PACKET_BYTES || !this.#run(nextPacket, true, pcm)) {
      this.conceal(pcm);
    }
  }

  free(): void {
    this.#opus.exports.l(this.#decoder);
    this.#opus.exports.q(this.#packet);
    this.#opus.exports.q(this.#pcm);
  }

  #run(packet: Uint8Array | null, useFec: boolean, pcm: Float32Array): boolean {
    if (packet !== null) {
      this.#opus.bytes.set(packet, this.#packet);
    }

    const pointer = packet === null ? 0 : this.#packet;
    const samples = this.#opus.exports.j(this.#decoder, pointer, packet?.length ?? 0, this.#pcm, pcm.length, useFec ? 1 : 0);
    if (samples !== pcm.length) {
      return false;
    }

    const start = this.#pcm / FLOAT_BYTES;
    pcm.set(this.#opus.floats.subarray(start, start + samples));
    return true;
  }
}

/** How a voice is encoded. */
export interface EncoderSettings {
  /** Bits a second, 6,000 to 128,000. */
  readonly bitrate: number;
  /** Whether packets carry a coarse copy of the one before. libopus adds it from 24 kb/s on. */
  readonly useInBandFec: boolean;
  /** What FEC prepares for, 0 to 100. */
  readonly expectedLossPercent: number;
}

/** FEC takes bits from the voice, so there is none until the server asks for it. */
export const DEFAULT_ENCODER: EncoderSettings = { bitrate: 24_000, useInBandFec: false, expectedLossPercent: 0 };

/** 0 to 10: what the server's own encoder takes; above it the ear gains little and the phone's battery loses much. */
export const COMPLEXITY = 5;

const APPLICATION_VOIP = 2048;
const SET_BITRATE = 4002;
const SET_COMPLEXITY = 4010;
const SET_INBAND_FEC = 4012;
const SET_PACKET_LOSS_PERC = 4014;
const SET_DTX = 4016;
const SET_SIGNAL = 4024;
const SIGNAL_VOICE = 3001;

/** Encodes one voice, 48 kHz mono, a packet per 20 ms. */
export class OpusEncoder {
  readonly #opus: LibOpus;
  readonly #encoder: number;
  readonly #packet: number;
  readonly #pcm: number;
  readonly #argument: number;

  constructor(opus: LibOpus, settings: EncoderSettings = DEFAULT_ENCODER) {
    this.#opus = opus;
    this.#argument = opus.allocate(FLOAT_BYTES);
    this.#encoder = opus.exports.i(SAMPLE_RATE_HZ, 1, APPLICATION_VOIP, this.#argument);
    const code = opus.ints[this.#argument >> 2];
    if (this.#encoder === 0 || code !== 0) {
      throw new Error(`libopus made no encoder: code ${String(code)}.`);
    }

    this.#packet = opus.allocate(MAX_PACKET_BYTES);
    this.#pcm = opus.allocate(FRAME_SAMPLES * FLOAT_BYTES);
    this.#control(SET_COMPLEXITY, COMPLEXITY);
    this.#control(SET_SIGNAL, SIGNAL_VOICE);
    this.#control(SET_DTX, 1);
    this.configure(settings);
  }

  /** From the next frame on. */
  configure(settings: EncoderSettings): void {
    this.#control(SET_BITRATE, settings.bitrate);
    this.#control(SET_INBAND_FEC, settings.useInBandFec ? 1 : 0);
    this.#control(SET_PACKET_LOSS_PERC, settings.expectedLossPercent);
  }

  /** @param pcm Exactly 960 samples. @returns A packet of its own; one of 1 or 2 bytes says "silence goes on". */
  encode(pcm: Float32Array): Uint8Array {
    if (pcm.length !== FRAME_SAMPLES) {
      throw new RangeError(`A frame has ${FRAME_SAMPLES} samples (20 ms at 48 kHz mono); this one has ${pcm.length}.`);
    }

    this.#opus.floats.set(pcm, this.#pcm / FLOAT_BYTES);
    const bytes = this.#opus.exports.j(this.#encoder, this.#pcm, FRAME_SAMPLES, this.#packet, MAX_PACKET_BYTES);
    if (bytes <= 0) {
      throw new Error(`libopus encoded nothing: code ${bytes}.`);
    }

    return this.#opus.bytes.slice(this.#packet, this.#packet + bytes);
  }

  free(): void {
    this.#opus.exports.l(this.#encoder);
    this.#opus.exports.q(this.#packet);
    this.#opus.exports.q(this.#pcm);
    this.#opus.exports.q(this.#argument);
  }

  /** The C function takes a variable number of arguments, which WebAssembly passes in memory. */
  #control(request: number, value: number): void {
    this.#opus.ints[this.#argument >> 2] = value;
    const code = this.#opus.exports.k(this.#encoder, request, this.#argument);
    if (code !== 0) {
      throw new Error(`libopus refused setting ${request} = ${value}: code ${code}.`);
    }
  }
}

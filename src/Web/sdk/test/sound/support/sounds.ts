import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { OpusDecoder, OpusEncoder, type EncoderSettings } from "../../../src/sound/codec/libopus.js";
import { FRAME_SAMPLES } from "../../../src/sound/playout/format.js";
import { loadDecoder, loadEncoder } from "./libopus.js";

/** Packets of a recorded voice of the repository (Ogg Opus, 20 ms each), without the two header packets. */
export function recordedVoice(name = "voice-1.opus"): Uint8Array[] {
  const path = fileURLToPath(new URL(`../../../../../../tests/fixtures/speech/${name}`, import.meta.url));
  return readOgg(readFileSync(path)).slice(2);
}

/** The first seconds of a recorded voice as samples. */
export function recordedSpeech(frames: number, name?: string): Float32Array {
  return decodeAll(recordedVoice(name).slice(0, frames));
}

export function decodeAll(packets: readonly Uint8Array[]): Float32Array {
  const decoder = new OpusDecoder(loadDecoder());
  const pcm = new Float32Array(packets.length * FRAME_SAMPLES);
  packets.forEach((packet, index) => {
    decoder.decode(packet, pcm.subarray(index * FRAME_SAMPLES, (index + 1) * FRAME_SAMPLES));
  });
  decoder.free();
  return pcm;
}

export function encodeAll(pcm: Float32Array, settings: EncoderSettings): Uint8Array[] {
  const encoder = new OpusEncoder(loadEncoder(), settings);
  const packets: Uint8Array[] = [];
  for (let at = 0; at + FRAME_SAMPLES <= pcm.length; at += FRAME_SAMPLES) {
    packets.push(encoder.encode(pcm.subarray(at, at + FRAME_SAMPLES)));
  }

  encoder.free();
  return packets;
}

/** Signal to noise in dB, where the noise is the difference. */
export function signalToNoise(signal: Float32Array, degraded: Float32Array): number {
  let power = 0;
  let noise = 0;
  const length = Math.min(signal.length, degraded.length);
  for (let index = 0; index < length; index++) {
    power += signal[index]! ** 2;
    noise += (signal[index]! - degraded[index]!) ** 2;
  }

  return 10 * Math.log10(power / noise);
}

export function rms(pcm: Float32Array): number {
  return Math.sqrt(pcm.reduce((sum, sample) => sum + sample * sample, 0) / pcm.length);
}

export function tone(samples: number, frequencyHz = 440, amplitude = 0.25, rateHz = 48_000): Float32Array {
  return Float32Array.from({ length: samples }, (_, index) => amplitude * Math.sin((2 * Math.PI * frequencyHz * index) / rateHz));
}

function readOgg(bytes: Uint8Array): Uint8Array[] {
  const packets: Uint8Array[] = [];
  let parts: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    const segments = bytes[at + 26]!;
    let body = at + 27 + segments;
    for (let segment = 0; segment < segments; segment++) {
      const length = bytes[at + 27 + segment]!;
      parts.push(bytes.subarray(body, body + length));
      body += length;
      if (length < 255) {
        packets.push(Uint8Array.from(Buffer.concat(parts)));
        parts = [];
      }
    }

    at = body;
  }

  return packets;
}

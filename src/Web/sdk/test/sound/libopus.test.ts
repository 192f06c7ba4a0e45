import { describe, expect, it } from "vitest";
import { DEFAULT_ENCODER, LibOpus, OpusDecoder, OpusEncoder } from "../../src/sound/codec/libopus.js";
import { FRAME_SAMPLES } from "../../src/sound/playout/format.js";
import { HAS_FEC, judgeLivePacket } from "../../src/sound/playout/livePacket.js";
import { loadDecoder, loadEncoder } from "./support/libopus.js";
import { decodeAll, encodeAll, recordedSpeech, recordedVoice, rms, signalToNoise, tone } from "./support/sounds.js";
import { seededRandom } from "./support/random.js";

const WITH_FEC = { bitrate: 24_000, useInBandFec: true, expectedLossPercent: 10 };

describe("the binding of libopus", () => {
  it("refuses another module", () => {
    const empty = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

    expect(() => new LibOpus(empty)).toThrow("not the libopus of opus-encdec 0.1.1");
  });

  it("makes exactly 20 ms of a lost frame", () => {
    const decoder = new OpusDecoder(loadDecoder());
    const frame = new Float32Array(FRAME_SAMPLES);
    for (const packet of recordedVoice().slice(60, 90)) {
      expect(decoder.decode(packet, frame)).toBe(true);
    }

    const concealed = new Float32Array(FRAME_SAMPLES).fill(NaN);
    decoder.conceal(concealed);

    expect(concealed.every(Number.isFinite)).toBe(true);
    expect(rms(concealed)).toBeGreaterThan(0);
  });

  it("finds the copy of a lost frame, which is closer to what was said than concealment", () => {
    const packets = encodeAll(recordedSpeech(600), WITH_FEC);
    const sent = decodeAll(packets);
    const random = seededRandom(5);
    const recovering = new OpusDecoder(loadDecoder());
    const concealing = new OpusDecoder(loadDecoder());
    const lost: number[] = [];
    const recovered: number[] = [];
    const concealed: number[] = [];
    const one = new Float32Array(FRAME_SAMPLES);
    const other = new Float32Array(FRAME_SAMPLES);
    packets.forEach((packet, index) => {
      const next = packets[index + 1];
      if (next === undefined || random() >= 0.1 || (judgeLivePacket(next) & HAS_FEC) === 0) {
        recovering.decode(packet, one);
        concealing.decode(packet, other);
        return;
      }

      recovering.recover(next, one);
      concealing.conceal(other);
      lost.push(...sent.subarray(index * FRAME_SAMPLES, (index + 1) * FRAME_SAMPLES));
      recovered.push(...one);
      concealed.push(...other);
    });

    const withCopy = signalToNoise(Float32Array.from(lost), Float32Array.from(recovered));
    const without = signalToNoise(Float32Array.from(lost), Float32Array.from(concealed));
    expect(withCopy - without, `${withCopy.toFixed(1)} dB by the copy, ${without.toFixed(1)} dB by concealment`).toBeGreaterThan(
      3,
    );
  });

  it("answers what the codec refuses without breaking what comes after", () => {
    const decoder = new OpusDecoder(loadDecoder());
    const random = seededRandom(3);
    const frame = new Float32Array(FRAME_SAMPLES);
    for (let round = 0; round < 2_000; round++) {
      const packet = Uint8Array.from({ length: 1 + Math.floor(100 * random()) }, () => Math.floor(256 * random()));
      packet[0] = (random() < 0.5 ? 9 : 31) << 3;
      if (!decoder.decode(packet, frame)) {
        decoder.conceal(frame);
      }

      expect(frame.every(Number.isFinite)).toBe(true);
    }

    expect(decoder.decode(recordedVoice()[0]!, frame)).toBe(true);
    expect(decoder.decode(new Uint8Array(0), frame)).toBe(false);
    expect(decoder.decode(new Uint8Array(1_276), frame)).toBe(false);
  });

  it("keeps a tone through encoding and decoding", () => {
    const sound = tone(50 * FRAME_SAMPLES);

    const heard = decodeAll(encodeAll(sound, DEFAULT_ENCODER));

    expect(rms(heard.subarray(4_800)) / rms(sound)).toBeCloseTo(1, 1);
  });

  it("says nothing in silence, and carries no copy before it is asked to", () => {
    const silence = encodeAll(new Float32Array(200 * FRAME_SAMPLES), DEFAULT_ENCODER);
    const speech = recordedSpeech(200);

    expect(silence.slice(20).filter((packet) => packet.length > 2).length).toBeLessThan(20);
    const copies = (packets: Uint8Array[]): number =>
      packets.filter((packet) => (judgeLivePacket(packet) & HAS_FEC) !== 0).length;
    expect(copies(encodeAll(speech, DEFAULT_ENCODER))).toBe(0);
    expect(copies(encodeAll(speech, WITH_FEC))).toBeGreaterThan(50);
  });

  it("follows new settings between two frames", () => {
    const encoder = new OpusEncoder(loadEncoder());
    const speech = recordedSpeech(200);
    const encode = (from: number, to: number): number => {
      let bytes = 0;
      for (let frame = from; frame < to; frame++) {
        bytes += encoder.encode(speech.subarray(frame * FRAME_SAMPLES, (frame + 1) * FRAME_SAMPLES)).length;
      }

      return bytes;
    };

    const before = encode(60, 120);
    encoder.configure({ ...DEFAULT_ENCODER, bitrate: 64_000 });

    expect(encode(60, 120)).toBeGreaterThan(1.5 * before);
    expect(() => encoder.encode(new Float32Array(480))).toThrow("960");
  });

  it("gives back the memory of decoders that are gone", () => {
    const opus = loadDecoder();
    for (let round = 0; round < 3_000; round++) {
      new OpusDecoder(opus).free();
    }

    // 16 MB hold some hundred decoders at a time.
    expect(new OpusDecoder(opus).decode(recordedVoice()[0]!, new Float32Array(FRAME_SAMPLES))).toBe(true);
  });
});

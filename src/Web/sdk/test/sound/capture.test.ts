import { describe, expect, it } from "vitest";
import { Framer, type CapturedFrame } from "../../src/sound/capture/framer.js";
import { isWorthSending, WasmEncoder, type EncodedFrame } from "../../src/sound/capture/frameEncoder.js";
import { MediaClock } from "../../src/sound/capture/mediaClock.js";
import { Resampler } from "../../src/sound/capture/resampler.js";
import { SilenceGate } from "../../src/sound/capture/silenceGate.js";
import { DEFAULT_ENCODER } from "../../src/sound/codec/libopus.js";
import { FRAME_SAMPLES } from "../../src/sound/playout/format.js";
import { loadEncoder } from "./support/libopus.js";
import { recordedSpeech, rms, tone } from "./support/sounds.js";

const QUANTUM = 128;

function frame(
  rateHz: number,
  sound: Float32Array,
  prepare: (framer: Framer, at: number) => void = () => undefined,
): CapturedFrame[] {
  const frames: CapturedFrame[] = [];
  const framer = new Framer(rateHz, (captured) => frames.push(captured));
  for (let at = 0; at + QUANTUM <= sound.length; at += QUANTUM) {
    prepare(framer, at);
    framer.push([sound.subarray(at, at + QUANTUM)], QUANTUM);
  }

  return frames;
}

describe("frames of the microphone", () => {
  it("leave with their sound only while the gate is open, and are counted all the same", () => {
    const frames = frame(48_000, tone(48_000), (framer, at) => {
      framer.isOpen = at >= 12_000 && at < 36_000;
    });

    expect(frames.map(({ slot }) => slot)).toEqual(Array.from({ length: 50 }, (_, slot) => slot));
    const open = frames.filter(({ pcm }) => pcm !== null).map(({ slot }) => slot);
    // The gate opens in the middle of frame 12, which is not sent, and closes in the middle of frame 37.
    expect(open).toEqual(Array.from({ length: 24 }, (_, index) => 13 + index));
    expect(frames.every(({ level }) => level === 15)).toBe(true);
  });

  it("begin without a click, and are their own from then on", () => {
    const frames = frame(48_000, new Float32Array(9_600).fill(0.5), (framer) => {
      framer.isOpen = true;
    });

    const [first, second] = frames.map(({ pcm }) => pcm!);
    expect(first![0]).toBeLessThan(0.001);
    expect(first![240]).toBe(0.5);
    expect(second!.every((sample) => sample === 0.5)).toBe(true);
    expect(second!.buffer).not.toBe(first!.buffer);
  });

  it("are silence where no microphone is connected, so that the clock goes on", () => {
    const frames: CapturedFrame[] = [];
    const framer = new Framer(48_000, (captured) => frames.push(captured));
    for (let quantum = 0; quantum < 75; quantum++) {
      framer.push([], QUANTUM);
    }

    expect(frames.length).toBe(10);
    expect(frames.every(({ level }) => level === 127)).toBe(true);
  });

  it("mix two channels into one", () => {
    const frames: CapturedFrame[] = [];
    const framer = new Framer(48_000, (captured) => frames.push(captured));
    framer.isOpen = true;
    framer.push([new Float32Array(1_920).fill(0.5), new Float32Array(1_920).fill(-0.1)], 1_920);

    expect(frames[1]!.pcm![0]).toBeCloseTo(0.2, 6);
  });

  it.each([44_100, 16_000, 96_000])("are of 48 kHz from a device of %i Hz too", (rateHz) => {
    const frames = frame(rateHz, tone(rateHz, 440, 0.25, rateHz), (framer) => {
      framer.isOpen = true;
    });

    expect(frames.length).toBeGreaterThanOrEqual(49);
    const heard = Float32Array.from(frames.slice(5).flatMap(({ pcm }) => [...pcm!]));
    expect(rms(heard)).toBeCloseTo(0.25 / Math.SQRT2, 2);
    let crossings = 0;
    heard.forEach((sample, index) => (crossings += index > 0 && sample > 0 !== heard[index - 1]! > 0 ? 1 : 0));
    expect(crossings / 2 / (heard.length / 48_000)).toBeCloseTo(440, -1);
  });

  it("lose what 48 kHz cannot hold instead of folding it back", () => {
    const resampler = new Resampler(96_000, 48_000);

    expect(rms(resampler.push(tone(96_000, 30_000, 0.5, 96_000)).subarray(1_000))).toBeLessThan(0.002);
    expect(() => new Resampler(0, 48_000)).toThrow("8,000 to 384,000");
  });
});

describe("the media clock", () => {
  it("grows by a frame a slot, muted ones too, and wraps at 32 bits", () => {
    const clock = new MediaClock(0x1_0000_0000 - FRAME_SAMPLES);

    expect(clock.timestampOf(0, 1_000)).toBe(0x1_0000_0000 - FRAME_SAMPLES);
    expect(clock.timestampOf(1, 1_020)).toBe(0);
    expect(clock.timestampOf(101, 3_020)).toBe(100 * FRAME_SAMPLES);
  });

  it("passes over the time in which the microphone stood still, once", () => {
    const clock = new MediaClock();
    clock.timestampOf(0, 0);
    expect(clock.timestampOf(1, 20 + 3_000)).toBe(151 * FRAME_SAMPLES);
    expect(clock.timestampOf(2, 40 + 3_000)).toBe(152 * FRAME_SAMPLES);
  });

  it("follows the sound's own clock through jitter, and through drift for an hour", () => {
    const clock = new MediaClock();
    for (let slot = 0; slot < 180_000; slot++) {
      const wallMs = slot * 20 * 1.0005 + (slot % 7) * 20;
      expect(clock.timestampOf(slot, wallMs)).toBe((slot * FRAME_SAMPLES) % 0x1_0000_0000);
    }
  });
});

describe("silence", () => {
  const VOICE = Uint8Array.of(9 << 3, 0x80, 1);
  const NONE = Uint8Array.of(9 << 3, 0x00, 1);
  const passed = (frames: readonly (readonly [Uint8Array, number])[]): number[] => {
    const gate = new SilenceGate();
    return frames.flatMap(([packet, level], index) => (gate.passes(packet, level) ? [index] : []));
  };

  it("is left out after 200 ms, but for a packet every 400 ms", () => {
    const frames = Array.from({ length: 80 }, () => [NONE, 90] as const);

    expect(passed(frames)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 29, 49, 69]);
  });

  it("ends with the first frame that has a voice", () => {
    const frames = [...Array.from({ length: 15 }, () => [NONE, 90] as const), [VOICE, 20] as const, [NONE, 30] as const];

    expect(passed(frames)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16]);
  });

  it("is told by the level where packets do not say", () => {
    const celt = Uint8Array.of(31 << 3, 0, 1);
    const frames = [...Array.from({ length: 15 }, () => [celt, 90] as const), [celt, 40] as const];

    expect(passed(frames)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 15]);
  });

  it("costs libopus no packet either", () => {
    const packets: EncodedFrame[] = [];
    const encoder = new WasmEncoder(loadEncoder(), DEFAULT_ENCODER, (packet) => packets.push(packet));
    const sound = new Float32Array(300 * FRAME_SAMPLES);
    sound.set(recordedSpeech(150).subarray(0, 100 * FRAME_SAMPLES), 0);
    for (let slot = 0; slot < 300; slot++) {
      encoder.encode({
        timestamp: slot * FRAME_SAMPLES,
        level: 30,
        pcm: sound.subarray(slot * FRAME_SAMPLES, (slot + 1) * FRAME_SAMPLES),
      });
    }

    expect(packets.every(({ opus }) => isWorthSending(opus))).toBe(true);
    const inSilence = packets.filter(({ timestamp }) => timestamp >= 130 * FRAME_SAMPLES);
    expect(inSilence.length).toBeLessThan(20);
    expect(packets.every(({ timestamp }) => timestamp % FRAME_SAMPLES === 0)).toBe(true);
  });
});

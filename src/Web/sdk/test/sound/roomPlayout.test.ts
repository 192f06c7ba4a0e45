import { describe, expect, it } from "vitest";
import { OpusDecoder } from "../../src/sound/codec/libopus.js";
import { FRAME_SAMPLES } from "../../src/sound/playout/format.js";
import { CEILING } from "../../src/sound/playout/peakLimiter.js";
import { RoomPlayout, type VoiceReport } from "../../src/sound/playout/roomPlayout.js";
import type { FrameDecoder } from "../../src/sound/playout/speakerPlayout.js";
import { loadDecoder } from "./support/libopus.js";
import { recordedVoice, rms } from "./support/sounds.js";
import { packetOf } from "./support/vectors.js";

const QUANTUM = 128;
const MICROS_PER_SAMPLE = 1_000_000 / 48_000;

/** Every frame is the constant of its source. */
class ConstantDecoder implements FrameDecoder {
  static alive = 0;
  readonly #value: number;
  constructor(value: number) {
    this.#value = value;
    ConstantDecoder.alive++;
  }
  decode(_packet: Uint8Array, pcm: Float32Array): boolean {
    pcm.fill(this.#value);
    return true;
  }
  conceal(pcm: Float32Array): void {
    pcm.fill(0);
  }
  recover(_next: Uint8Array, pcm: Float32Array): void {
    pcm.fill(this.#value);
  }
  free(): void {
    ConstantDecoder.alive--;
  }
}

class Listener {
  readonly playout: RoomPlayout;
  readonly reports: VoiceReport[] = [];
  #samples = 0;

  constructor(createDecoder: () => FrameDecoder) {
    this.playout = new RoomPlayout(createDecoder);
  }

  get now(): number {
    return Math.round(this.#samples * MICROS_PER_SAMPLE);
  }

  /** Renders as a worklet does, 128 samples at a time. */
  render(milliseconds: number, each?: (now: number) => void): Float32Array {
    const quanta = Math.round((milliseconds * 48) / QUANTUM);
    const heard = new Float32Array(quanta * QUANTUM);
    for (let quantum = 0; quantum < quanta; quantum++) {
      each?.(this.now);
      this.playout.render(heard.subarray(quantum * QUANTUM, (quantum + 1) * QUANTUM), this.now);
      this.#samples += QUANTUM;
      if (quantum % 15 === 0) {
        this.reports.push(...this.playout.takeReports());
      }
    }

    this.reports.push(...this.playout.takeReports());
    return heard;
  }

  /** Sends a packet every 20 ms from each source while rendering. */
  speak(milliseconds: number, sources: readonly number[]): Float32Array {
    let sent = this.#sent;
    const start = this.now - sent * 20_000;
    const heard = this.render(milliseconds, (now) => {
      while (start + sent * 20_000 <= now) {
        for (const source of sources) {
          this.playout.insert(source, sent & 0xffff, (sent * FRAME_SAMPLES) >>> 0, packetOf(sent), now);
        }

        sent++;
      }
    });
    this.#sent = sent;
    return heard;
  }

  #sent = 0;
}

const constant = (value: number) => () => new ConstantDecoder(value);
const last = (pcm: Float32Array): number => pcm.at(-1)!;

describe("everybody who is heard", () => {
  it("is one sum, each voice as loud as it was chosen to be", () => {
    const listener = new Listener(constant(0.1));
    listener.playout.setVolume(2, 0.5);
    listener.playout.setVolume(3, 0);

    expect(last(listener.speak(400, [1]))).toBeCloseTo(0.1, 5);
    expect(last(listener.speak(400, [1, 2]))).toBeCloseTo(0.15, 5);
    expect(last(listener.speak(400, [1, 2, 3]))).toBeCloseTo(0.15, 5);
    listener.playout.setVolume(3, 99);
    expect(last(listener.speak(400, [1, 2, 3]))).toBeCloseTo(0.35, 5);
  });

  it("is never louder than the ceiling, and changes of volume have no step", () => {
    const listener = new Listener(constant(0.9));
    const loud = listener.speak(600, [1, 2, 3, 4]);
    expect(Math.max(...loud)).toBeLessThanOrEqual(CEILING);

    const single = new Listener(constant(0.5));
    single.speak(400, [1]);
    single.playout.setVolume(1, 0);
    const fading = single.speak(40, [1]);
    const steps = fading.slice(1).map((sample, index) => Math.abs(sample - fading[index]!));
    expect(Math.max(...steps)).toBeLessThan(0.01);
    expect(last(fading)).toBe(0);
  });

  it("is nothing while deafened, and is in step at once afterwards", () => {
    const listener = new Listener(constant(0.1));
    listener.speak(400, [1]);
    listener.playout.setDeafened(true);
    expect(last(listener.speak(400, [1]))).toBe(0);
    expect(listener.reports.reduce((sum, { played }) => sum + played, 0)).toBeGreaterThan(30);

    listener.playout.setDeafened(false);

    expect(last(listener.speak(10, [1]))).toBeCloseTo(0.1, 5);
  });

  it("starts within the target delay and plays every packet of a perfect network once", () => {
    const listener = new Listener(constant(0.1));

    const heard = listener.speak(2_000, [7]);

    const firstSound = heard.findIndex((sample) => sample > 0);
    expect(firstSound / 48).toBeLessThan(100);
    const total = listener.reports.reduce((sum, { played }) => sum + played, 0);
    expect(total).toBeGreaterThanOrEqual(94);
    expect(listener.reports.every(({ source, concealed, lost }) => source === 7 && concealed === 0 && lost === 0)).toBe(true);
  });

  it("tells levels while they are heard, and silence when the voice ends", () => {
    const listener = new Listener(constant(0.1));
    listener.speak(500, [1]);

    expect(listener.reports.some(({ level }) => level === 20)).toBe(true);
    listener.render(2_000);
    expect(listener.reports.at(-1)!.level).toBe(127);
  });

  it("plays what waits of a voice that is gone, then releases its decoder", () => {
    ConstantDecoder.alive = 0;
    const listener = new Listener(constant(0.1));
    listener.speak(400, [1, 2]);
    listener.playout.forget(1);
    expect(listener.playout.voiceCount).toBe(2);

    listener.render(1_000);

    expect(listener.playout.voiceCount).toBe(1);
    expect(ConstantDecoder.alive).toBe(1);
    listener.render(31_000);
    expect([listener.playout.voiceCount, ConstantDecoder.alive]).toEqual([0, 0]);
  });

  it("begins anew after the sound stood still, without what waited", () => {
    const listener = new Listener(constant(0.1));
    for (let packet = 0; packet < 100; packet++) {
      listener.playout.insert(1, packet, packet * FRAME_SAMPLES, packetOf(packet), 0);
    }

    listener.playout.restart();

    expect(listener.render(1_000).every((sample) => sample === 0)).toBe(true);
  });

  it("gives no memory to more voices than a stage could have", () => {
    ConstantDecoder.alive = 0;
    const listener = new Listener(constant(0.1));
    for (let source = 0; source < 1_000; source++) {
      listener.playout.insert(source, 0, 0, packetOf(0), 0);
    }

    expect(listener.playout.voiceCount).toBe(64);
    expect(ConstantDecoder.alive).toBe(64);
  });

  it("waits a second in the broadcast class", () => {
    const listener = new Listener(constant(0.1));
    listener.playout.setBroadcast(true);

    const heard = listener.speak(2_000, [1]);

    const firstSound = heard.findIndex((sample) => sample > 0) / 48;
    expect(firstSound).toBeGreaterThan(1_040);
    expect(firstSound).toBeLessThan(1_120);
  });

  it("plays two recorded voices at once through libopus", () => {
    const opus = loadDecoder();
    const listener = new Listener(() => new OpusDecoder(opus));
    const [one, two] = [recordedVoice("voice-1.opus"), recordedVoice("voice-2.opus")];
    let sent = 0;

    const heard = listener.render(4_000, (now) => {
      for (; sent * 20_000 <= now; sent++) {
        listener.playout.insert(1, sent, sent * FRAME_SAMPLES, one[sent]!, now);
        listener.playout.insert(2, sent, sent * FRAME_SAMPLES, two[sent]!, now);
      }
    });

    expect(rms(heard)).toBeGreaterThan(0.01);
    expect(new Set(listener.reports.map(({ source }) => source))).toEqual(new Set([1, 2]));
  });
});

import { describe, expect, it } from "vitest";
import { FRAME_MICROS, FRAME_SAMPLES } from "../../src/sound/playout/format.js";
import { JitterBuffer } from "../../src/sound/playout/jitterBuffer.js";
import { DEFAULT_JITTER } from "../../src/sound/playout/jitterOptions.js";
import { simulateNetwork } from "./support/simulatedNetwork.js";
import { seededRandom } from "./support/random.js";
import { packetOf } from "./support/vectors.js";

/** @returns The most packets that ever waited. */
function run(buffer: JitterBuffer, frames: number, options: { jitter?: number; rate?: number; seed: number }): number {
  const arrivals = simulateNetwork({ frames, ...options });
  let due = 0;
  let most = 0;
  for (let round = 0; round < frames + 50; round++) {
    const now = round * FRAME_MICROS;
    for (; due < arrivals.length && arrivals[due]![1] <= now; due++) {
      const [id, at] = arrivals[due]!;
      buffer.insert(id, id * FRAME_SAMPLES, packetOf(id), at);
    }

    most = Math.max(most, buffer.bufferedPackets);
    buffer.next(now);
  }

  return most;
}

describe("jitter buffer", () => {
  it.each([
    [0, 20, 40],
    [18, 20, 60],
    [100, 80, 160],
    [200, 160, 280],
  ])("waits as long as a jitter of %i ms needs: %i to %i ms", (jitterMs, min, max) => {
    const buffer = new JitterBuffer();

    run(buffer, 3_000, { seed: 5, jitter: jitterMs * 1_000 });

    expect(buffer.targetDelay).toBeGreaterThanOrEqual(min * 1_000);
    expect(buffer.targetDelay).toBeLessThanOrEqual(max * 1_000);
  });

  it.each([0.999, 1.001])("keeps its delay bounded when the speaker's clock runs at %f", (rate) => {
    const buffer = new JitterBuffer();

    const most = run(buffer, 20_000, { seed: 6, rate });

    expect(most).toBeLessThan(15);
    expect([buffer.counters.late, buffer.counters.lost]).toEqual([0, 0]);
    const mended = rate > 1 ? buffer.counters.accelerated : buffer.counters.held;
    expect(mended).toBeGreaterThanOrEqual(10);
    expect(mended).toBeLessThanOrEqual(60);
  });

  it("gets a second of backlog back gently", () => {
    const buffer = new JitterBuffer();
    let next = 0;
    const insert = (now: number): void => {
      buffer.insert(next, next * FRAME_SAMPLES, packetOf(next), now);
      next++;
    };
    for (let packet = 0; packet < 50; packet++) {
      insert(0);
    }

    for (let round = 0; round < 1_000; round++) {
      insert(round * FRAME_MICROS);
      buffer.next(round * FRAME_MICROS);
    }

    expect(buffer.counters.accelerated).toBeGreaterThanOrEqual(40);
    expect(buffer.counters.accelerated).toBeLessThanOrEqual(60);
    expect(buffer.bufferedPackets).toBeLessThan(10);
    expect(buffer.counters.lost).toBe(0);
  });

  it.each([1, 2, 3, 4])("stays bounded and never throws, whatever numbers come (seed %i)", (seed) => {
    const random = seededRandom(seed);
    const buffer = new JitterBuffer();
    let now = 0;
    for (let round = 0; round < 10_000; round++) {
      now += Math.floor(random() * 25) * 1_000;
      const packet = Uint8Array.from({ length: Math.floor(100 * random()) }, () => Math.floor(256 * random()));
      const timestamp = random() < 0.25 ? Math.floor((random() - 0.5) * Number.MAX_SAFE_INTEGER) : round * FRAME_SAMPLES;
      const sequence = random() < 0.25 ? Math.floor(random() * Number.MAX_SAFE_INTEGER) : round;
      buffer.insert(sequence, timestamp, packet, now);
      buffer.next(now);
      expect(buffer.bufferedPackets).toBeGreaterThanOrEqual(0);
      expect(buffer.bufferedPackets).toBeLessThanOrEqual(150);
    }
  });

  it("has these defaults, and refuses options that are out of order", () => {
    expect(DEFAULT_JITTER).toEqual({
      initialDelay: 60_000,
      minDelay: 20_000,
      maxDelay: 500_000,
      inTimeShare: 0.98,
      capacityPackets: 150,
      maxHold: 120_000,
    });
    expect(() => new JitterBuffer({ minDelay: 100_000 })).toThrow(
      "minDelay (100000 µs) must not be above initialDelay (60000 µs), nor that above maxDelay (500000 µs).",
    );
    expect(() => new JitterBuffer({ capacityPackets: 5 })).toThrow("capacityPackets must be between 10 and 500; it is 5.");
    expect(() => {
      new JitterBuffer().adapt(10_000, 500_000);
    }).toThrow("Delays must rise from 20000");
  });
});

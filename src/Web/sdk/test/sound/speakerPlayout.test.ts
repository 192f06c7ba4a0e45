import { describe, expect, it } from "vitest";
import { OpusDecoder } from "../../src/sound/codec/libopus.js";
import { FRAME_MICROS, FRAME_SAMPLES } from "../../src/sound/playout/format.js";
import { SpeakerPlayout } from "../../src/sound/playout/speakerPlayout.js";
import { loadDecoder } from "./support/libopus.js";
import { simulateNetwork, type NetworkOptions } from "./support/simulatedNetwork.js";
import { decodeAll, encodeAll, recordedSpeech, recordedVoice, signalToNoise } from "./support/sounds.js";
import { seededRandom } from "./support/random.js";

const SPEECH = recordedSpeech(600);

/** Plays packets through a network; what is heard begins with the first frame that is not silence before the beginning. */
function listen(
  packets: readonly Uint8Array[],
  network: Partial<NetworkOptions>,
): { heard: Float32Array; playout: SpeakerPlayout } {
  const playout = new SpeakerPlayout(new OpusDecoder(loadDecoder()));
  const arrivals = simulateNetwork({ seed: 1, frames: packets.length, ...network });
  const heard: Float32Array[] = [];
  let due = 0;
  for (let round = 0; round < packets.length + 20; round++) {
    const now = round * FRAME_MICROS;
    for (; due < arrivals.length && arrivals[due]![1] <= now; due++) {
      const [id, at] = arrivals[due]!;
      playout.insert(id, id * FRAME_SAMPLES, packets[id]!, at);
    }

    const pcm = new Float32Array(FRAME_SAMPLES);
    if (playout.read(pcm, now) !== "idle" || heard.length > 0) {
      heard.push(pcm);
    }
  }

  return { heard: Float32Array.from(heard.flatMap((pcm) => [...pcm])), playout };
}

/** What a player without concealment makes of the same losses. */
function zeroFilled(sent: Float32Array, packets: readonly Uint8Array[], network: Partial<NetworkOptions>): Float32Array {
  const came = new Set(simulateNetwork({ seed: 1, frames: packets.length, ...network }).map(([id]) => id));
  const filled = sent.slice();
  for (let id = 0; id < packets.length; id++) {
    if (!came.has(id)) {
      filled.fill(0, id * FRAME_SAMPLES, (id + 1) * FRAME_SAMPLES);
    }
  }

  return filled;
}

describe("one speaker's playout", () => {
  it("is the very decode of what was sent over a perfect network", () => {
    const packets = recordedVoice().slice(0, 600);

    const { heard, playout } = listen(packets, {});

    const sent = decodeAll(packets);
    expect(heard.subarray(0, sent.length)).toEqual(sent.subarray(0, heard.length));
    expect(playout.counters.lost).toBe(0);
  });

  it.each([2, 3, 4])("is 6 dB better than zeros with 5 %% lost and copies sent (seed %i)", (seed) => {
    const packets = encodeAll(SPEECH, { bitrate: 24_000, useInBandFec: true, expectedLossPercent: 10 });
    const network = { seed, loss: 0.05 };

    const { heard, playout } = listen(packets, network);

    const sent = decodeAll(packets);
    const mended = signalToNoise(sent, heard);
    const zeros = signalToNoise(sent, zeroFilled(sent, packets, network));
    expect(playout.counters.recovered).toBeGreaterThan(playout.counters.lost / 2);
    expect(mended - zeros, `${mended.toFixed(1)} dB, with zeros ${zeros.toFixed(1)} dB`).toBeGreaterThan(6);
  });

  it("loses nothing when a speaker pauses without sending", () => {
    const playout = new SpeakerPlayout(new OpusDecoder(loadDecoder()));
    const voice = recordedVoice();
    const pcm = new Float32Array(FRAME_SAMPLES);
    let sequence = 0;
    for (let frame = 0; frame < 600; frame++) {
      // Half a second of speech, half a second of nothing: the media clock goes on, the sequence waits.
      const now = frame * FRAME_MICROS;
      if (Math.floor(frame / 25) % 2 === 0) {
        playout.insert(sequence++, frame * FRAME_SAMPLES, voice[frame]!, now);
      }

      playout.read(pcm, now);
    }

    expect(playout.counters.lost).toBe(0);
    expect(playout.counters.played).toBeGreaterThan(290);
  });

  it("is exact silence once the tail of concealment is over", () => {
    const { playout } = listen(recordedVoice().slice(0, 100), {});
    const pcm = new Float32Array(FRAME_SAMPLES).fill(1);
    for (let frame = 0; frame < 60; frame++) {
      playout.read(pcm, 300_000_000 + frame * FRAME_MICROS);
    }

    expect(playout.read(pcm, 310_000_000)).toBe("idle");
    expect(pcm.every((sample) => sample === 0)).toBe(true);
    expect(playout.isIdle).toBe(true);
  });

  it("conceals packets that the codec refuses, and never throws", () => {
    const playout = new SpeakerPlayout(new OpusDecoder(loadDecoder()));
    const random = seededRandom(3);
    const pcm = new Float32Array(FRAME_SAMPLES);
    for (let sequence = 0; sequence < 2_000; sequence++) {
      const packet = Uint8Array.from({ length: 60 }, () => Math.floor(256 * random()));
      packet[0] = (random() < 0.5 ? 9 : 31) << 3;
      playout.insert(sequence, sequence * FRAME_SAMPLES, packet, sequence * FRAME_MICROS);
      playout.read(pcm, sequence * FRAME_MICROS);
      expect(pcm.every(Number.isFinite)).toBe(true);
    }

    expect(playout.counters.played).toBeGreaterThan(1_900);
  });

  it("refuses a frame of another length", () => {
    const playout = new SpeakerPlayout(new OpusDecoder(loadDecoder()));

    expect(() => playout.read(new Float32Array(480), 0)).toThrow("960");
  });
});

import { writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { FRAME_MICROS, FRAME_SAMPLES } from "../../src/sound/playout/format.js";
import { JitterBuffer } from "../../src/sound/playout/jitterBuffer.js";
import type { JitterCounters, PlayoutStep } from "../../src/sound/playout/jitterTypes.js";
import { simulateNetwork, type Arrival, type NetworkOptions } from "./support/simulatedNetwork.js";
import { idOf, packetOf, readVectors, vectorPath } from "./support/vectors.js";

/** The same networks as in the server's tests; what they did is written into the vectors, so that both play the very same arrivals. */
const NETWORKS: readonly (NetworkOptions & { readonly name: string; readonly fecEvery?: number })[] = [
  {
    name: "jitter, loss, doubles and reordering",
    seed: 1,
    frames: 1_500,
    jitter: 60_000,
    loss: 0.05,
    duplication: 0.05,
    fecEvery: 2,
  },
  { name: "the same in bundles of 60 ms", seed: 3, frames: 1_500, jitter: 60_000, loss: 0.05, duplication: 0.05, tick: 60_000 },
  { name: "the same in bundles of 120 ms", seed: 4, frames: 1_500, jitter: 60_000, loss: 0.05, duplication: 0.05, tick: 120_000 },
  { name: "jitter of 200 ms", seed: 5, frames: 1_500, jitter: 200_000 },
  { name: "a speaker's clock that is slow by 1 %", seed: 6, frames: 1_500, rate: 0.99 },
  { name: "a speaker's clock that is quick by 1 %", seed: 6, frames: 1_500, rate: 1.01 },
];

const LETTERS: Readonly<Record<PlayoutStep, string>> = {
  idle: "i",
  decode: "d",
  recover: "r",
  conceal: "c",
  silence: "s",
  hold: "h",
  accelerate: "a",
};

interface Trace {
  readonly name: string;
  readonly fecEvery: number;
  /** Packet number and microseconds since the packet before it; sorted. */
  readonly arrivals: readonly Arrival[];
  readonly steps: string;
  readonly notPlayed: readonly number[];
  readonly counters: JitterCounters;
  readonly targetDelayMs: number;
}

/** 20 ms at a time: what has arrived goes in, one step comes out. */
function play(arrivals: readonly Arrival[], fecEvery: number, rounds: number) {
  const buffer = new JitterBuffer();
  const played: number[] = [];
  let steps = "";
  let due = 0;
  let at = 0;
  for (let round = 0; round < rounds; round++) {
    for (let next = arrivals[due]; next !== undefined && at + next[1] <= round * FRAME_MICROS; next = arrivals[++due]) {
      const [id, wait] = next;
      at += wait;
      buffer.insert(id, id * FRAME_SAMPLES, packetOf(id, fecEvery > 0 && id % fecEvery === 0), at);
    }

    const step = buffer.next(round * FRAME_MICROS);
    steps += LETTERS[step];
    played.push(...(step === "decode" || step === "accelerate" ? [idOf(buffer.packet)] : []));
    played.push(...(step === "accelerate" ? [idOf(buffer.secondPacket)] : []));
  }

  return { buffer, played, steps };
}

if (process.env.AUDIOROOMS_WRITE_VECTORS === "1") {
  writeTraces();
}

describe("jitter buffer, by the shared traces of networks", () => {
  it.each((readVectors("network-traces.json") as { traces: Trace[] }).traces)("$name", (trace) => {
    const { buffer, played, steps } = play(trace.arrivals, trace.fecEvery, trace.steps.length);

    expect(steps).toBe(trace.steps);
    expect(buffer.counters).toEqual(trace.counters);
    expect(buffer.targetDelay).toBe(trace.targetDelayMs * 1_000);
    expect(played.every((id, index) => index === 0 || id > played[index - 1]!)).toBe(true);
    const heard = new Set(played);
    expect(Array.from({ length: 1_500 }, (_, id) => id).filter((id) => !heard.has(id))).toEqual(trace.notPlayed);
  });

  it.each(NETWORKS)("every packet is accounted for: $name", (network) => {
    const { buffer, played } = play(differences(simulateNetwork({ ...network, frames: 3_000 })), 0, 3_050);
    const { counters } = buffer;

    expect(counters.received).toBe(
      counters.played + counters.late + counters.duplicates + counters.discarded + buffer.bufferedPackets,
    );
    expect(counters.played).toBe(played.length);
    expect(counters.resyncs).toBe(0);
  });
});

function differences(arrivals: readonly Arrival[]): Arrival[] {
  return arrivals.map(([id, at], index) => [id, at - (arrivals[index - 1]?.[1] ?? 0)]);
}

function writeTraces(): void {
  const traces = NETWORKS.map((network) => {
    const arrivals = differences(simulateNetwork(network));
    const fecEvery = network.fecEvery ?? 0;
    const { buffer, played, steps } = play(arrivals, fecEvery, network.frames + 50);
    const heard = new Set(played);
    const notPlayed = Array.from({ length: network.frames }, (_, id) => id).filter((id) => !heard.has(id));
    const trace: Trace = {
      name: network.name,
      fecEvery,
      arrivals,
      steps,
      notPlayed,
      counters: buffer.counters,
      targetDelayMs: buffer.targetDelay / 1_000,
    };
    return `    ${JSON.stringify(trace)}`;
  });
  const about =
    "Arrivals are [packet, µs since the arrival before], of frames of the same number; packets that fecEvery divides carry a copy. " +
    "Every 20 ms from 0 on: what has arrived goes in, then one step is taken: idle, decode, recover, conceal, silence, hold, accelerate by its first letter.";
  writeFileSync(
    vectorPath("network-traces.json"),
    `{\n  "about": ${JSON.stringify(about)},\n  "traces": [\n${traces.join(",\n")}\n  ]\n}\n`,
  );
}

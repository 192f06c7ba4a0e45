import { describe, expect, it } from "vitest";
import { JitterBuffer } from "../../src/sound/playout/jitterBuffer.js";
import { HAS_FEC, IS_DTX, judgeLivePacket, REFUSED } from "../../src/sound/playout/livePacket.js";
import { ReplayWindow, SequenceUnwrapper, TimestampUnwrapper } from "../../src/sound/playout/sequence.js";
import { FRAME_MICROS, FRAME_SAMPLES } from "../../src/sound/playout/format.js";
import { expand, idOf, packetOf, readVectors, type Counters } from "./support/vectors.js";

interface Op {
  insert?: [sequence: number, frame: number];
  insertRun?: [from: number, to: number];
  fec?: boolean;
  dtx?: boolean;
  hex?: string;
  is?: string;
  next?: string[];
  packets?: (number | null)[];
  played?: number[];
  rounds?: number;
  adapt?: [delayMs: number, maxDelayMs: number];
  buffered?: number;
}

interface Scenario {
  name: string;
  ops: Op[];
  usesFec?: boolean;
  counters?: Counters;
  targetDelayMs?: number;
  isPlaying?: boolean;
}

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, "hex"));

describe("jitter buffer, by the shared scripts", () => {
  it.each((readVectors("jitter-buffer.json") as { scenarios: Scenario[] }).scenarios)("$name", (scenario) => {
    const buffer = new JitterBuffer({}, scenario.usesFec ?? true);
    let now = 3_600_000_000;
    const step = (): string => {
      const taken = buffer.next(now);
      now += FRAME_MICROS;
      return taken;
    };

    for (const op of scenario.ops) {
      if (op.insert !== undefined) {
        const [sequence, frame] = op.insert;
        const packet =
          op.hex !== undefined ? bytes(op.hex) : op.dtx === true ? Uint8Array.of(9 << 3) : packetOf(sequence, op.fec);
        expect(buffer.insert(sequence, frame * FRAME_SAMPLES, packet, now)).toBe(op.is);
      } else if (op.insertRun !== undefined) {
        for (let sequence = op.insertRun[0]; sequence < op.insertRun[1]; sequence++) {
          expect(buffer.insert(sequence, sequence * FRAME_SAMPLES, packetOf(sequence), now)).toBe(op.is);
        }
      } else if (op.next !== undefined) {
        const packets: (number | null)[] = [];
        const steps = expand(op.next).map(() => {
          const taken = step();
          packets.push(buffer.packet.length === 6 ? idOf(buffer.packet) : null);
          return taken;
        });
        expect(steps).toEqual(expand(op.next));
        expect(packets).toEqual(op.packets ?? packets);
      } else if (op.played !== undefined) {
        const played: number[] = [];
        for (let round = 0; round < op.rounds!; round++) {
          const taken = step();
          played.push(...(taken === "decode" || taken === "accelerate" ? [idOf(buffer.packet)] : []));
          played.push(...(taken === "accelerate" ? [idOf(buffer.secondPacket)] : []));
        }

        expect(played).toEqual(op.played);
      } else if (op.adapt !== undefined) {
        buffer.adapt(op.adapt[0] * 1_000, op.adapt[1] * 1_000);
      } else {
        expect(buffer.bufferedPackets).toBe(op.buffered);
      }
    }

    expect(buffer.counters).toMatchObject(scenario.counters ?? {});
    expect(buffer.targetDelay).toBe((scenario.targetDelayMs ?? buffer.targetDelay / 1_000) * 1_000);
    expect(buffer.isPlaying).toBe(scenario.isPlaying ?? buffer.isPlaying);
  });
});

interface Numbers {
  sequences: { name: string; given: number[]; unwrapped: number[]; lastStep: string }[];
  timestamps: { given: number[]; last: number }[];
  replays: { name: string; given: number[]; verdicts: string[] }[];
}

describe("numbers of the wire, by the shared rows", () => {
  const numbers = readVectors("numbers.json") as Numbers;

  it.each(numbers.sequences)("sequences: $name", ({ given, unwrapped, lastStep }) => {
    const unwrapper = new SequenceUnwrapper();

    const steps = given.map((sequence) => [unwrapper.unwrap(sequence), unwrapper.unwrapped] as const);

    expect(steps.map(([, number]) => number)).toEqual(unwrapped);
    expect(steps.at(-1)![0]).toBe(lastStep);
  });

  it.each(numbers.timestamps)("timestamps: $given", ({ given, last }) => {
    const unwrapper = new TimestampUnwrapper();

    expect(given.map((timestamp) => unwrapper.unwrap(timestamp)).at(-1)).toBe(last);
  });

  it.each(numbers.replays)("replays: $name", ({ given, verdicts }) => {
    const window = new ReplayWindow();

    expect(given.map((sequence) => window.accept(sequence))).toEqual(verdicts);
  });
});

interface LivePackets {
  packets: { name: string; hex: string; isLive: boolean; hasFec: boolean; isDtx: boolean }[];
}

describe("packets of a live room, by the shared rows", () => {
  it.each((readVectors("live-packets.json") as LivePackets).packets)("$name", ({ hex, isLive, hasFec, isDtx }) => {
    const expected = isLive ? (hasFec ? HAS_FEC : 0) | (isDtx ? IS_DTX : 0) : REFUSED;

    expect(judgeLivePacket(bytes(hex))).toBe(expected);
  });
});

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { JitterCounters } from "../../../src/sound/playout/jitterTypes.js";

const FOLDER = new URL("../../../../../../tests/vectors/playout/", import.meta.url);

/** The vectors that the server's own playout (`src/Audio/Playout`) is held against as well. */
export function readVectors(name: string): unknown {
  return JSON.parse(readFileSync(vectorPath(name), "utf8"));
}

export function vectorPath(name: string): string {
  return fileURLToPath(new URL(name, FOLDER));
}

/** `silence*3` stands for three of it. */
export function expand(steps: readonly string[]): string[] {
  return steps.flatMap((step) => {
    const [name = "", times = "1"] = step.split("*");
    return Array<string>(Number(times)).fill(name);
  });
}

/** A SILK packet of 20 ms whose body is its number; bit 6 of the second byte is the FEC flag. */
export function packetOf(id: number, hasFec = false): Uint8Array {
  const packet = new Uint8Array(6);
  packet[0] = 9 << 3;
  packet[1] = hasFec ? 0x40 : 0;
  new DataView(packet.buffer).setInt32(2, id, true);
  return packet;
}

export function idOf(packet: Uint8Array): number {
  return new DataView(packet.buffer, packet.byteOffset).getInt32(2, true);
}

export type Counters = Partial<JitterCounters>;

import type { CreateSoundEngine, SoundEngine } from "@audiorooms/client";
import { live } from "../state/room";

let create: CreateSoundEngine | null = null;

/** Tests bring another engine. */
export function provideEngine(other: CreateSoundEngine): void {
  create = other;
}

export interface BorrowedEngine {
  readonly engine: SoundEngine;
  /** Gives it back: one that was made for this use alone is closed. */
  readonly release: () => Promise<void>;
}

/** The engine of the room that is on, or one made for tests of devices outside of a room. It sends nothing anywhere. */
export async function borrowEngine(): Promise<BorrowedEngine> {
  const inRoom = live.peek()?.room.engine;
  if (inRoom) return { engine: inRoom, release: () => Promise.resolve() };
  create ??= (await import("@audiorooms/client/sound")).createSoundEngine;
  const engine = create({ onPacket: () => undefined });
  return { engine, release: () => engine.close() };
}

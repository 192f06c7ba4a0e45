export const NO_PACKET = new Uint8Array(0);

/** A place for one packet. */
export interface Slot {
  isUsed: boolean;
  frame: number;
  sequence: number;
  hasFec: boolean;
  isDtx: boolean;
  packet: Uint8Array;
}

/** The jitter buffer's places, by frame. Two frames that lie further apart than there are places share one. */
export class SlotRing {
  readonly length: number;
  readonly #slots: readonly Slot[];

  constructor(length: number) {
    this.length = length;
    this.#slots = Array.from({ length }, () => ({
      isUsed: false,
      frame: 0,
      sequence: 0,
      hasFec: false,
      isDtx: false,
      packet: NO_PACKET,
    }));
  }

  has(frame: number): boolean {
    const slot = this.at(frame);
    return slot.isUsed && slot.frame === frame;
  }

  /** The place where `frame` would be, whatever is in it. */
  at(frame: number): Slot {
    const index = frame % this.length;
    // eslint-disable-next-line @typescript-eslint/no-non-null-assertion -- a remainder is within the ring
    return this.#slots[index < 0 ? index + this.length : index]!;
  }

  /** The newest frame that waits, and at least `from`. */
  newestFrame(from: number): number {
    return this.#slots.reduce((newest, slot) => (slot.isUsed ? Math.max(newest, slot.frame) : newest), from);
  }

  clear(): void {
    for (const slot of this.#slots) {
      slot.isUsed = false;
    }
  }
}

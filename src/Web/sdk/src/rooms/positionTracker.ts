/** Logs of packets are told apart by the bits of a position from here on. */
const BITS_OF_LOG = 40n;

/**
 * Which packets of a room's log have come. The log numbers them without gaps, so that a number that is skipped is a packet that was dropped for
 * this listener, and the number to ask for after a broken connection is always known.
 */
export class PositionTracker {
  #next = 0n;
  #missed = 0;
  #repeated = 0;

  /** Position after the newest packet received: what acknowledgements and resumed joins carry. */
  get next(): bigint {
    return this.#next;
  }

  /** Packets that were skipped, over the whole life of the room. */
  get missed(): number {
    return this.#missed;
  }

  /** Packets that came twice and were thrown away. */
  get repeated(): number {
    return this.#repeated;
  }

  /**
   * The server says where it goes on. Returns true if nothing is missing. Without `resumed` the position is of another log, whose numbers say
   * nothing of what was lost.
   */
  begin(position: bigint, first: boolean, resumed: boolean): boolean {
    if (first || !resumed) {
      this.#next = position;
      return first;
    }

    const whole = position <= this.#next;
    if (!whole) {
      this.#missed += Number(position - this.#next);
      this.#next = position;
    }

    return whole;
  }

  /** False for a bundle of the log that was heard before the sound was changed: it was still on its way. */
  isOfThisLog(position: bigint): boolean {
    return position >> BITS_OF_LOG === this.#next >> BITS_OF_LOG;
  }

  /**
   * A bundle of `count` packets that starts at `position`. `end`: the position after what it covers if packets were left out of it, else 0.
   * Returns how many of its packets were received before.
   */
  take(position: bigint, count: number, end = 0n): number {
    const counted = position + BigInt(count);
    const covered = end > counted ? end : counted;
    const known = Number(this.#next - position);
    const before = covered > counted && covered <= this.#next ? count : Math.min(Math.max(known, 0), count);
    const from = counted > this.#next ? counted : this.#next;
    this.#missed += Math.max(0, -known) + (covered > from ? Number(covered - from) : 0);
    this.#repeated += before;
    if (covered > this.#next) {
      this.#next = covered;
    }

    return before;
  }
}

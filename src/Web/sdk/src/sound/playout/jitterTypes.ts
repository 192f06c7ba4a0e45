/** What became of a packet that was offered. `resynced`: kept, and everything before it was thrown away, because the media clock jumped. */
export type JitterInsert = "accepted" | "duplicate" | "late" | "malformed" | "resynced";

/**
 * What to play for the next 20 ms.
 * - `idle`: nothing yet, or nothing any more. - `decode`: the packet.
 * - `recover`: the packet is lost; rebuild it from the FEC in the given one, which comes again as `decode`.
 * - `conceal`: it is lost without a copy. - `silence`: the speaker is silent and sends nothing; conceal, which makes comfort noise.
 * - `hold`: it is late and may still come; conceal, and stay at this place.
 * - `accelerate`: the delay is longer than needed; play both packets in the time of one.
 */
export type PlayoutStep = "idle" | "decode" | "recover" | "conceal" | "silence" | "hold" | "accelerate";

/** What a buffer has done since its start, in packets or frames of 20 ms. */
export interface JitterCounters {
  received: number;
  /** Given out for decoding, merged ones included. */
  played: number;
  /** Dropped because their time had passed. */
  late: number;
  duplicates: number;
  malformed: number;
  /** Frames whose packet had not come when it was due, recovered ones included. */
  lost: number;
  /** Of those lost, frames rebuilt from the next packet. */
  recovered: number;
  /** Frames of silence that the speaker did not send (DTX). */
  silent: number;
  /** Frames concealed because nothing had come yet: each makes the delay one frame longer. */
  held: number;
  /** Frames merged into their neighbour because the delay was longer than needed. */
  accelerated: number;
  /** Thrown away because the media clock jumped or the buffer was full. */
  discarded: number;
  resyncs: number;
}

export function noCounts(): JitterCounters {
  return {
    received: 0,
    played: 0,
    late: 0,
    duplicates: 0,
    malformed: 0,
    lost: 0,
    recovered: 0,
    silent: 0,
    held: 0,
    accelerated: 0,
    discarded: 0,
    resyncs: 0,
  };
}

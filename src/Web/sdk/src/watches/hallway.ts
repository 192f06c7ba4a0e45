import type { HallwayEntry, HallwayReason } from "../gen/audiorooms/v1/discovery_pb.js";

export interface HallwayOptions {
  /** Leaves out rooms for weaker reasons: `HallwayReason.INTEREST` gives the live bar. Default all. */
  readonly weakest?: HallwayReason;
  /** This language or a regional form of it; default any. */
  readonly language?: string;
}

export interface HallwayState {
  /** `stale`: the stream broke, and these are the rooms of then. */
  readonly kind: "loading" | "live" | "stale";
  /** By reason and then the newest first. */
  readonly rooms: readonly HallwayEntry[];
}

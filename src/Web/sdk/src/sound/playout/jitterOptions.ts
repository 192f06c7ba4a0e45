import { FRAME_MICROS } from "./format.js";

/** How long a listener waits for late packets. More delay conceals more jitter and makes conversation harder. Times in microseconds. */
export interface JitterOptions {
  /** Delay before anything is known about the network: three frames, also right for bundles of 60 ms. */
  readonly initialDelay: number;
  /** The target never falls below this: one frame. */
  readonly minDelay: number;
  /** The target never rises above this. Beyond half a second people talk over each other. */
  readonly maxDelay: number;
  /** Share of packets that should arrive in time; the rest is concealed. */
  readonly inTimeShare: number;
  /** Packets held at most: 3 s, more than a resumed connection brings at once (2 s); above it the oldest go. */
  readonly capacityPackets: number;
  /** How long playout waits, concealing, for a packet that is merely late before it stops its clock. PLC fades to silence in about this time. */
  readonly maxHold: number;
}

export const DEFAULT_JITTER: JitterOptions = {
  initialDelay: 60_000,
  minDelay: 20_000,
  maxDelay: 500_000,
  inTimeShare: 0.98,
  capacityPackets: 150,
  maxHold: 120_000,
};

/** In the broadcast class a packet waits up to a second for those it is sent with: that, and three frames. */
export const BROADCAST_DELAY = 1_060_000;
export const BROADCAST_DELAY_MAX = 2_000_000;

/** Completes and checks options. @throws RangeError Names the option, its bounds and what came. */
export function jitterOptions(given: Partial<JitterOptions> = {}): JitterOptions {
  const options = { ...DEFAULT_JITTER, ...given };
  expectRange("initialDelay", options.initialDelay, FRAME_MICROS, 2_000_000);
  expectRange("minDelay", options.minDelay, FRAME_MICROS, 2_000_000);
  expectRange("maxDelay", options.maxDelay, FRAME_MICROS, 2_000_000);
  expectRange("inTimeShare", options.inTimeShare, 0.5, 0.999);
  expectRange("capacityPackets", options.capacityPackets, 10, 500);
  expectRange("maxHold", options.maxHold, 0, 1_000_000);
  if (options.minDelay > options.initialDelay || options.initialDelay > options.maxDelay) {
    throw new RangeError(
      `minDelay (${options.minDelay} µs) must not be above initialDelay (${options.initialDelay} µs), nor that above maxDelay (${options.maxDelay} µs).`,
    );
  }

  return options;
}

function expectRange(name: string, value: number, min: number, max: number): void {
  if (!(value >= min && value <= max)) {
    throw new RangeError(`${name} must be between ${min} and ${max}; it is ${value}.`);
  }
}

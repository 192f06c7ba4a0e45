/** How sound is delivered, in the words of this package and in those of the wire. */
import { LatencyClass, Sound } from "../gen/audiorooms/v1/session_pb.js";
import type { LatencyMode } from "../soundEngine.js";
import type { SoundChoice } from "./roomApi.js";

const classes: Readonly<Record<LatencyMode, LatencyClass>> = {
  interactive: LatencyClass.INTERACTIVE,
  audience: LatencyClass.AUDIENCE,
  economy: LatencyClass.ECONOMY,
  broadcast: LatencyClass.BROADCAST,
};

/** Longest wait of a packet for its bundle, and the usual content of a jitter buffer, in milliseconds. */
const waits: Readonly<Record<LatencyMode, { readonly bundle: number; readonly buffer: number }>> = {
  interactive: { bundle: 20, buffer: 60 },
  audience: { bundle: 60, buffer: 80 },
  economy: { bundle: 120, buffer: 140 },
  broadcast: { bundle: 1_000, buffer: 1_000 },
};

/** The frame itself, the encoder's look-ahead and the server: before the packet is on its way. */
const MAKING_MS = 30;

/** The mix is later than the voices. */
const MIXING_MS = 50;

export function latencyClassOf(mode: LatencyMode): LatencyClass {
  return classes[mode];
}

/** `otherwise` for a class that the server left out or that this client does not know. */
export function latencyModeOf(latency: LatencyClass, otherwise: LatencyMode): LatencyMode {
  return (Object.keys(classes) as LatencyMode[]).find((mode) => classes[mode] === latency) ?? otherwise;
}

export function soundOf(choice: SoundChoice): Sound {
  return choice === "mix" ? Sound.MIX : Sound.FORWARDED;
}

export function soundChoiceOf(sound: Sound): SoundChoice {
  return sound === Sound.MIX ? "mix" : "forwarded";
}

/** About how far behind the speakers' mouths one hears, in milliseconds. */
export function delayOf(mode: LatencyMode, choice: SoundChoice, roundTripMs: number | null): number {
  const { bundle, buffer } = waits[mode];
  return Math.round(MAKING_MS + bundle / 2 + buffer + (choice === "mix" ? MIXING_MS : 0) + (roundTripMs ?? 0));
}

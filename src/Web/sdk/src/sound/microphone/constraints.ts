import type { MicrophoneProblem } from "../../soundEngine.js";
import { SAMPLE_RATE_HZ } from "../playout/format.js";

/** What a voice needs, and what browsers refuse in silence: echo in Safari is known for it. */
const WANTED = ["echoCancellation", "noiseSuppression", "autoGainControl"] as const;

/** @param deviceId Null for the system's default. */
export function microphoneConstraints(deviceId: string | null): MediaTrackConstraints {
  return {
    echoCancellation: true,
    noiseSuppression: true,
    autoGainControl: true,
    channelCount: { ideal: 1 },
    sampleRate: { ideal: SAMPLE_RATE_HZ },
    ...(deviceId === null ? {} : { deviceId: { exact: deviceId } }),
  };
}

/** Names of the constraints that a track does not have, by its own word. One that it says nothing about counts as refused. */
export function refusedConstraints(settings: MediaTrackSettings): string[] {
  return WANTED.filter((name) => settings[name] !== true);
}

/** What an error of getUserMedia means to a person. */
export function problemOf(error: unknown): MicrophoneProblem {
  const name = error instanceof Error || error instanceof DOMException ? error.name : "";
  switch (name) {
    case "NotAllowedError":
    case "SecurityError":
      return "denied";
    case "NotFoundError":
    case "OverconstrainedError":
      return "missing";
    case "NotReadableError":
    case "AbortError":
      return "busy";
    default:
      return "unsupported";
  }
}

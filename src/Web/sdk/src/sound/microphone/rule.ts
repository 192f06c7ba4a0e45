/**
 * The rule of the least open microphone: after a reconnect, a night's sleep, another headset, a phone call, a demotion or a server's end the
 * microphone is never more open than the person last saw. Only {@link MicrophoneEvent} `set`, which stands for an act of the person, opens it
 * further; everything else can only close it. Pure, so that every order of events can be tried.
 */
import type { MicrophoneProblem, Openness } from "../../soundEngine.js";

export interface MicrophoneRule {
  /** What the person sees. `closed` while the device is being asked for the first time. */
  readonly shown: Openness;
  /** What the microphone will be when the device answers; equal to {@link shown} if no answer is awaited. */
  readonly wanted: Openness;
  /** The track is there. Never while {@link shown} and {@link wanted} are `closed`. */
  readonly hasDevice: boolean;
  /** Number of the request for a device that is awaited; 0 if none is. Numbers are never used twice. */
  readonly awaited: number;
  readonly lastRequest: number;
  /** The system has taken the sound away: a phone call, another program. */
  readonly isInterrupted: boolean;
  readonly problem: MicrophoneProblem | null;
}

export type MicrophoneEvent =
  /** The person's wish. */
  | { readonly type: "set"; readonly openness: Openness }
  /** The room's word: put down from the stage or left is `closed`, muted by a host is `muted`. Never opens. */
  | { readonly type: "lower"; readonly openness: Openness }
  /** The browser gave the device that was asked for with this number. */
  | { readonly type: "acquired"; readonly request: number }
  | { readonly type: "refused"; readonly request: number; readonly problem: MicrophoneProblem }
  /** The track has ended: unplugged, or taken away. */
  | { readonly type: "lost" }
  /** Another device is to be used: the person chose it, or the system's default is another. */
  | { readonly type: "deviceChanged" }
  | { readonly type: "interrupted" }
  | { readonly type: "resumed" }
  /** The machine was asleep. */
  | { readonly type: "slept" };

/** What is to be done after an event, in this order. `release` stops the track; `acquire` asks for a device with the number `awaited`. */
export type MicrophoneEffect = "release" | "acquire";

export const CLOSED_MICROPHONE: MicrophoneRule = {
  shown: "closed",
  wanted: "closed",
  hasDevice: false,
  awaited: 0,
  lastRequest: 0,
  isInterrupted: false,
  problem: null,
};

const RANK: Readonly<Record<Openness, number>> = { closed: 0, muted: 1, open: 2 };

export function lessOpen(left: Openness, right: Openness): Openness {
  return RANK[left] <= RANK[right] ? left : right;
}

/** Whether sound may leave the device now. */
export function transmits(rule: MicrophoneRule): boolean {
  return rule.shown === "open" && rule.hasDevice && !rule.isInterrupted;
}

export function applyToMicrophone(rule: MicrophoneRule, event: MicrophoneEvent): MicrophoneRule {
  switch (event.type) {
    case "set":
      return set(rule, event.openness);
    case "lower":
      return atMost(rule, event.openness);
    case "acquired":
      // A device that came too late, or was no longer wanted, is none of ours: the caller stops it.
      return isAwaited(rule, event.request) ? { ...rule, shown: rule.wanted, hasDevice: true, awaited: 0, problem: null } : rule;
    case "refused":
      return isAwaited(rule, event.request) ? { ...closed(rule), problem: refusal(rule.problem, event.problem) } : rule;
    case "lost":
      // What was plugged in instead takes its place, no more open than this was.
      return rule.hasDevice ? request({ ...rule, hasDevice: false, problem: "lost" }, rule.wanted) : rule;
    case "deviceChanged":
      return rule.hasDevice || rule.awaited !== 0 ? request({ ...rule, hasDevice: false }, rule.wanted) : rule;
    case "interrupted":
      return { ...silenced(rule, "busy"), isInterrupted: true };
    case "resumed":
      return { ...rule, isInterrupted: false };
    case "slept":
      return silenced(rule, "lost");
  }
}

/** What the change from one state to the next asks for. */
export function effectsOf(before: MicrophoneRule, after: MicrophoneRule): readonly MicrophoneEffect[] {
  const effects: MicrophoneEffect[] = [];
  if (before.hasDevice && !after.hasDevice) {
    effects.push("release");
  }

  if (after.awaited !== 0 && after.awaited !== before.awaited) {
    effects.push("acquire");
  }

  return effects;
}

function isAwaited(rule: MicrophoneRule, request: number): boolean {
  return rule.awaited !== 0 && request === rule.awaited;
}

function set(rule: MicrophoneRule, openness: Openness): MicrophoneRule {
  if (openness === "closed") {
    return closed(rule);
  }

  // During a phone call nothing can be said, and a microphone that opens by itself afterwards is a surprise.
  const wanted = rule.isInterrupted ? "muted" : openness;
  if (rule.hasDevice) {
    return { ...rule, shown: wanted, wanted, problem: null };
  }

  if (rule.awaited !== 0) {
    return { ...rule, shown: lessOpen(rule.shown, wanted), wanted };
  }

  return request({ ...rule, problem: null }, wanted);
}

function atMost(rule: MicrophoneRule, openness: Openness): MicrophoneRule {
  if (openness === "closed") {
    return closed(rule);
  }

  return { ...rule, shown: lessOpen(rule.shown, openness), wanted: lessOpen(rule.wanted, openness) };
}

/** The system has muted the microphone; somebody who was heard until then has to know why they are no longer. */
function silenced(rule: MicrophoneRule, problem: MicrophoneProblem): MicrophoneRule {
  const wasOpen = rule.shown === "open" || rule.wanted === "open";
  return { ...atMost(rule, "muted"), problem: wasOpen ? problem : rule.problem };
}

function closed(rule: MicrophoneRule): MicrophoneRule {
  return { ...rule, shown: "closed", wanted: "closed", hasDevice: false, awaited: 0, problem: null };
}

/** That there is no other device is no news to somebody who has just unplugged theirs. */
function refusal(before: MicrophoneProblem | null, now: MicrophoneProblem): MicrophoneProblem {
  return before === "lost" && now === "missing" ? "lost" : now;
}

function request(rule: MicrophoneRule, wanted: Openness): MicrophoneRule {
  const number = rule.lastRequest + 1;
  return { ...rule, wanted, awaited: number, lastRequest: number };
}

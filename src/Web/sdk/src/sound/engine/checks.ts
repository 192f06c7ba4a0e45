import type { MicrophoneState, SoundCheck, SoundState } from "../../soundEngine.js";

/** What is known when somebody asks why they cannot hear. Each null says that nothing was tried. */
export interface SoundFindings {
  readonly state: SoundState;
  readonly detail: string;
  readonly sampleRate: number;
  /** Frames that the sound went on while it was watched; null if there was no pulse at all. */
  readonly framesRendered: number | null;
  /** Loudest sample that came out meanwhile, 0 to 1. */
  readonly peak: number;
  readonly isDeafened: boolean;
  readonly decode: { readonly isOk: boolean; readonly detail: string } | null;
  readonly outputId: string | null;
  readonly outputs: readonly string[];
  readonly permission: PermissionState | "unknown";
  readonly microphone: MicrophoneState | null;
  /** -dBov, the loudest that the microphone heard; null if it heard nothing at all. */
  readonly inputLevel: number | null;
  readonly encoder: string;
  readonly encoderDetail: string;
}

/** Quieter than the noise of any room: a microphone that is switched off by its own switch, or by the system. */
const DEAD_INPUT = 100;
const SILENT_PEAK = 1e-4;

type Step = SoundCheck["step"];
type Finding = readonly [outcome: SoundCheck["outcome"], detail: string];

/** Puts the findings into words, step by step, in the order in which sound passes. Pure. */
export function soundChecks(findings: SoundFindings): SoundCheck[] {
  const steps: readonly (readonly [Step, Finding])[] = [
    ["context", contextStep(findings)],
    ["worklet", workletStep(findings)],
    ["decode", decodeStep(findings)],
    ["output", outputStep(findings)],
    ["level", levelStep(findings)],
    ["permission", permissionStep(findings)],
    ["input", inputStep(findings)],
    ["encode", encodeStep(findings)],
  ];
  return steps.map(([step, [outcome, detail]]) => ({ step, outcome, detail }));
}

function contextStep({ state, detail, sampleRate }: SoundFindings): Finding {
  return state === "running" ? ["ok", `running at ${sampleRate} Hz`] : ["failed", detail === "" ? state : `${state}: ${detail}`];
}

function workletStep({ state, framesRendered }: SoundFindings): Finding {
  if (state !== "running") {
    return ["skipped", "the context does not run"];
  }

  return framesRendered !== null && framesRendered > 0
    ? ["ok", `${framesRendered} samples rendered while watched`]
    : ["failed", "the context says that it runs, and renders nothing"];
}

function decodeStep({ decode }: SoundFindings): Finding {
  return decode === null ? ["skipped", "the worklet did not answer"] : [decode.isOk ? "ok" : "failed", decode.detail];
}

function outputStep({ outputId, outputs }: SoundFindings): Finding {
  if (outputId === null) {
    return ["ok", "the system's default output"];
  }

  return outputs.includes(outputId) ? ["ok", "the chosen output is there"] : ["failed", "the chosen output is not there"];
}

function levelStep({ peak, isDeafened, framesRendered }: SoundFindings): Finding {
  if (isDeafened) {
    return ["failed", "you are deafened"];
  }

  if (framesRendered === null) {
    return ["skipped", "nothing was rendered"];
  }

  return peak > SILENT_PEAK
    ? ["ok", `sound went out, peak ${peak.toFixed(3)}`]
    : ["skipped", "nobody spoke while it was watched"];
}

function permissionStep({ permission }: SoundFindings): Finding {
  switch (permission) {
    case "granted":
      return ["ok", "the microphone is allowed"];
    case "denied":
      return ["failed", "the browser or the person forbids the microphone to this page"];
    default:
      return ["skipped", permission === "prompt" ? "the person was not asked yet" : "this browser does not tell"];
  }
}

function inputStep({ microphone, inputLevel }: SoundFindings): Finding {
  if (microphone === null) {
    return ["skipped", "not asked for"];
  }

  if (microphone.openness === "closed") {
    return ["failed", `no microphone: ${microphone.problem ?? "closed"}`];
  }

  if (inputLevel === null) {
    return ["failed", "the microphone delivers nothing"];
  }

  const refused = microphone.refusedConstraints.length === 0 ? "" : `; refused: ${microphone.refusedConstraints.join(", ")}`;
  return inputLevel >= DEAD_INPUT
    ? ["failed", `the microphone delivers silence (-${inputLevel} dBov)${refused}`]
    : ["ok", `-${inputLevel} dBov${refused}`];
}

function encodeStep({ microphone, encoder, encoderDetail }: SoundFindings): Finding {
  if (microphone === null || microphone.openness === "closed") {
    return ["skipped", "no microphone"];
  }

  return encoder === "none"
    ? ["failed", encoderDetail === "" ? "the encoder did not start" : encoderDetail]
    : ["ok", `${encoder}: ${encoderDetail}`];
}

import type { SoundCheck } from "@audiorooms/client";

/** Steps of "why can I not hear?", in the order in which sound passes them. */
export const hearingSteps = [
  "server",
  "socket",
  "context",
  "worklet",
  "decode",
  "output",
  "level",
  "permission",
  "input",
  "encode",
] as const;
export type HearingStep = (typeof hearingSteps)[number];

export type Outcome = "waiting" | "running" | "ok" | "failed" | "skipped";

export interface StepResult {
  readonly step: HearingStep;
  readonly outcome: Outcome;
  /** For reports; technical, in English. */
  readonly detail: string;
}

export const startSteps = (): readonly StepResult[] => hearingSteps.map((step) => ({ step, outcome: "waiting", detail: "" }));

export function withResult(steps: readonly StepResult[], result: StepResult): readonly StepResult[] {
  return steps.map((one) => (one.step === result.step ? result : one));
}

export function withChecks(steps: readonly StepResult[], checks: readonly SoundCheck[]): readonly StepResult[] {
  return checks.reduce<readonly StepResult[]>((all, check) => withResult(all, check), steps);
}

/** What keeps one from hearing: the first step that failed. Those of the microphone do not count: a person without one hears everything. */
export function firstFault(steps: readonly StepResult[]): StepResult | null {
  const microphone: readonly HearingStep[] = ["permission", "input", "encode"];
  return (
    steps.find((one) => one.outcome === "failed" && !microphone.includes(one.step)) ??
    steps.find((one) => one.outcome === "failed") ??
    null
  );
}

export const isDone = (steps: readonly StepResult[]): boolean =>
  steps.every((one) => one.outcome !== "waiting" && one.outcome !== "running");

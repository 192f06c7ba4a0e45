import { Check, CircleDashed, CircleMinus, LoaderCircle, Stethoscope, X } from "lucide-preact";
import { useState } from "preact/hooks";
import { type Key, t } from "../i18n";
import {
  firstFault,
  type HearingStep,
  hearingSteps,
  isDone,
  type Outcome,
  startSteps,
  type StepResult,
  withChecks,
  withResult,
} from "../model/hearing";
import { borrowEngine } from "../services/engine";
import { probeServer, probeSocket } from "../services/probes";
import { live } from "../state/room";
import { announce } from "../state/voice-over";
import { Button } from "../ui/button";
import { copyText } from "../ui/copy";
import { Switch } from "../ui/field";
import { Screen, Section } from "../ui/screen";

const say = t as (key: Key) => string;

/** "Why can I not hear?": each step of the way of sound is tried, and the one that fails is named with what to do. */
export function HearingScreen() {
  const [steps, setSteps] = useState<readonly StepResult[] | null>(null);
  const [withMicrophone, setWithMicrophone] = useState(false);
  const [running, setRunning] = useState(false);

  const run = async (): Promise<void> => {
    setRunning(true);
    let now = startSteps();
    const show = (next: readonly StepResult[]): void => {
      now = next;
      setSteps(next);
    };
    const mark = (step: HearingStep, outcome: Outcome, detail = ""): void => show(withResult(now, { step, outcome, detail }));
    // The engine first: it has to be started within the gesture.
    const sound = soundChecks(withMicrophone);
    for (const [step, probe] of [
      ["server", probeServer],
      ["socket", probeSocket],
    ] as const) {
      mark(step, "running");
      const result = await probe();
      mark(step, result.ok ? "ok" : "failed", result.detail);
    }
    mark("context", "running");
    try {
      show(withChecks(now, await sound));
    } catch (error) {
      mark("context", "failed", String(error));
    }
    show(now.map((one) => (one.outcome === "waiting" || one.outcome === "running" ? { ...one, outcome: "skipped" } : one)));
    setRunning(false);
    const fault = firstFault(now);
    announce(fault ? say(`hearing.fix.${fault.step}` as Key) : t("hearing.fine"));
  };

  const fault = steps && isDone(steps) ? firstFault(steps) : null;
  return (
    <Screen title={t("hearing.title")} lead={t("hearing.lead")} narrow>
      <div class="panel stack">
        <Switch
          label={t("hearing.withMicrophone")}
          hint={t("hearing.withMicrophoneHint")}
          on={withMicrophone}
          onChange={setWithMicrophone}
        />
        <Button kind="primary" size="l" wide icon={Stethoscope} busy={running} disabled={running} onClick={() => void run()}>
          {steps === null ? t("hearing.run") : t("hearing.again")}
        </Button>
      </div>
      {steps && isDone(steps) && (
        <p class={`notice ${fault ? "notice-bad" : "notice-good"}`}>
          {fault ? <X size={20} aria-hidden="true" /> : <Check size={20} aria-hidden="true" />}
          <span class="strong">{fault ? say(`hearing.fix.${fault.step}` as Key) : t("hearing.fine")}</span>
        </p>
      )}
      {steps && (
        <Section
          title={t("hearing.steps")}
          aside={
            <Button size="s" kind="plain" onClick={() => void copyText(reportOf(steps))}>
              {t("hearing.copy")}
            </Button>
          }
        >
          <ol class="steps">
            {hearingSteps.map((step) => (
              <Step key={step} result={steps.find((one) => one.step === step) ?? { step, outcome: "waiting", detail: "" }} />
            ))}
          </ol>
        </Section>
      )}
    </Screen>
  );
}

async function soundChecks(withMicrophone: boolean) {
  const { engine, release } = await borrowEngine();
  try {
    if (!live.peek()) await engine.start();
    return await engine.check(withMicrophone);
  } finally {
    await release();
  }
}

const icons = { ok: Check, failed: X, skipped: CircleMinus, waiting: CircleDashed, running: LoaderCircle } as const;

function Step({ result }: { readonly result: StepResult }) {
  const Icon = icons[result.outcome];
  return (
    <li class={`step step-${result.outcome}`}>
      <Icon size={20} aria-hidden="true" class={result.outcome === "running" ? "turning" : ""} />
      <span class="grow">
        <span class="strong">{say(`hearing.step.${result.step}` as Key)}</span>{" "}
        <span class="small soft">{say(`hearing.${result.outcome}` as Key)}</span>
        {result.outcome === "failed" && <span class="block small">{say(`hearing.fix.${result.step}` as Key)}</span>}
        {result.detail !== "" && <span class="block small soft words">{result.detail}</span>}
      </span>
    </li>
  );
}

function reportOf(steps: readonly StepResult[]): string {
  return [
    navigator.userAgent,
    ...steps.map((one) => `${one.step}: ${one.outcome}${one.detail === "" ? "" : ` (${one.detail})`}`),
  ].join("\n");
}

import type { SoundDevice } from "@audiorooms/client";
import { Mic, MicOff } from "lucide-preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../i18n";
import { meterOf } from "../model/meter";
import { Link } from "../router/router";
import { paths } from "../router/routes";
import { useObservable } from "../services/client";
import { type BorrowedEngine, borrowEngine } from "../services/engine";
import { attempt } from "../state/action";
import { handSound, pushToTalk } from "../state/taste";
import { Button } from "../ui/button";
import { type Choice, Select, Switch } from "../ui/field";
import { Skeleton } from "../ui/states";

/** Which microphone and which ears, how loud one is, and how one talks. */
export function DeviceSettings() {
  const [borrowed, setBorrowed] = useState<BorrowedEngine | null>(null);
  useEffect(() => {
    let gone = false;
    let held: BorrowedEngine | null = null;
    void borrowEngine().then(
      (engine) => {
        if (gone) return engine.release();
        held = engine;
        setBorrowed(engine);
        return undefined;
      },
      () => undefined,
    );
    return () => {
      gone = true;
      void held?.release();
    };
  }, []);

  return (
    <>
      {borrowed ? <Devices borrowed={borrowed} /> : <Skeleton rows={3} />}
      <div class="panel stack">
        <Switch
          label={t("sound.pushToTalk")}
          hint={t("sound.pushToTalkHint")}
          on={pushToTalk.value}
          onChange={(on) => (pushToTalk.value = on)}
        />
        <Switch label={t("queue.sound")} on={handSound.value} onChange={(on) => (handSound.value = on)} />
      </div>
      <p>
        <Link href={paths.hearing}>{t("nav.hearing")}</Link>
      </p>
    </>
  );
}

function Devices({ borrowed: { engine } }: { readonly borrowed: BorrowedEngine }) {
  const devices = useObservable(engine.devices);
  const microphone = useObservable(engine.microphone.state);
  const testing = microphone.openness !== "closed";
  return (
    <div class="panel stack">
      <Select
        label={t("devices.input")}
        value={devices.inputId ?? ""}
        choices={choicesOf(devices.inputs)}
        onChoose={(id) => void engine.microphone.setDevice(id === "" ? null : id)}
      />
      <div class="row">
        <Button icon={testing ? MicOff : Mic} onClick={() => void engine.microphone.set(testing ? "closed" : "muted")}>
          {testing ? t("devices.stopTest") : t("devices.test")}
        </Button>
        <div class="grow">
          <Meter engine={engine} on={testing} />
        </div>
      </div>
      {microphone.problem !== null && (
        <p class="notice notice-bad" role="alert">
          <MicOff size={18} aria-hidden="true" />{" "}
          <span>{(t as (key: `mic.${string}` & "mic.denied") => string)(`mic.${microphone.problem}` as "mic.denied")}</span>
        </p>
      )}
      {microphone.refusedConstraints.length > 0 && (
        <p class="soft small">{t("devices.refused", { what: microphone.refusedConstraints.join(", ") })}</p>
      )}
      {devices.canChooseOutput ? (
        <Select
          label={t("devices.output")}
          value={devices.outputId ?? ""}
          choices={choicesOf(devices.outputs)}
          onChoose={(id) => void attempt(engine.setOutput(id === "" ? null : id))}
        />
      ) : (
        <p class="soft small">{t("devices.noOutput")}</p>
      )}
    </div>
  );
}

function choicesOf(devices: readonly SoundDevice[]): Choice<string>[] {
  const named = devices
    .filter((device) => device.id !== "" && device.id !== "default")
    .map((device, index) => ({ value: device.id, label: device.label || t("devices.unnamed", { place: index + 1 }) }));
  return [{ value: "", label: t("devices.system") }, ...named];
}

/** The level of the microphone, drawn without drawing the component again. Nothing of it is sent. */
function Meter({ engine, on }: { readonly engine: BorrowedEngine["engine"]; readonly on: boolean }) {
  const bar = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const draw = (level: number): void => bar.current?.style.setProperty("--meter", meterOf(level).toFixed(3));
    draw(127);
    return engine.microphone.onLevel(draw);
  }, [engine, on]);
  return (
    <span class="meter" role="img" aria-label={t("devices.level")}>
      <span ref={bar} class="meter-bar" />
    </span>
  );
}

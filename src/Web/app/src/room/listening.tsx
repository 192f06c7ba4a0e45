import type { LatencyMode } from "@audiorooms/client";
import { t } from "../i18n";
import { formatDelay } from "../i18n/format";
import { attempt } from "../state/action";
import type { LiveRoom } from "../state/room";
import { captionsShown, pushToTalk } from "../state/taste";
import { Select, Switch } from "../ui/field";

/** How one hears the room: its delay, its bandwidth, captions. The page says what the server made of the wish. */
export function ListeningChoices({ current }: { readonly current: LiveRoom }) {
  const delivery = current.delivery.value;
  const modes: readonly { readonly value: LatencyMode; readonly label: string }[] = [
    { value: "audience", label: t("latency.audience") },
    { value: "economy", label: t("latency.economy") },
    { value: "broadcast", label: t("latency.broadcast") },
  ];
  return (
    <div class="stack">
      <Select
        label={t("latency.label")}
        hint={
          delivery.served !== delivery.wanted && delivery.served === "broadcast"
            ? t("latency.full")
            : t("honest.delay", { seconds: formatDelay(delivery.delayMs) })
        }
        value={delivery.wanted === "interactive" ? "audience" : delivery.wanted}
        onChoose={(mode) => void attempt(current.room.setLatency(mode))}
        choices={modes}
      />
      <Switch
        label={t("sound.saveData")}
        hint={delivery.wantedSound === "mix" && delivery.sound !== "mix" ? t("sound.noMix") : t("sound.saveDataHint")}
        on={delivery.wantedSound === "mix"}
        onChange={(on) => void attempt(current.room.setSoundChoice(on ? "mix" : "forwarded"))}
      />
      <Switch label={t("captions.label")} on={captionsShown.value} onChange={(on) => (captionsShown.value = on)} />
      <Switch
        label={t("sound.pushToTalk")}
        hint={t("sound.pushToTalkHint")}
        on={pushToTalk.value}
        onChange={(on) => (pushToTalk.value = on)}
      />
    </div>
  );
}

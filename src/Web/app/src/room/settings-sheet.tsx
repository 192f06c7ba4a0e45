import { AttendancePrivacy, HandOrder, HandPolicy, mayHost, mayModerate, RoomKind, type RoomState } from "@audiorooms/client";
import { MicOff, Power } from "lucide-preact";
import { useState } from "preact/hooks";
import { t } from "../i18n";
import { formatDateTime, formatLanguage } from "../i18n/format";
import { linkHost, nameOf, plainLine } from "../model/plain-text";
import { Honest } from "../ui/honest";
import { ReportLink } from "../person/report-sheet";
import { attempt, useAction } from "../state/action";
import type { LiveRoom } from "../state/room";
import { Button } from "../ui/button";
import { confirm } from "../ui/confirm";
import { Select, Switch, TextField } from "../ui/field";
import { Section } from "../ui/screen";
import { Sheet } from "../ui/sheet";
import { TopicPicker } from "../ui/topic-picker";
import { RoomLinks } from "./links";
import { ListeningChoices } from "./listening";

/** One place for everything about the room: what everybody may know and choose, and what its hosts may change. */
export function SettingsSheet({
  current,
  state,
  onClose,
}: {
  readonly current: LiveRoom;
  readonly state: RoomState;
  readonly onClose: () => void;
}) {
  const moderates = mayModerate(state);
  return (
    <Sheet title={moderates ? t("room.settings") : t("room.about")} onClose={onClose} wide={moderates}>
      <div class="stack">
        {moderates && <HostSettings current={current} state={state} onClose={onClose} />}
        <Section title={t("room.listening")}>
          <ListeningChoices current={current} />
        </Section>
        <Section title={t("room.facts")}>
          <dl class="facts">
            <dt>{t("door.hostedBy")}</dt>
            <dd class="words">{nameOf(state.owner)}</dd>
            <dt>{t("field.language")}</dt>
            <dd>{formatLanguage(state.language)}</dd>
            <dt>{t("room.openedAt")}</dt>
            <dd>{formatDateTime(state.createdAtMs)}</dd>
            <dt>{t("room.voices")}</dt>
            <dd class="numbers">{state.activeSpeakers}</dd>
          </dl>
          <Honest />
          <ReportLink about={{ case: "room", roomId: state.roomId }} />
        </Section>
      </div>
    </Sheet>
  );
}

function HostSettings({
  current,
  state,
  onClose,
}: {
  readonly current: LiveRoom;
  readonly state: RoomState;
  readonly onClose: () => void;
}) {
  const { room } = current;
  const { settings } = state;
  return (
    <>
      <Rename current={current} state={state} />
      <Section title={t("room.handsTitle")}>
        <Select
          label={t("host.hands")}
          value={settings.handPolicy}
          onChoose={(handPolicy) => void attempt(room.changeSettings({ handPolicy }))}
          choices={[
            { value: HandPolicy.EVERYONE, label: t("hands.everyone") },
            { value: HandPolicy.FOLLOWED, label: t("hands.followed") },
            { value: HandPolicy.OFF, label: t("hands.off") },
          ]}
        />
        <Select
          label={t("room.handOrder")}
          value={settings.handOrder}
          onChoose={(handOrder) => void attempt(room.changeSettings({ handOrder }))}
          choices={[
            { value: HandOrder.FIRST_COME, label: t("order.firstCome") },
            { value: HandOrder.QUIET_FIRST, label: t("order.quietFirst") },
            { value: HandOrder.FIRST_TIMERS_FIRST, label: t("order.firstTimers") },
          ]}
        />
      </Section>
      <Section title={t("room.doorTitle")}>
        <Switch
          label={t("room.lock")}
          hint={t("room.lockHint")}
          on={state.locked}
          onChange={(locked) => void attempt(room.setLocked(locked))}
        />
        <Select
          label={t("host.kind")}
          hint={t("room.kindHint")}
          value={settings.kind}
          onChoose={(kind) => void attempt(room.changeSettings({ kind }))}
          choices={kindChoices(settings.kind)}
          disabled={settings.kind === RoomKind.OPEN}
        />
        <Select
          label={t("room.attendance")}
          value={settings.attendance}
          onChoose={(attendance) => void attempt(room.changeSettings({ attendance }))}
          choices={[
            { value: AttendancePrivacy.NAMES, label: t("attendance.names") },
            { value: AttendancePrivacy.HOSTS_ONLY, label: t("attendance.hosts") },
            { value: AttendancePrivacy.COUNTS_ONLY, label: t("attendance.counts") },
          ]}
        />
        <RoomLinks roomId={state.roomId} />
      </Section>
      <PinnedLink current={current} state={state} />
      <Section title={t("room.order")}>
        <div class="row">
          <Button icon={MicOff} onClick={() => void attempt(room.muteAll(), t("room.mutedAll"))}>
            {t("room.muteAll")}
          </Button>
          {mayHost(state) && (
            <Button kind="danger" icon={Power} onClick={() => void end(current, onClose)}>
              {t("room.end")}
            </Button>
          )}
        </div>
      </Section>
    </>
  );
}

/** A live room may be widened, never narrowed: only wider kinds are offered. */
function kindChoices(kind: RoomKind) {
  return [
    { value: RoomKind.CLOSED, label: t("kind.closed") },
    { value: RoomKind.SOCIAL, label: t("kind.social") },
    { value: RoomKind.OPEN, label: t("kind.open") },
  ].filter((choice) => choice.value <= kind);
}

async function end(current: LiveRoom, onClose: () => void): Promise<void> {
  const yes = await confirm({ title: t("room.endTitle"), text: t("room.endText"), yes: t("room.end") });
  if (yes && (await attempt(current.room.endRoom()))) onClose();
}

function Rename({ current, state }: { readonly current: LiveRoom; readonly state: RoomState }) {
  const [title, setTitle] = useState(state.title);
  const [topics, setTopics] = useState<readonly string[]>(state.topics);
  const save = useAction(() => current.room.rename(title.trim(), topics), { done: "saved" });
  const changed = title.trim() !== state.title || topics.join() !== state.topics.join();
  return (
    <Section title={t("room.nameTitle")}>
      <TextField label={t("host.what")} value={title} onText={setTitle} maxLength={120} required />
      <TopicPicker label={t("host.topics")} chosen={topics} max={3} onChange={setTopics} />
      {changed && (
        <div class="row">
          <Button kind="primary" busy={save.busy.value} disabled={title.trim() === ""} onClick={() => void save.run()}>
            {t("action.save")}
          </Button>
        </div>
      )}
    </Section>
  );
}

function PinnedLink({ current, state }: { readonly current: LiveRoom; readonly state: RoomState }) {
  const [url, setUrl] = useState(state.pinnedLink);
  const pin = useAction((address: string) => current.room.pinLink(address), { done: "saved" });
  const text = url.trim();
  const valid = text === "" || linkHost(text) !== null;
  return (
    <Section title={t("room.pinTitle")}>
      <TextField
        label={t("room.pin")}
        hint={t("room.pinHint")}
        value={url}
        onText={setUrl}
        maxLength={500}
        type="url"
        inputMode="url"
        placeholder="https://"
        error={valid ? null : t("refusal.link_invalid")}
      />
      <div class="row">
        {text !== state.pinnedLink && text !== "" && (
          <Button kind="primary" busy={pin.busy.value} disabled={!valid} onClick={() => void pin.run(text)}>
            {t("room.pinIt")}
          </Button>
        )}
        {state.pinnedLink !== "" && (
          <Button
            onClick={() => {
              setUrl("");
              void pin.run("");
            }}
          >
            {t("room.unpin")} <span class="unseen">{plainLine(state.pinnedLink)}</span>
          </Button>
        )}
      </div>
    </Section>
  );
}

import { NotificationKind, type NotificationSettings, type NotificationSource } from "@audiorooms/client";
import { BellOff } from "lucide-preact";
import { useEffect, useState } from "preact/hooks";
import { type Key, t } from "../i18n";
import { formatDateTime, viewerZone } from "../i18n/format";
import { clockOf, minuteOf } from "../model/quiet-hours";
import { client } from "../services/client";
import { type PushState, pushState, pushWords, switchPushOff, switchPushOn } from "../services/push";
import { attempt, useAction } from "../state/action";
import { useResource } from "../state/resource";
import { Button } from "../ui/button";
import { Switch, TextField } from "../ui/field";
import { Section } from "../ui/screen";
import { Async } from "../ui/states";

/** What one wants to be told, when, and on which device. */
export function NotificationsSettings() {
  const settings = useResource("notification-settings", () => client().calls.notifications.getNotificationSettings({}));
  return (
    <>
      <Push />
      <Async of={settings}>
        {(value) => (
          <>
            <Section title={t("notify.pause")}>
              <Pause settings={value} onChange={settings.set} />
            </Section>
            <Section title={t("notify.quiet")}>
              <Quiet settings={value} onChange={settings.set} />
            </Section>
            <Section title={t("notify.kinds")}>
              <Kinds settings={value} onChange={settings.set} />
            </Section>
          </>
        )}
      </Async>
    </>
  );
}

interface Part {
  readonly settings: NotificationSettings;
  readonly onChange: (settings: NotificationSettings) => void;
}

function Push() {
  const [state, setState] = useState<PushState | null>(null);
  const flip = useAction(async (on: boolean) => setState(await (on ? switchPushOn() : switchPushOff())));
  useEffect(() => {
    void pushState().then(setState, () => setState("unavailable"));
  }, []);
  return (
    <div class="panel">
      <Switch
        label={t("push.label")}
        hint={state === null ? undefined : pushWords(state)}
        on={state === "on"}
        disabled={state !== "on" && state !== "off"}
        onChange={(on) => void flip.run(on)}
      />
    </div>
  );
}

const hour = 3_600_000;

function Pause({ settings, onChange }: Part) {
  const until = Number(settings.pausedUntilUnixMs);
  const paused = until > Date.now();
  const pause = (lengthMs: number): void => {
    const pausedUntilUnixMs = lengthMs === 0 ? 0n : BigInt(Date.now() + lengthMs);
    void attempt(client().calls.notifications.updateNotificationSettings({ pausedUntilUnixMs }).then(onChange));
  };
  return (
    <div class="panel stack">
      {paused && (
        <p class="notice notice-plain" role="status">
          <BellOff size={18} aria-hidden="true" />{" "}
          <span class="grow">{t("notify.pausedUntil", { when: formatDateTime(until) })}</span>{" "}
          <Button size="s" onClick={() => pause(0)}>
            {t("notify.resume")}
          </Button>
        </p>
      )}
      <div class="row">
        <Button size="s" onClick={() => pause(hour)}>
          {t("notify.hour")}
        </Button>
        <Button size="s" onClick={() => pause(8 * hour)}>
          {t("notify.hours")}
        </Button>
        <Button size="s" onClick={() => pause(7 * 24 * hour)}>
          {t("notify.week")}
        </Button>
      </div>
    </div>
  );
}

function Quiet({ settings, onChange }: Part) {
  const hours = settings.quietHours;
  const [from, setFrom] = useState(clockOf(hours?.fromMinute ?? 22 * 60));
  const [to, setTo] = useState(clockOf(hours?.toMinute ?? 8 * 60));
  const save = useAction(
    async (on: boolean) => {
      const { notifications } = client().calls;
      const fromMinute = minuteOf(from) ?? 0;
      const toMinute = minuteOf(to) ?? 0;
      onChange(
        await notifications.updateNotificationSettings(
          on ? { quietHours: { fromMinute, toMinute, timeZone: viewerZone() } } : { noQuietHours: true },
        ),
      );
    },
    { done: "saved" },
  );
  const changed = hours !== undefined && (clockOf(hours.fromMinute) !== from || clockOf(hours.toMinute) !== to);
  return (
    <div class="panel stack">
      <Switch
        label={t("notify.quietOn")}
        hint={t("notify.quietHint", { zone: (hours?.timeZone ?? viewerZone()).replace(/_/g, " ") })}
        on={hours !== undefined}
        onChange={(on) => void save.run(on)}
      />
      <div class="form-pair">
        <TextField label={t("notify.from")} type="time" value={from} onText={setFrom} />
        <TextField label={t("notify.to")} type="time" value={to} onText={setTo} />
      </div>
      {changed && (
        <div class="row">
          <Button
            kind="primary"
            busy={save.busy.value}
            disabled={from === to || minuteOf(from) === null || minuteOf(to) === null}
            onClick={() => void save.run(true)}
          >
            {t("action.save")}
          </Button>
        </div>
      )}
    </div>
  );
}

const kinds: readonly { readonly kind: NotificationKind; readonly label: Key }[] = [
  { kind: NotificationKind.ROOM_STARTED, label: "kindOf.roomStarted" },
  { kind: NotificationKind.SPOKE_ON_STAGE, label: "kindOf.spoke" },
  { kind: NotificationKind.STAGE_INVITED, label: "kindOf.stageInvited" },
  { kind: NotificationKind.ROOM_PING, label: "kindOf.ping" },
  { kind: NotificationKind.CLUB_ROOM_STARTED, label: "kindOf.clubRoom" },
  { kind: NotificationKind.CLUB_INVITED, label: "kindOf.clubInvited" },
  { kind: NotificationKind.CLUB_MEMBER_JOINED, label: "kindOf.clubMember" },
  { kind: NotificationKind.CLUB_APPLIED, label: "kindOf.clubApplied" },
  { kind: NotificationKind.EVENT_SCHEDULED, label: "kindOf.eventScheduled" },
  { kind: NotificationKind.EVENT_MOVED, label: "kindOf.eventMoved" },
  { kind: NotificationKind.EVENT_REMINDER, label: "kindOf.eventReminder" },
  { kind: NotificationKind.FOLLOWED, label: "kindOf.followed" },
  { kind: NotificationKind.FOLLOWED_BACK, label: "kindOf.followedBack" },
];

function Kinds({ settings, onChange }: Part) {
  const muted = new Set(settings.muted.flatMap(({ source }) => (source.case === "kind" ? [source.value] : [])));
  const others = settings.muted.filter(({ source }) => source.case !== "kind");
  const { notifications } = client().calls;
  const flip = (kind: NotificationKind, on: boolean): void => {
    const source = { source: { case: "kind" as const, value: kind } };
    void attempt((on ? notifications.unmuteSource({ source }) : notifications.muteSource({ source })).then(onChange));
  };
  return (
    <div class="panel stack">
      {kinds.map(({ kind, label }) => (
        <Switch key={kind} label={(t as (key: Key) => string)(label)} on={!muted.has(kind)} onChange={(on) => flip(kind, on)} />
      ))}
      {others.length > 0 && (
        <p class="row small soft">
          <span class="grow">{t("notify.mutedSources", { count: others.length })}</span>
          <Button size="s" onClick={() => void unmuteAll(others, onChange)}>
            {t("notify.unmuteAll")}
          </Button>
        </p>
      )}
    </div>
  );
}

async function unmuteAll(
  sources: readonly NotificationSource[],
  onChange: (settings: NotificationSettings) => void,
): Promise<void> {
  for (const source of sources) {
    if (!(await attempt(client().calls.notifications.unmuteSource({ source }).then(onChange)))) return;
  }
}

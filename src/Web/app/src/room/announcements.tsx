import { type RoomState, ownRole } from "@audiorooms/client";
import { CircleHelp, EarOff, HandHelping, Hourglass, MicOff, RotateCw, Volume2, VolumeX } from "lucide-preact";
import { t } from "../i18n";
import { formatElapsed } from "../i18n/format";
import { Link } from "../router/router";
import { paths } from "../router/routes";
import { attempt } from "../state/action";
import { useClock } from "../state/clock";
import type { LiveRoom } from "../state/room";
import { Button } from "../ui/button";

/** What is in the way at this moment, and what to do about it: each thing one line. */
export function Announcements({ current, state }: { readonly current: LiveRoom; readonly state: RoomState }) {
  const { kind } = current.connection.value;
  const sound = current.sound.value;
  const problem = current.voice.value.problem;
  return (
    <div class="announcements">
      {state.invitedToStage && ownRole(state) === "listener" && <Invitation current={current} />}
      {(kind === "waiting" || kind === "connecting") && <Reconnecting current={current} />}
      {sound === "blocked" && (
        <button type="button" class="notice notice-action" onClick={() => void current.room.startSound()}>
          <Volume2 size={20} aria-hidden="true" /> <span class="strong">{t("sound.tapToHear")}</span>
        </button>
      )}
      {sound === "interrupted" && (
        <p class="notice notice-warn">
          <VolumeX size={18} aria-hidden="true" /> <span>{t("sound.interrupted")}</span>
        </p>
      )}
      {sound === "failed" && (
        <p class="notice notice-bad">
          <VolumeX size={18} aria-hidden="true" />{" "}
          <span>
            {t("sound.failed")} <Link href={paths.hearing}>{t("nav.hearing")}</Link>
          </span>
        </p>
      )}
      {current.deafened.value && (
        <p class="notice notice-plain">
          <EarOff size={18} aria-hidden="true" /> <span class="grow">{t("sound.deafened")}</span>
          <Button size="s" onClick={() => current.room.setDeafened(false)}>
            {t("sound.undeafen")}
          </Button>
        </p>
      )}
      {current.unheard.value && (
        <p class="notice notice-bad">
          <MicOff size={18} aria-hidden="true" /> <span>{t("room.unheard")}</span>
        </p>
      )}
      {current.hearsNothing.value && (
        <p class="notice notice-bad">
          <CircleHelp size={18} aria-hidden="true" />{" "}
          <span>
            {t("room.hearsNothing")} <Link href={paths.hearing}>{t("nav.hearing")}</Link>
          </span>
        </p>
      )}
      {problem !== null && (
        <p class="notice notice-bad">
          <MicOff size={18} aria-hidden="true" /> <span>{(t as (key: `mic.${typeof problem}`) => string)(`mic.${problem}`)}</span>
        </p>
      )}
      {state.closesAtMs !== null && <ClosingSoon current={current} closesAtMs={state.closesAtMs} />}
    </div>
  );
}

function Invitation({ current }: { readonly current: LiveRoom }) {
  return (
    <section class="notice notice-invite" aria-label={t("invite.stageTitle")}>
      <HandHelping size={22} aria-hidden="true" />
      <div class="grow">
        <p class="strong">{t("invite.stageTitle")}</p>
        <p class="small">{t("invite.stageText")}</p>
      </div>
      <div class="row">
        <Button kind="plain" size="s" onClick={() => void attempt(current.room.declineInvitation())}>
          {t("invite.notNow")}
        </Button>
        <Button kind="primary" size="s" onClick={() => void attempt(current.room.takeStage({ muted: true }))}>
          {t("invite.accept")}
        </Button>
      </div>
    </section>
  );
}

function Reconnecting({ current }: { readonly current: LiveRoom }) {
  useClock();
  const connection = current.connection.value;
  const left = connection.kind === "waiting" ? Math.max(0, connection.retryAtMs - performance.now()) : 0;
  return (
    <p class="notice notice-warn" role="status">
      <RotateCw size={18} class="turning" aria-hidden="true" />
      <span>{left > 1500 ? t("room.reconnectingIn", { count: Math.ceil(left / 1000) }) : t("room.reconnecting")}</span>
    </p>
  );
}

function ClosingSoon({ current, closesAtMs }: { readonly current: LiveRoom; readonly closesAtMs: number }) {
  useClock();
  return (
    <p class="notice notice-warn">
      <Hourglass size={18} aria-hidden="true" />
      <span>
        {t("room.closingSoon")}{" "}
        <span class="numbers" aria-hidden="true">
          {formatElapsed(closesAtMs - current.room.serverNow())}
        </span>
      </span>
    </p>
  );
}

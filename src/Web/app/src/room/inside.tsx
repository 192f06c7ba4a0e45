import { mayModerate, type RoomState } from "@audiorooms/client";
import { ChevronDown, ExternalLink, Lock, Settings2, Share2 } from "lucide-preact";
import { useEffect } from "preact/hooks";
import { t } from "../i18n";
import { formatDelay, formatElapsed } from "../i18n/format";
import { hueOf } from "../model/hue";
import { linkHost, plainLine } from "../model/plain-text";
import { go, Link } from "../router/router";
import { paths } from "../router/routes";
import { useClock } from "../state/clock";
import type { LiveRoom } from "../state/room";
import { captionsShown } from "../state/taste";
import { IconButton } from "../ui/button";
import { share } from "../ui/copy";
import { useFocusedTitle, useTitle } from "../ui/screen";
import { Skeleton } from "../ui/states";
import { Topics } from "../ui/topic-picker";
import { AudienceArea } from "./audience-area";
import { RoomBar } from "./bar";
import { Captions } from "./captions";
import { HandQueue } from "./hand-queue";
import { HandSheet } from "./hand-sheet";
import { InviteSheet } from "./invite-sheet";
import { Announcements } from "./announcements";
import { SettingsSheet } from "./settings-sheet";
import { closeRoomSheets, inviteOpen, settingsOpen } from "./sheets";
import { Stage } from "./stage";
import { CrowdRising } from "./rising-layer";
import { keepAwake } from "./wake-lock";

/** The room while one is in it. */
export function RoomInside({ current }: { readonly current: LiveRoom }) {
  const state = current.state.value;
  useTitle(state ? plainLine(state.title) : t("room.joining"));
  useEffect(keepAwake, []);
  // The door, which was on the same address, may have been scrolled.
  useEffect(() => window.scrollTo(0, 0), []);
  useEffect(() => closeRoomSheets, []);

  if (!state) return <Entering />;
  const moderates = mayModerate(state);
  return (
    <div class={`room${moderates ? " room-hosts" : ""}`} style={{ "--hue": hueOf(state.topics, state.title) }}>
      <Header current={current} state={state} moderates={moderates} />
      <div class="room-body">
        <div class="room-people">
          <Announcements current={current} state={state} />
          <Stage state={state} />
          {captionsShown.value && <Captions />}
          <AudienceArea current={current} state={state} />
        </div>
        {moderates && <HandQueue current={current} state={state} />}
      </div>
      <CrowdRising />
      <RoomBar current={current} state={state} />
      <HandSheet current={current} state={state} />
      {settingsOpen.value && <SettingsSheet current={current} state={state} onClose={() => (settingsOpen.value = false)} />}
      {inviteOpen.value && <InviteSheet state={state} onClose={() => (inviteOpen.value = false)} />}
    </div>
  );
}

function Entering() {
  return (
    <div class="room">
      <header class="room-header">
        <div class="room-header-top">
          <IconButton icon={ChevronDown} label={t("room.minimise")} onClick={() => go(paths.hallway)} />
        </div>
        <h1 tabIndex={-1}>{t("room.joining")}</h1>
      </header>
      <Skeleton kind="cards" rows={6} />
    </div>
  );
}

function Header({
  current,
  state,
  moderates,
}: {
  readonly current: LiveRoom;
  readonly state: RoomState;
  readonly moderates: boolean;
}) {
  const title = plainLine(state.title);
  const host = state.pinnedLink === "" ? null : linkHost(state.pinnedLink);
  const heading = useFocusedTitle();
  return (
    <header class="room-header">
      <div class="room-header-top">
        <IconButton icon={ChevronDown} label={t("room.minimise")} onClick={() => go(paths.hallway)} />
        <span class="grow one-line">
          {state.clubName !== "" && (
            <Link href={paths.club(state.clubId)} class="club-line words">
              {plainLine(state.clubName)}
            </Link>
          )}
        </span>
        <IconButton icon={Share2} label={t("action.share")} onClick={() => void share(title, paths.room(state.roomId))} />
        <IconButton
          icon={Settings2}
          label={moderates ? t("room.settings") : t("room.about")}
          onClick={() => (settingsOpen.value = true)}
        />
      </div>
      <h1 ref={heading} class="words" tabIndex={-1}>
        {title}
      </h1>
      <div class="row room-facts">
        <Topics ids={state.topics} />
        <RoomClock startedAtMs={state.createdAtMs} />
        {state.locked && (
          <span class="chip chip-plain">
            <Lock size={14} aria-hidden="true" /> {t("room.locked")}
          </span>
        )}
      </div>
      {host && (
        <a class="pinned" href={state.pinnedLink} target="_blank" rel="noopener noreferrer nofollow ugc">
          <ExternalLink size={18} aria-hidden="true" />
          <span class="grow one-line words">
            {host}
            <span class="soft">{pathOf(state.pinnedLink)}</span>
          </span>
          <span class="unseen">{t("room.pinnedOpens")}</span>
        </a>
      )}
      <p class="small soft room-honest">
        <span>{t("honest.record")}</span> <Delay current={current} />
      </p>
    </header>
  );
}

/** How long the room has been open; only this line is drawn each second. */
function RoomClock({ startedAtMs }: { readonly startedAtMs: number }) {
  const now = useClock();
  return (
    <span class="chip chip-live numbers">
      <span class="live-dot" aria-hidden="true" /> {t("card.live")}{" "}
      <span aria-hidden="true">{formatElapsed(now - startedAtMs)}</span>
    </span>
  );
}

function Delay({ current }: { readonly current: LiveRoom }) {
  const { delayMs } = current.delivery.value;
  return delayMs > 0 ? <span>{t("honest.delay", { seconds: formatDelay(delayMs) })}</span> : null;
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname === "/" && search === "" ? "" : plainLine(pathname + search);
}

import { LogOut, Mic, MicOff, Volume2, VolumeX } from "lucide-preact";
import { ownRole, type RoomState } from "@audiorooms/client";
import { t } from "../i18n";
import { hueOf } from "../model/hue";
import { nameOf, plainLine } from "../model/plain-text";
import { Link, route } from "../router/router";
import { paths } from "../router/routes";
import { type LiveRoom, live } from "../state/room";
import { IconButton } from "../ui/button";
import { FacePile } from "../ui/face";
import { leaveQuietly, toggleMicrophone } from "./commands";

/** The room that is on while another screen is shown: its name, who speaks, the microphone, the way out. */
export function MiniPlayer() {
  const current = live.value;
  const place = route.value;
  if (!current || current.connection.value.kind === "closed") return null;
  if (place.screen === "room" && place.roomId === current.room.roomId) return null;
  const state = current.state.value;
  return (
    <aside class="mini" aria-label={t("mini.label")} style={{ "--hue": state ? hueOf(state.topics, state.title) : 28 }}>
      <Link href={paths.room(current.room.roomId)} class="mini-room">
        {state && <FacePile people={state.stage.slice(0, 3)} size={34} />}
        <span class="mini-words">
          <span class="one-line words strong">{state ? plainLine(state.title) : t("room.joining")}</span>
          <span class="one-line small soft">{statusOf(current, state)}</span>
        </span>
      </Link>
      <MiniControls current={current} state={state} />
    </aside>
  );
}

function MiniControls({ current, state }: { readonly current: LiveRoom; readonly state: RoomState | null }) {
  const onStage = state !== null && ownRole(state) !== "listener";
  const open = current.voice.value.openness === "open";
  const deaf = current.deafened.value;
  return (
    <span class="row mini-controls">
      {onStage ? (
        <IconButton
          icon={open ? Mic : MicOff}
          label={open ? t("mic.mute") : t("mic.unmute")}
          onClick={toggleMicrophone}
          class={open ? "is-open" : ""}
        />
      ) : (
        <IconButton
          icon={deaf ? VolumeX : Volume2}
          label={deaf ? t("sound.undeafen") : t("sound.deafen")}
          pressed={deaf}
          onClick={() => current.room.setDeafened(!deaf)}
        />
      )}
      <IconButton icon={LogOut} label={t("room.leaveQuietly")} onClick={() => void leaveQuietly()} />
    </span>
  );
}

function statusOf(current: LiveRoom, state: RoomState | null): string {
  const { kind } = current.connection.value;
  if (kind === "waiting" || kind === "connecting") return t("room.reconnecting");
  if (current.sound.value === "blocked") return t("sound.tapToHear");
  if (current.deafened.value) return t("sound.deafened");
  const speaker = state?.stage.find((person) => person.userId === state.dominantUserId);
  if (speaker) return t("mini.speaks", { name: nameOf(speaker) });
  return state ? t("room.onStageCount", { count: state.stage.length }) : t("room.joining");
}

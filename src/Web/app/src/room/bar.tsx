import { type OwnHand, ownRole, ownStay, type RoomState } from "@audiorooms/client";
import { ArrowDownToLine, Captions, EarOff, Ear, Hand, LogOut, Mic, MicOff, MicVocal, UserPlus } from "lucide-preact";
import { t, tMaybe } from "../i18n";
import { formatWait } from "../i18n/format";
import { defaultReactions, glyphs } from "../model/reactions";
import { attempt } from "../state/action";
import { useAbout } from "../state/about";
import type { LiveRoom } from "../state/room";
import { captionsShown, pushToTalk } from "../state/taste";
import { isGuest } from "../state/session";
import { returnTo } from "../state/return-to";
import { go } from "../router/router";
import { paths } from "../router/routes";
import { Button, IconButton } from "../ui/button";
import { useFocusIfLost } from "../ui/focus";
import { leaveQuietly, talk, toggleHand, toggleMicrophone } from "./commands";
import { handSheetOpen, inviteOpen } from "./sheets";

/** What the person can do, always in reach of a thumb. */
export function RoomBar({ current, state }: { readonly current: LiveRoom; readonly state: RoomState }) {
  const onStage = ownRole(state) !== "listener";
  const deaf = current.deafened.value;
  const guest = isGuest.value;
  return (
    <div class="room-bar" role="toolbar" aria-label={t("bar.label")}>
      {!guest && <Reactions current={current} />}
      <Button icon={LogOut} kind="soft" class="bar-leave" onClick={() => void leaveQuietly()}>
        {t("room.leaveQuietly")}
      </Button>
      <span class="bar-tools">
        <IconButton
          icon={deaf ? EarOff : Ear}
          label={deaf ? t("sound.undeafen") : t("sound.deafen")}
          pressed={deaf}
          onClick={() => current.room.setDeafened(!deaf)}
          class="bar-deafen"
        />
        <IconButton
          icon={Captions}
          label={t("captions.label")}
          pressed={captionsShown.value}
          onClick={() => (captionsShown.value = !captionsShown.value)}
          class="bar-captions"
        />
        {!guest && <IconButton icon={UserPlus} label={t("ping.title")} onClick={() => (inviteOpen.value = true)} />}
        {guest ? (
          <WayIn roomId={state.roomId} />
        ) : onStage ? (
          <OnStage current={current} state={state} />
        ) : (
          <AskHand state={state} />
        )}
      </span>
    </div>
  );
}

/** A guest listens; for all else there is the way in, which leads back here. */
function WayIn({ roomId }: { readonly roomId: string }) {
  return (
    <Button
      icon={MicVocal}
      kind="primary"
      class="way-in"
      onClick={() => {
        returnTo.keep(paths.room(roomId));
        go(paths.join);
      }}
    >
      {t("guest.speak")}
    </Button>
  );
}

/** Seen at once over one's own face; the hand is not among them. */
function Reactions({ current }: { readonly current: LiveRoom }) {
  return (
    <div class="reactions" role="group" aria-label={t("reactions.label")}>
      {(useAbout()?.reactions ?? defaultReactions).map((name) => (
        <button
          key={name}
          type="button"
          class="reaction"
          aria-label={tMaybe(`reaction.${name}`) ?? name}
          title={tMaybe(`reaction.${name}`) ?? name}
          onClick={() => current.room.react(name)}
        >
          <span aria-hidden="true">{glyphs[name] ?? name}</span>
        </button>
      ))}
    </div>
  );
}

/** Another glyph, another colour and another place than the wave. */
function AskHand({ state }: { readonly state: RoomState }) {
  const hand = state.myHand;
  if (!hand)
    return (
      <Button icon={Hand} kind="soft" class="button-hand" onClick={toggleHand}>
        {t("hand.ask")}
      </Button>
    );
  return <HandUp hand={hand} handCount={state.handCount} />;
}

function HandUp({ hand, handCount }: { readonly hand: OwnHand; readonly handCount: number }) {
  const place = useFocusIfLost<HTMLButtonElement>();
  return (
    <span class="hand-up">
      <button ref={place} type="button" class="hand-place" onClick={() => (handSheetOpen.value = true)} title={t("hand.change")}>
        <Hand size={18} aria-hidden="true" />
        <span>
          <span class="strong numbers">
            {hand.position > 0
              ? t("hand.place", { place: hand.position, count: Math.max(handCount, hand.position) })
              : t("hand.isUp")}
          </span>
          {hand.estimatedWaitMs > 0 && <span class="small hand-wait">{formatWait(hand.estimatedWaitMs)}</span>}
        </span>
      </button>
      <Button size="s" kind="plain" onClick={toggleHand}>
        {t("hand.lower")}
      </Button>
    </span>
  );
}

/** Push to talk by hand: open while the button is held, wherever the finger goes. */
const hold = {
  onPointerDown: (event: PointerEvent): void => {
    if (event.currentTarget instanceof Element) event.currentTarget.setPointerCapture(event.pointerId);
    talk("open");
  },
  onPointerUp: (): void => talk("close"),
  onPointerCancel: (): void => talk("close"),
  onKeyDown: (event: KeyboardEvent): void => {
    if (event.key !== " " && event.key !== "Enter") return;
    event.preventDefault();
    if (!event.repeat) talk("open");
  },
  onKeyUp: (): void => talk("close"),
  onBlur: (): void => talk("close"),
};

function OnStage({ current, state }: { readonly current: LiveRoom; readonly state: RoomState }) {
  const voice = current.voice.value;
  const open = voice.openness === "open";
  const mutedBy = ownStay(state)?.mutedBy ?? "";
  const microphone = useFocusIfLost<HTMLButtonElement>();
  return (
    <>
      <Button icon={ArrowDownToLine} kind="outline" class="bar-step-down" onClick={() => void attempt(current.room.leaveStage())}>
        {t("room.leaveStage")}
      </Button>
      <button
        ref={microphone}
        type="button"
        class={`mic-button${open ? " is-open" : ""}`}
        aria-busy={voice.pending || undefined}
        title={
          mutedBy !== "" && mutedBy !== state.selfId
            ? t("mic.mutedByHost")
            : pushToTalk.value
              ? t("keys.hold")
              : open
                ? t("mic.mute")
                : t("mic.unmute")
        }
        {...(pushToTalk.value ? hold : { onClick: toggleMicrophone })}
      >
        {open ? <Mic size={24} aria-hidden="true" /> : <MicOff size={24} aria-hidden="true" />}
        <span class="mic-words">{open ? t("mic.on") : t("mic.off")}</span>
      </button>
    </>
  );
}

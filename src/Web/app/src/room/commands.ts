import { ownRole } from "@audiorooms/client";
import { t } from "../i18n";
import { handDoor } from "../model/room-view";
import { go, route } from "../router/router";
import { paths } from "../router/routes";
import { attempt } from "../state/action";
import { live } from "../state/room";
import { isGuest } from "../state/session";
import { toast } from "../state/voice-over";
import { handSheetOpen } from "./sheets";

/** Leaves without a word to anybody, and shows the hallway if the room was on the page. */
export async function leaveQuietly(): Promise<void> {
  const current = live.peek();
  if (!current) return;
  const shown = route.peek();
  const leaving = current.room.leave();
  if (shown.screen === "room" && shown.roomId === current.room.roomId) go(paths.hallway);
  await leaving;
}

/** Raises the hand, or takes it down; where none can be raised says why. */
export function toggleHand(): void {
  const current = live.peek();
  const state = current?.state.peek();
  if (!current || !state || isGuest.peek()) return;
  switch (handDoor(state)) {
    case "up":
      void attempt(current.room.lowerHand());
      return;
    case "open":
    case "followedOnly":
      handSheetOpen.value = true;
      return;
    case "off":
      toast(t("hand.off"));
      return;
    case "onStage":
      return;
  }
}

/** Opens, closes or turns over the own microphone: for keys and for push to talk. Off the stage it does nothing. */
export function talk(how: "open" | "close" | "toggle"): void {
  const current = live.peek();
  const state = current?.state.peek();
  if (!current || !state || ownRole(state) === "listener") return;
  const open = current.voice.peek().openness === "open";
  void attempt(current.room.setMuted(how === "toggle" ? open : how === "close"));
}

export const toggleMicrophone = (): void => talk("toggle");

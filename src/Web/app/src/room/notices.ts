import { type RoomNotice, type RoomState, mayModerate } from "@audiorooms/client";
import { t } from "../i18n";
import { nameOf } from "../model/plain-text";
import { handSound } from "../state/taste";
import { announce, toast } from "../state/voice-over";
import { chime } from "./chime";

/** Puts what happens in the room into words: aloud for everybody by the live region, on the page where it concerns the person. */
export function heardNotice(notice: RoomNotice, state: RoomState | null): void {
  switch (notice.kind) {
    case "mutedByHost":
      toast(t("notice.muted", { name: nameIn(state, notice.byUserId) }));
      return;
    case "movedDown":
      toast(t("notice.movedDown", { name: nameIn(state, notice.byUserId) }));
      return;
    case "handLowered":
      toast(t("notice.handLowered"));
      return;
    case "invited":
      announce(t("notice.invited", { name: nameIn(state, notice.byUserId) }));
      return;
    case "invitationWithdrawn":
      toast(t("notice.invitationWithdrawn"));
      return;
    case "handRaised":
      if (!state || !mayModerate(state)) return;
      if (handSound.peek()) chime();
      announce(t("notice.handRaised", { name: nameOf(notice.person) }));
      return;
    case "cameOnStage":
      announce(t("notice.onStage", { name: nameOf(notice.person) }));
      return;
    case "leftStage":
      announce(t("notice.leftStage", { name: nameOf(notice.person) }));
      return;
    case "hostChanged":
      if (notice.userId === state?.selfId) toast(t("notice.youHost"), "good");
      else announce(t("notice.hostChanged", { name: nameIn(state, notice.userId) }));
      return;
    case "roleChanged":
      if (notice.userId === state?.selfId && notice.role === "coHost") toast(t("notice.youCoHost"), "good");
      return;
    case "closingAnnounced":
      announce(t("room.closingSoon"));
      return;
    case "nobodyHearsYou":
      announce(notice.since ? t("room.unheard") : t("room.heardAgain"));
      return;
    case "youHearNothing":
      if (notice.since) announce(t("room.hearsNothing"));
      return;
    case "resumed":
      announce(t("notice.resumed"));
      return;
    case "refused":
      return;
  }
}

function nameIn(state: RoomState | null, userId: string): string {
  const person = state?.stage.find((one) => one.userId === userId) ?? (state?.owner.userId === userId ? state.owner : undefined);
  return person ? nameOf(person) : t("person.host");
}

import { HostChangeReason } from "../gen/audiorooms/v1/rooms_pb.js";
import type { RoomEvent } from "../gen/audiorooms/v1/rooms_pb.js";
import { nameOf } from "./reducer.js";
import type { RoomNotice } from "./roomApi.js";
import type { PersonName, RoomState } from "./roomState.js";

/** What an event is worth saying to the person, who saw `before`. An event that was known already is not news. */
export function noticesOf(before: RoomState, event: RoomEvent): readonly RoomNotice[] {
  return event.version <= before.version ? [] : newsOf(before, event);
}

function newsOf(before: RoomState, { body }: RoomEvent): readonly RoomNotice[] {
  const isSelf = (userId: string): boolean => userId === before.selfId;
  switch (body.case) {
    case "stageTaken": {
      const person = nameOf(body.value.member?.person);
      return isSelf(person.userId) ? [] : [{ kind: "cameOnStage", person }];
    }
    case "stageLeft": {
      const { userId, byUserId } = body.value;
      if (isSelf(userId)) {
        return byUserId === "" ? [] : [{ kind: "movedDown", byUserId }];
      }

      const person = onStage(before, userId);
      return person ? [{ kind: "leftStage", person }] : [];
    }
    case "muteChanged": {
      const { userId, muted, byUserId } = body.value;
      return isSelf(userId) && muted && byUserId !== "" ? [{ kind: "mutedByHost", byUserId }] : [];
    }
    case "handRaised": {
      const person = nameOf(body.value.person);
      const isNew = !before.hands.some((hand) => hand.userId === person.userId);
      return isSelf(person.userId) || !isNew ? [] : [{ kind: "handRaised", person, question: body.value.question }];
    }
    case "handLowered": {
      const { userId, byUserId } = body.value;
      return isSelf(userId) && byUserId !== "" ? [{ kind: "handLowered", byUserId }] : [];
    }
    case "stageInvited":
      return isSelf(body.value.userId) ? [{ kind: "invited", byUserId: body.value.byUserId }] : [];
    case "stageInvitationEnded": {
      const { userId, withdrawnByUserId } = body.value;
      return isSelf(userId) && withdrawnByUserId !== "" ? [{ kind: "invitationWithdrawn", byUserId: withdrawnByUserId }] : [];
    }
    case "hostChanged":
      return [{ kind: "hostChanged", userId: body.value.userId, reason: reasons[body.value.reason] ?? "unknown" }];
    case "coHostAppointed":
      return [{ kind: "roleChanged", userId: body.value.userId, role: "coHost" }];
    case "coHostDismissed":
      return [
        { kind: "roleChanged", userId: body.value.userId, role: onStage(before, body.value.userId) ? "speaker" : "listener" },
      ];
    case "closingAnnounced":
      return [{ kind: "closingAnnounced", closesAtMs: Number(body.value.closesAtUnixMs) }];
    default:
      return [];
  }
}

type HostChange = (RoomNotice & { kind: "hostChanged" })["reason"];

const reasons: Readonly<Partial<Record<HostChangeReason, HostChange>>> = {
  [HostChangeReason.HANDED_OVER]: "handedOver",
  [HostChangeReason.ABSENT]: "absent",
  [HostChangeReason.OWNER_RETURNED]: "ownerReturned",
};

function onStage(state: RoomState, id: string): PersonName | undefined {
  const person = state.stage.find((one) => one.userId === id);
  return person && { userId: person.userId, handle: person.handle, displayName: person.displayName };
}

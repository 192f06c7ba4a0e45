import { HandPolicy, mayHost, mayModerate, ownRole, type OwnRole, type RoomState, type StagePerson } from "@audiorooms/client";

/** Host first, then co-hosts, then speakers, each in the order in which they came. */
export function stageInOrder(stage: readonly StagePerson[]): readonly StagePerson[] {
  const rank = { host: 0, coHost: 1, speaker: 2 } as const;
  return [...stage].sort((left, right) => rank[left.role] - rank[right.role]);
}

/** Whether a hand can be raised, or why it cannot. */
export type HandDoor = "open" | "up" | "off" | "followedOnly" | "onStage";

export function handDoor(state: RoomState): HandDoor {
  if (ownRole(state) !== "listener") return "onStage";
  if (state.myHand) return "up";
  if (state.settings.handPolicy === HandPolicy.OFF) return "off";
  return state.settings.handPolicy === HandPolicy.FOLLOWED ? "followedOnly" : "open";
}

/** What the viewer may do about somebody in the room; the server decides, this only leaves out what would be refused. */
export interface Powers {
  readonly invite: boolean;
  readonly withdraw: boolean;
  readonly moveDown: boolean;
  readonly mute: boolean;
  readonly lowerHand: boolean;
  readonly remove: boolean;
  readonly ban: boolean;
  readonly appoint: boolean;
  readonly dismiss: boolean;
  readonly handOver: boolean;
}

const rankOf = (state: RoomState, userId: string): number => {
  if (userId === state.owner.userId || userId === state.hostUserId) return 3;
  return state.coHostUserIds.includes(userId) ? 2 : 1;
};

export function powersOver(state: RoomState, userId: string): Powers {
  const moderates = mayModerate(state) && userId !== state.selfId;
  const outranks = moderates && rankOf(state, state.selfId) > rankOf(state, userId);
  const hosts = mayHost(state) && userId !== state.selfId;
  const stay = state.stage.find((person) => person.userId === userId);
  const coHost = state.coHostUserIds.includes(userId);
  const invited = state.invitedUserIds.includes(userId);
  return {
    invite: moderates && !stay && !invited,
    withdraw: moderates && !stay && invited,
    moveDown: outranks && stay !== undefined,
    mute: outranks && stay !== undefined && !stay.muted,
    lowerHand: moderates && state.hands.some((hand) => hand.userId === userId),
    remove: outranks,
    ban: hosts && outranks,
    appoint: hosts && stay !== undefined && !coHost && userId !== state.hostUserId,
    dismiss: hosts && coHost,
    handOver: hosts && stay !== undefined && userId !== state.hostUserId,
  };
}

export const anyPower = (powers: Powers): boolean => Object.values(powers).some(Boolean);

/** How a role is called, by its key in the dictionary; none for a plain speaker, which the place on stage already says. */
export function roleKey(role: OwnRole): "role.host" | "role.coHost" | null {
  if (role === "host") return "role.host";
  return role === "coHost" ? "role.coHost" : null;
}

/** The closings after which entering again makes sense. */
export function mayComeBack(code: string): boolean {
  return !["room_ended", "removed", "room_not_found", "signed_out", "account_suspended", "room_locked"].includes(code);
}

/** Names of codes for which the door has words of its own, see `closed.*` in the dictionary. */
export function closedKey(code: string): string {
  return `closed.${code}`;
}

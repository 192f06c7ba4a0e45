/** What a description and each event make of a room. Pure: the same inputs give the same state, and an event that is in the state already gives the same object. */
import {
  AttendancePrivacy,
  HandOrder,
  HandPolicy,
  RoomKind,
  RoomPhase,
  StagePolicy,
  StageRole as WireRole,
} from "../gen/audiorooms/v1/rooms_pb.js";
import type {
  Hand,
  HandPlace,
  Person,
  RoomEvent,
  RoomSettings as WireSettings,
  RoomSnapshot,
  StageMember,
} from "../gen/audiorooms/v1/rooms_pb.js";
import type { OwnHand, PersonName, QueuedHand, RoomSettings, RoomState, StagePerson, StageRole } from "./roomState.js";

/** The room as a snapshot describes it. `earlier` lends what no snapshot says: which host muted a person, when the own hand went up. */
export function describe(snapshot: RoomSnapshot, earlier: RoomState | null, selfId: string): RoomState {
  const { card } = snapshot;
  const stage = snapshot.stage.map((member) => stayOf(member, earlier));
  return {
    roomId: card?.roomId ?? "",
    version: snapshot.version,
    selfId,
    title: card?.title ?? "",
    topics: card?.topics ?? [],
    language: card?.language ?? "",
    owner: nameOf(card?.owner),
    clubId: card?.clubId ?? "",
    clubName: card?.clubName ?? "",
    stagePolicy: card?.stagePolicy ?? StagePolicy.UNSPECIFIED,
    activeSpeakers: card?.activeSpeakers ?? 0,
    createdAtMs: Number(card?.createdAtUnixMs ?? 0n),
    listenerCount: card?.listenerCount ?? 0,
    settings: settingsOf(snapshot.settings),
    locked: card?.locked ?? false,
    pinnedLink: snapshot.pinnedLink,
    hostUserId: snapshot.hostUserId,
    coHostUserIds: snapshot.coHostUserIds,
    stage,
    hands: snapshot.hands.map(handOf),
    handCount: Math.max(snapshot.handCount, snapshot.hands.length),
    myHand: placed(earlier?.myHand ?? null, snapshot.myHand),
    invitedToStage: snapshot.invitedToStage,
    invitedUserIds: earlier?.invitedUserIds.filter((id) => !stage.some((person) => person.userId === id)) ?? [],
    dominantUserId: "",
    closesAtMs: snapshot.closesAtUnixMs === 0n ? null : Number(snapshot.closesAtUnixMs),
    ended: card?.phase === RoomPhase.ENDED,
    endedBy: earlier?.endedBy ?? "",
  };
}

/** The room after an event. */
export function apply(state: RoomState, event: RoomEvent): RoomState {
  if (event.version <= state.version) {
    return state;
  }

  return changed({ ...state, version: event.version }, event);
}

/** The room after the server said where the own hand stands. */
export function withHandPlace(state: RoomState, place: HandPlace): RoomState {
  const myHand = placed(state.myHand, place);
  return sameHand(myHand, state.myHand) ? state : { ...state, myHand };
}

export function withDominant(state: RoomState, userId: string): RoomState {
  return state.dominantUserId === userId ? state : { ...state, dominantUserId: userId };
}

export function withListenerCount(state: RoomState, listenerCount: number): RoomState {
  return state.listenerCount === listenerCount ? state : { ...state, listenerCount };
}

function changed(state: RoomState, event: RoomEvent): RoomState {
  const { body } = event;
  switch (body.case) {
    case "stageTaken":
      return body.value.member ? took(state, stayOf(body.value.member, state)) : state;
    case "stageLeft": {
      const { source } = body.value;
      return { ...state, stage: state.stage.filter((person) => person.source !== source) };
    }
    case "muteChanged": {
      const { userId, muted, byUserId } = body.value;
      return withPerson(state, userId, (person) => ({ ...person, muted, mutedBy: muted ? byUserId : "" }));
    }
    case "roomEnded":
      return { ...state, ended: true, endedBy: body.value.byUserId };
    case "handRaised":
      return raised(state, nameOf(body.value.person), body.value.question, Number(event.atUnixMs));
    case "handLowered":
      return withoutHand(state, body.value.userId);
    case "allHandsLowered":
      return { ...state, hands: [], handCount: 0, myHand: null };
    case "stageInvited": {
      const { userId } = body.value;
      const invitedUserIds = userId === state.selfId ? state.invitedUserIds : withId(state.invitedUserIds, userId);
      return { ...state, invitedUserIds, invitedToStage: state.invitedToStage || userId === state.selfId };
    }
    case "stageInvitationEnded":
      return withoutInvitation(state, body.value.userId);
    case "coHostAppointed":
      return withRoles({ ...state, coHostUserIds: withId(withoutId(state.coHostUserIds, body.value.userId), body.value.userId) });
    case "coHostDismissed":
      return withRoles({ ...state, coHostUserIds: withoutId(state.coHostUserIds, body.value.userId) });
    case "hostChanged":
      return withRoles({
        ...state,
        hostUserId: body.value.userId,
        coHostUserIds: withoutId(state.coHostUserIds, body.value.userId),
      });
    case "lockChanged":
      return { ...state, locked: body.value.locked };
    case "linkPinned":
      return { ...state, pinnedLink: body.value.url };
    case "roomRenamed":
      return { ...state, title: body.value.title, topics: body.value.topics };
    case "settingsChanged":
      return withSettings(state, settingsOf(body.value.settings));
    case "closingAnnounced":
      return { ...state, closesAtMs: Number(body.value.closesAtUnixMs) };
    case "personRemoved":
      return withoutHand(withoutInvitation(state, body.value.userId), body.value.userId);
    default:
      // Readmitted or asked in: known to hosts, and nothing that this state shows. No body: not for this person, or of a newer server; its number
      // counts, its meaning is not for this client.
      return state;
  }
}

function took(state: RoomState, person: StagePerson): RoomState {
  const others = state.stage.filter((one) => one.userId !== person.userId);
  return { ...withoutHand(withoutInvitation(state, person.userId), person.userId), stage: [...others, person], closesAtMs: null };
}

function raised(state: RoomState, person: PersonName, question: string, atMs: number): RoomState {
  const isOwn = person.userId === state.selfId;
  const mine = state.myHand;
  const myHand = isOwn
    ? {
        position: mine?.position ?? 0,
        estimatedWaitMs: mine?.estimatedWaitMs ?? 0,
        raisedAtMs: mine?.raisedAtMs ?? atMs,
        question,
      }
    : mine;
  if (isOwn && !maySeeHands(state)) {
    return { ...state, myHand };
  }

  // Raised again, a hand has a new question and its old place.
  const known = state.hands.find((hand) => hand.userId === person.userId);
  const hand: QueuedHand = {
    ...person,
    question,
    raisedAtMs: known?.raisedAtMs ?? atMs,
    estimatedWaitMs: known?.estimatedWaitMs ?? null,
  };
  const hands = known ? state.hands.map((one) => (one === known ? hand : one)) : [...state.hands, hand];
  return { ...state, myHand, hands, handCount: hands.length };
}

function withoutHand(state: RoomState, userId: string): RoomState {
  const hands = state.hands.some((hand) => hand.userId === userId)
    ? state.hands.filter((hand) => hand.userId !== userId)
    : state.hands;
  return {
    ...state,
    hands,
    handCount: hands === state.hands ? state.handCount : hands.length,
    myHand: userId === state.selfId ? null : state.myHand,
  };
}

function withoutInvitation(state: RoomState, userId: string): RoomState {
  return {
    ...state,
    invitedUserIds: withoutId(state.invitedUserIds, userId),
    invitedToStage: state.invitedToStage && userId !== state.selfId,
  };
}

function withSettings(state: RoomState, settings: RoomSettings): RoomState {
  const next = { ...state, settings };
  if (settings.handPolicy === HandPolicy.OFF) {
    return { ...next, hands: [], handCount: 0, myHand: null };
  }

  // The other orders are known to the server alone: the next description tells them.
  const isInOrder = settings.handOrder !== HandOrder.FIRST_COME || settings.handOrder === state.settings.handOrder;
  return isInOrder ? next : { ...next, hands: [...state.hands].sort((left, right) => left.raisedAtMs - right.raisedAtMs) };
}

function withPerson(state: RoomState, userId: string, change: (person: StagePerson) => StagePerson): RoomState {
  return { ...state, stage: state.stage.map((person) => (person.userId === userId ? change(person) : person)) };
}

function withRoles(state: RoomState): RoomState {
  const roleOf = (userId: string): StageRole =>
    userId === state.hostUserId ? "host" : state.coHostUserIds.includes(userId) ? "coHost" : "speaker";
  return {
    ...state,
    stage: state.stage.map((person) =>
      roleOf(person.userId) === person.role ? person : { ...person, role: roleOf(person.userId) },
    ),
  };
}

function maySeeHands({ selfId, owner, hostUserId, coHostUserIds }: RoomState): boolean {
  return selfId === owner.userId || selfId === hostUserId || coHostUserIds.includes(selfId);
}

function stayOf(member: StageMember, earlier: RoomState | null): StagePerson {
  const before = earlier?.stage.find((person) => person.source === member.source);
  const mutedBy = member.muted && before?.muted ? before.mutedBy : "";
  return { ...nameOf(member.person), source: member.source, muted: member.muted, mutedBy, role: roles[member.role] ?? "speaker" };
}

// A role that only a newer server knows is shown as a speaker's.
const roles: Readonly<Partial<Record<WireRole, StageRole>>> = {
  [WireRole.CO_HOST]: "coHost",
  [WireRole.HOST]: "host",
};

/** Somebody's names; empty ones if the server left the person out. */
export function nameOf(person: Person | undefined): PersonName {
  return { userId: person?.userId ?? "", handle: person?.handle ?? "", displayName: person?.displayName ?? "" };
}

function handOf(hand: Hand): QueuedHand {
  return {
    ...nameOf(hand.person),
    raisedAtMs: Number(hand.raisedAtUnixMs),
    question: hand.question,
    estimatedWaitMs: hand.estimatedWaitMs,
  };
}

// Position 0 says that the hand is down.
function placed(earlier: OwnHand | null, place: HandPlace | undefined): OwnHand | null {
  return !place || place.position === 0
    ? null
    : {
        position: place.position,
        estimatedWaitMs: place.estimatedWaitMs,
        raisedAtMs: earlier?.raisedAtMs ?? null,
        question: earlier?.question ?? "",
      };
}

function sameHand(left: OwnHand | null, right: OwnHand | null): boolean {
  return left === right || (left?.position === right?.position && left?.estimatedWaitMs === right?.estimatedWaitMs);
}

function settingsOf(settings: WireSettings | undefined): RoomSettings {
  return {
    kind: settings?.kind ?? RoomKind.UNSPECIFIED,
    handPolicy: settings?.handPolicy ?? HandPolicy.UNSPECIFIED,
    handOrder: settings?.handOrder ?? HandOrder.UNSPECIFIED,
    attendance: settings?.attendance ?? AttendancePrivacy.UNSPECIFIED,
  };
}

function withId(ids: readonly string[], id: string): readonly string[] {
  return ids.includes(id) ? ids : [...ids, id];
}

function withoutId(ids: readonly string[], id: string): readonly string[] {
  return ids.includes(id) ? ids.filter((one) => one !== id) : ids;
}

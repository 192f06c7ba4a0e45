/** What a room looks like to the person in it. Immutable: every change makes a new one, and unchanged parts stay the same objects. */
import type { AttendancePrivacy, HandOrder, HandPolicy, RoomKind, StagePolicy } from "../gen/audiorooms/v1/rooms_pb.js";

/** Somebody, by what everybody may know of them. */
export interface PersonName {
  readonly userId: string;
  readonly handle: string;
  readonly displayName: string;
}

export type StageRole = "speaker" | "coHost" | "host";

/** A person's stay on the stage. */
export interface StagePerson extends PersonName {
  /** Names the stay in media packets; a later stay of the same person has another. */
  readonly source: number;
  readonly muted: boolean;
  /** The host who switched the microphone off; empty if the person did, or if it is on. */
  readonly mutedBy: string;
  readonly role: StageRole;
}

/** Somebody's raised hand, as hosts see it. */
export interface QueuedHand extends PersonName {
  /** Milliseconds since 1970, by the server's clock: see `Room.serverNow`. */
  readonly raisedAtMs: number;
  /** What the person wants to say; may be empty. */
  readonly question: string;
  /** By how long the turns before took; null until the server says. */
  readonly estimatedWaitMs: number | null;
}

/** One's own raised hand. */
export interface OwnHand {
  /** 1 is next. 0 until the server says. */
  readonly position: number;
  readonly estimatedWaitMs: number;
  /** Null if the hand was up before this device came in. */
  readonly raisedAtMs: number | null;
  readonly question: string;
}

export interface RoomSettings {
  readonly kind: RoomKind;
  readonly handPolicy: HandPolicy;
  readonly handOrder: HandOrder;
  readonly attendance: AttendancePrivacy;
}

/** The room after its newest event. */
export interface RoomState {
  readonly roomId: string;
  /** Number of the newest event that is in this state. */
  readonly version: bigint;
  /** Id of the person in the room. */
  readonly selfId: string;

  readonly title: string;
  readonly topics: readonly string[];
  /** BCP 47. */
  readonly language: string;
  readonly owner: PersonName;
  /** Empty if the room belongs to no club. */
  readonly clubId: string;
  readonly clubName: string;
  readonly stagePolicy: StagePolicy;
  /** How many voices are heard at the same time, the loudest first. */
  readonly activeSpeakers: number;
  readonly createdAtMs: number;
  /** When the room was described; the audience itself is in `Room.audience`. */
  readonly listenerCount: number;

  readonly settings: RoomSettings;
  readonly locked: boolean;
  /** https, or empty. */
  readonly pinnedLink: string;
  readonly hostUserId: string;
  /** In the order of succession. */
  readonly coHostUserIds: readonly string[];

  /** In the order in which they took it. */
  readonly stage: readonly StagePerson[];
  /** For hosts: whose turn it is first. Empty for everybody else, whatever {@link handCount} is. */
  readonly hands: readonly QueuedHand[];
  /** For those who are no hosts: as of the newest description. */
  readonly handCount: number;
  readonly myHand: OwnHand | null;
  /** True if one was asked on stage and has not answered. */
  readonly invitedToStage: boolean;
  /** For hosts: who was asked on stage and has not come, as far as this device saw. */
  readonly invitedUserIds: readonly string[];

  /** Who leads the conversation; empty while nobody speaks. */
  readonly dominantUserId: string;
  /** When the room ends unless somebody comes on stage; null if it does not. */
  readonly closesAtMs: number | null;
  readonly ended: boolean;
  /** Who ended it; empty if nobody did, or while it is live. */
  readonly endedBy: string;
}

/** What one is in the room. */
export type OwnRole = "listener" | StageRole;

/** The own stay on stage; null in the audience. */
export function ownStay(state: RoomState): StagePerson | null {
  return state.stage.find((person) => person.userId === state.selfId) ?? null;
}

export function ownRole(state: RoomState): OwnRole {
  return ownStay(state)?.role ?? "listener";
}

/** Whether one may moderate: as host, co-host or owner. */
export function mayModerate(state: RoomState): boolean {
  const { selfId } = state;
  return selfId !== "" && (selfId === state.owner.userId || selfId === state.hostUserId || state.coHostUserIds.includes(selfId));
}

/** Whether one may do what only the host may: appoint, hand over, ban, end. */
export function mayHost(state: RoomState): boolean {
  return state.selfId !== "" && (state.selfId === state.owner.userId || state.selfId === state.hostUserId);
}

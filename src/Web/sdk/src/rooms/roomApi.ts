import type { ChangeSettingsChange } from "./roomCommands.js";
import type { Observable, Unsubscribe } from "../observable.js";
import type { EncoderAdvice, HeardFigures, LatencyMode, SoundEngine, SoundState } from "../soundEngine.js";
import type { OwnRole, PersonName, RoomState } from "./roomState.js";

/**
 * The connection with a room. `joining`: for the first time. `live`. `waiting`: broken, or not let in yet; tries again at `retryAtMs` (monotonic clock of the
 * page, `performance.now()`). `connecting`: tries now. `closed`: over for good, see `Room.closed`.
 */
export type ConnectionState =
  | { readonly kind: "joining" | "live" | "connecting" }
  | { readonly kind: "waiting"; readonly retryAtMs: number; readonly reason: string }
  | { readonly kind: "closed"; readonly closed: RoomClosed };

/** Why a connection is over. */
export interface RoomClosed {
  /**
   * A closing or refusal of docs/wire-protocol.md (`room_ended`, `replaced`, `removed`, `signed_out`, `room_not_found`, …), or one of this client:
   * `left` (you left) and `gave_up` (no connection for too long).
   */
  readonly code: string;
  /** One sentence in English; a page shows its own by the code. */
  readonly message: string;
}

/** What one hears: each voice, or everybody mixed by the server into one, which costs the least bandwidth. */
export type SoundChoice = "forwarded" | "mix";

/** How this device is served, and what it asked for. */
export interface Delivery {
  readonly wanted: LatencyMode;
  /** `broadcast` without having been asked for: the server is nearly full. */
  readonly served: LatencyMode;
  readonly wantedSound: SoundChoice;
  readonly sound: SoundChoice;
  /** About how far behind the speakers one hears, in milliseconds: the class, the way, the jitter buffer. */
  readonly delayMs: number;
}

/** The microphone as the person sees it. */
export interface OwnVoice {
  /** `closed` in the audience. `muted` and `open` on stage. */
  readonly openness: "closed" | "muted" | "open";
  /** True between a press and the server's answer. */
  readonly pending: boolean;
  /** Why it is less open than the person wished; null if it is not. The names are those of `MicrophoneProblem`. */
  readonly problem: "denied" | "missing" | "busy" | "lost" | "unsupported" | null;
  /** The host who switched it off; empty if nobody did. */
  readonly mutedBy: string;
}

/** Who listens, as far as the room shows it. */
export interface Audience {
  readonly kind: "unknown" | "loading" | "known" | "hidden";
  /** At most {@link EnterOptions.audienceMax}, people that somebody on stage follows first, if the server says. */
  readonly people: readonly AudiencePerson[];
  readonly listenerCount: number;
  /** True if there are more people than are in the list. */
  readonly more: boolean;
}

export interface AudiencePerson extends PersonName {
  readonly followedBySpeakers: boolean;
}

/** People reacted. */
export interface Reaction {
  /** One of the server's set: `wave`, `100`, `peace` unless its operator chose others. */
  readonly name: string;
  readonly count: number;
  /** Who, if the server says: at most some of them. One's own comes at once, before the server answers, with `own` true. */
  readonly userIds: readonly string[];
  readonly own: boolean;
}

/** Something worth a word to the person, which no state shows for itself. */
export type RoomNotice =
  | { readonly kind: "mutedByHost"; readonly byUserId: string }
  | { readonly kind: "movedDown"; readonly byUserId: string }
  | { readonly kind: "handLowered"; readonly byUserId: string }
  | { readonly kind: "invited"; readonly byUserId: string }
  | { readonly kind: "invitationWithdrawn"; readonly byUserId: string }
  | { readonly kind: "handRaised"; readonly person: PersonName; readonly question: string }
  | { readonly kind: "cameOnStage" | "leftStage"; readonly person: PersonName }
  | {
      readonly kind: "hostChanged";
      readonly userId: string;
      readonly reason: "handedOver" | "absent" | "ownerReturned" | "unknown";
    }
  | { readonly kind: "roleChanged"; readonly userId: string; readonly role: OwnRole }
  | { readonly kind: "closingAnnounced"; readonly closesAtMs: number }
  | { readonly kind: "nobodyHearsYou" | "youHearNothing"; readonly since: boolean }
  /** The connection is there again; `whole` if no packet of sound is missing. */
  | { readonly kind: "resumed"; readonly afterMs: number; readonly whole: boolean }
  /** The server refused something that nobody waits for, for example audio without the right to speak. */
  | { readonly kind: "refused"; readonly code: string; readonly message: string };

export interface EnterOptions {
  /** Default `audience`. */
  readonly latency?: LatencyMode;
  readonly sound?: SoundChoice;
  /** The token of a link into the room, if one came by it. */
  readonly linkToken?: string;
  /** False listens to nothing, for example on a page that only shows a room. Default true. */
  readonly playSound?: boolean;
  /** How long to try after a broken connection before giving up; default 30 minutes. */
  readonly giveUpAfterMs?: number;
  /** People of the audience to keep in {@link Room.audience}; default 200. */
  readonly audienceMax?: number;
}

/** Figures of a connection, for diagnostics. */
export interface RoomFigures {
  readonly packets: number;
  readonly bundles: number;
  /** Packets that were left out on the way, by the server or by a broken connection. */
  readonly missed: number;
  readonly repeated: number;
  readonly reconnects: number;
  readonly sent: number;
  /** Packets of the own voice that could not be sent at once and were dropped. */
  readonly unsent: number;
  /** Null until the first answer. */
  readonly roundTripMs: number | null;
}

/**
 * What one asks of a room beside sound and the own place in it. Each resolves when the room agreed, and rejects with `Refused` if it did not, with
 * `Unreachable` if its answer is not known.
 */
export interface RoomRequests {
  /** Says no to an invitation to the stage; the hosts are not told. */
  declineInvitation(): Promise<void>;
  /** Asked again, it replaces the question and keeps the place. At most 140 characters on one line. */
  raiseHand(question?: string): Promise<void>;
  /** One's own, or as a host somebody else's. */
  lowerHand(userId?: string): Promise<void>;

  inviteToStage(userId: string): Promise<void>;
  withdrawInvitation(userId: string): Promise<void>;
  moveDown(userId: string): Promise<void>;
  muteSpeaker(userId: string): Promise<void>;
  muteAll(): Promise<void>;
  removePerson(userId: string, ban?: boolean): Promise<void>;
  readmitPerson(userId: string): Promise<void>;
  appointCoHost(userId: string): Promise<void>;
  dismissCoHost(userId: string): Promise<void>;
  handOver(userId: string): Promise<void>;
  setLocked(locked: boolean): Promise<void>;
  /** https, at most 500 characters; empty takes it down. */
  pinLink(url: string): Promise<void>;
  rename(title: string, topics: readonly string[]): Promise<void>;
  changeSettings(change: ChangeSettingsChange): Promise<void>;
  /** Asks somebody into a room that is not open; from the stage. */
  askIn(userId: string): Promise<void>;
  endRoom(): Promise<void>;
}

/**
 * One person in one room: sees it, hears it, speaks in it. Networks break; a room does not: it connects again by itself, resumes at the packet
 * that it lost, keeps its place on stage and its microphone no more open than the person last saw it.
 */
export interface Room extends RoomRequests {
  readonly roomId: string;
  /** Null until the room was joined. */
  readonly state: Observable<RoomState | null>;
  readonly connection: Observable<ConnectionState>;
  readonly voice: Observable<OwnVoice>;
  readonly delivery: Observable<Delivery>;
  /** Kept up to date while somebody listens to it. */
  readonly audience: Observable<Audience>;
  readonly sound: Observable<SoundState>;
  readonly deafened: Observable<boolean>;
  /** Volumes that are not 1, by user id: 0 to 2. Remembered by the page, not by the server. */
  readonly volumes: Observable<ReadonlyMap<string, number>>;
  /** Resolves when the room was joined for the first time. Rejects with `Refused`, `Unreachable` or `SignedOut`. */
  readonly joined: Promise<RoomState>;
  /** Resolves when the connection is over for good; never rejects. */
  readonly closed: Promise<RoomClosed>;

  onReaction(listener: (reaction: Reaction) => void): Unsubscribe;
  onNotice(listener: (notice: RoomNotice) => void): Unsubscribe;
  /** The level of a person on stage when it is heard: -dBov, 0 loudest, 127 silence. Also one's own, under one's own id, while the microphone is open. */
  onLevel(listener: (userId: string, level: number) => void): Unsubscribe;
  /** What leaves the microphone's level meter, also while muted; see `SoundMicrophone.onLevel`. */
  onInputLevel(listener: (level: number) => void): Unsubscribe;

  /** To be called in the gesture with which the person enters: starts the sound. See `SoundEngine.start`. */
  startSound(): Promise<void>;
  /** The engine, for devices and diagnostics; null until it is loaded. */
  readonly engine: SoundEngine | null;
  setDeafened(deafened: boolean): void;
  setVolume(userId: string, volume: number): void;

  /** Comes on stage, and again after every reconnect until {@link leaveStage}. Enters muted if one was invited. */
  takeStage(options?: { readonly muted?: boolean }): Promise<void>;
  /** Steps down into the audience. The microphone is closed before the call returns, whatever the server answers. */
  leaveStage(): Promise<void>;
  /** Muting takes effect before the call returns. Opening takes effect with the server's answer. */
  setMuted(muted: boolean): Promise<void>;
  /** Shown at once; a refusal for its rate is no error. */
  react(name: string): void;

  setLatency(mode: LatencyMode): Promise<void>;
  setSoundChoice(choice: SoundChoice): Promise<void>;
  /** Reads the audience anew now. */
  refreshAudience(): Promise<void>;
  /** People of the audience whose handle or a word of whose name begins so; the first 50. */
  findInAudience(words: string): Promise<readonly PersonName[]>;

  /** Leaves quietly: nobody is told more than the numbers. Resolves when the connection is closed, within 2 s. */
  leave(): Promise<void>;
  /** The server's clock now, in milliseconds since 1970, by the newest event's time; the page's clock until there is one. */
  serverNow(): number;
  figures(): RoomFigures;
  /** What was played of each person on stage since the room was entered. */
  heard(): ReadonlyMap<string, HeardFigures>;
  readonly encoderAdvice: Observable<EncoderAdvice>;
}

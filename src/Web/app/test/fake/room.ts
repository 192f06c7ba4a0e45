import {
  AttendancePrivacy,
  type Audience,
  type ConnectionState,
  type Delivery,
  HandOrder,
  HandPolicy,
  type Observable,
  type OwnVoice,
  type Reaction,
  type Room,
  type RoomNotice,
  RoomKind,
  type RoomState,
  type SoundState,
  type StagePerson,
  StagePolicy,
} from "@audiorooms/client";
import { person, people, self } from "./people";

/** A value that tells who listens; as the SDK's own, which it does not show. */
export class Cell<T> implements Observable<T> {
  readonly #listeners = new Set<(value: T) => void>();
  constructor(private value: T) {}
  get = (): T => this.value;
  set = (value: T): void => {
    this.value = value;
    for (const listener of [...this.#listeners]) listener(value);
  };
  subscribe = (listener: (value: T) => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}

export type RoomScene = "listener" | "host" | "speaker" | "hand" | "invited" | "trouble" | "big" | "empty";

const minute = 60_000;
const onStage = (index: number, role: StagePerson["role"], muted: boolean): StagePerson => ({
  ...person(index),
  source: index + 1,
  muted,
  mutedBy: "",
  role,
});

function stateOf(scene: RoomScene): RoomState {
  const now = Date.now();
  const hosts = scene === "host";
  const mine: StagePerson = { ...self, source: 99, muted: scene === "host", mutedBy: "", role: hosts ? "host" : "speaker" };
  const others = [
    onStage(0, hosts ? "coHost" : "host", false),
    onStage(1, "coHost", true),
    onStage(2, "speaker", true),
    onStage(3, "speaker", false),
  ];
  return {
    roomId: "r1",
    version: 12n,
    selfId: self.userId,
    title: "Friday at noon: what changed in business travel this week",
    topics: ["travel", "business"],
    language: "en",
    owner: hosts ? self : person(0),
    clubId: "c1",
    clubName: "Travel desk",
    stagePolicy: StagePolicy.OWNER,
    activeSpeakers: 3,
    createdAtMs: now - 23 * minute,
    listenerCount: 1280,
    settings: {
      kind: RoomKind.OPEN,
      handPolicy: HandPolicy.EVERYONE,
      handOrder: HandOrder.FIRST_COME,
      attendance: AttendancePrivacy.NAMES,
    },
    locked: false,
    pinnedLink: "https://example.org/agenda/2026-12-04",
    hostUserId: hosts ? self.userId : person(0).userId,
    coHostUserIds: hosts ? [person(0).userId] : [person(1).userId],
    stage: scene === "empty" ? [] : hosts || scene === "speaker" ? [mine, ...others] : others,
    hands: hosts
      ? [
          {
            ...person(7),
            raisedAtMs: now - 4 * minute,
            question: "Does the new rail pass count for same-day returns?",
            estimatedWaitMs: 60_000,
          },
          { ...person(9), raisedAtMs: now - 2 * minute, question: "", estimatedWaitMs: 120_000 },
          {
            ...person(11),
            raisedAtMs: now - 20_000,
            question: "A very long question that goes on ".repeat(4).slice(0, 140),
            estimatedWaitMs: null,
          },
        ]
      : [],
    handCount: 7,
    myHand: scene === "hand" ? { position: 3, estimatedWaitMs: 180_000, raisedAtMs: now - 30_000, question: "How?" } : null,
    invitedToStage: scene === "invited",
    invitedUserIds: [],
    dominantUserId: scene === "empty" ? "" : person(0).userId,
    closesAtMs: scene === "empty" ? now + 3 * minute : null,
    ended: false,
    endedBy: "",
  };
}

/** A room that does what the page asks, at once and without a server. */
export class FakeRoom implements Partial<Room> {
  readonly roomId: string;
  readonly state: Cell<RoomState | null>;
  readonly connection = new Cell<ConnectionState>({ kind: "live" });
  readonly voice: Cell<OwnVoice>;
  readonly delivery = new Cell<Delivery>({
    wanted: "audience",
    served: "audience",
    wantedSound: "forwarded",
    sound: "forwarded",
    delayMs: 210,
  });
  readonly audience: Cell<Audience>;
  readonly sound: Cell<SoundState>;
  readonly deafened = new Cell(false);
  readonly volumes = new Cell<ReadonlyMap<string, number>>(new Map());
  readonly encoderAdvice = new Cell({ useInBandFec: false, expectedLossPercent: 0, bitrate: null });
  readonly closed = new Promise<never>(() => undefined);
  readonly joined: Promise<RoomState>;
  readonly engine = null;
  readonly asked: string[] = [];
  readonly #reactions = new Set<(reaction: Reaction) => void>();
  readonly #levels = new Set<(userId: string, level: number) => void>();
  readonly #notices = new Set<(notice: RoomNotice) => void>();
  readonly #onLeave: () => void;

  constructor(roomId: string, scene: RoomScene, onLeave: () => void) {
    this.roomId = roomId;
    this.#onLeave = onLeave;
    const state = { ...stateOf(scene), roomId };
    this.state = new Cell<RoomState | null>(state);
    this.joined = Promise.resolve(state);
    this.voice = new Cell<OwnVoice>({
      openness: scene === "speaker" ? "open" : scene === "host" ? "muted" : "closed",
      pending: false,
      problem: scene === "trouble" ? "denied" : null,
      mutedBy: "",
    });
    this.sound = new Cell<SoundState>(scene === "trouble" ? "blocked" : "running");
    if (scene === "trouble") this.connection.set({ kind: "waiting", retryAtMs: performance.now() + 8000, reason: "closed" });
    const shown = scene === "empty" ? 0 : scene === "big" ? 1000 : 60;
    this.audience = new Cell<Audience>({
      kind: "known",
      people: [
        { ...self, followedBySpeakers: false },
        ...people.slice(4, 4 + shown).map((one, index) => ({ ...one, followedBySpeakers: index % 5 === 0 })),
      ].slice(0, shown),
      listenerCount: shown === 0 ? 0 : Math.max(1280, shown),
      more: shown === 60,
    });
  }

  onReaction = (listener: (reaction: Reaction) => void) => add(this.#reactions, listener);
  onNotice = (listener: (notice: RoomNotice) => void) => add(this.#notices, listener);
  onLevel = (listener: (userId: string, level: number) => void) => add(this.#levels, listener);
  onInputLevel = () => () => undefined;
  emitLevel = (userId: string, level: number): void => this.#levels.forEach((listener) => listener(userId, level));
  emitNotice = (notice: RoomNotice): void => this.#notices.forEach((listener) => listener(notice));
  react = (name: string): void => {
    this.asked.push(`react ${name}`);
    this.#reactions.forEach((listener) => listener({ name, count: 1, userIds: [], own: true }));
  };
  crowdReacts = (name: string, count: number): void =>
    this.#reactions.forEach((listener) => listener({ name, count, userIds: [], own: false }));

  startSound = (): Promise<void> => {
    this.sound.set("running");
    return Promise.resolve();
  };
  setDeafened = (deaf: boolean): void => this.deafened.set(deaf);
  setVolume = (userId: string, volume: number): void => this.volumes.set(new Map([...this.volumes.get(), [userId, volume]]));
  setMuted = (muted: boolean): Promise<void> => {
    this.voice.set({ ...this.voice.get(), openness: muted ? "muted" : "open" });
    this.change({ stage: (this.state.get()?.stage ?? []).map((one) => (one.userId === self.userId ? { ...one, muted } : one)) });
    return this.note(`setMuted ${muted}`);
  };
  takeStage = (): Promise<void> => {
    this.voice.set({ ...this.voice.get(), openness: "muted" });
    this.change({
      invitedToStage: false,
      myHand: null,
      stage: [...(this.state.get()?.stage ?? []), { ...self, source: 99, muted: true, mutedBy: "", role: "speaker" }],
    });
    return this.note("takeStage");
  };
  leaveStage = (): Promise<void> => {
    this.voice.set({ ...this.voice.get(), openness: "closed" });
    this.change({ stage: (this.state.get()?.stage ?? []).filter((one) => one.userId !== self.userId) });
    return this.note("leaveStage");
  };
  raiseHand = (question = ""): Promise<void> => {
    this.change({ myHand: { position: 8, estimatedWaitMs: 400_000, raisedAtMs: Date.now(), question } });
    return this.note(`raiseHand ${question}`);
  };
  lowerHand = (userId = ""): Promise<void> => {
    this.change(
      userId === "" ? { myHand: null } : { hands: (this.state.get()?.hands ?? []).filter((hand) => hand.userId !== userId) },
    );
    return this.note(`lowerHand ${userId}`);
  };
  declineInvitation = (): Promise<void> => {
    this.change({ invitedToStage: false });
    return this.note("declineInvitation");
  };
  inviteToStage = (userId: string): Promise<void> => {
    this.change({ invitedUserIds: [...(this.state.get()?.invitedUserIds ?? []), userId] });
    return this.note(`inviteToStage ${userId}`);
  };
  muteSpeaker = (userId: string): Promise<void> => this.note(`muteSpeaker ${userId}`);
  moveDown = (userId: string): Promise<void> => this.note(`moveDown ${userId}`);
  muteAll = (): Promise<void> => this.note("muteAll");
  setLocked = (locked: boolean): Promise<void> => {
    this.change({ locked });
    return this.note(`setLocked ${locked}`);
  };
  findInAudience = (words: string): Promise<readonly (typeof self)[]> =>
    Promise.resolve(people.filter((one) => one.displayName.toLowerCase().startsWith(words.toLowerCase())).slice(0, 50));
  leave = (): Promise<void> => {
    this.#onLeave();
    return this.note("leave");
  };
  serverNow = (): number => Date.now();
  figures = () => ({ packets: 0, bundles: 0, missed: 0, repeated: 0, reconnects: 0, sent: 0, unsent: 0, roundTripMs: 12 });
  heard = () => new Map();

  change(part: Partial<RoomState>): void {
    const state = this.state.get();
    if (state) this.state.set({ ...state, ...part, version: state.version + 1n });
  }

  private note(what: string): Promise<void> {
    this.asked.push(what);
    return Promise.resolve();
  }
}

function add<T>(set: Set<T>, listener: T): () => void {
  set.add(listener);
  return () => set.delete(listener);
}

import {
  type Audience,
  type ConnectionState,
  type Delivery,
  type EnterOptions,
  type OwnVoice,
  type Room,
  type RoomClosed,
  type RoomState,
  type SoundState,
} from "@audiorooms/client";
import { batch, computed, type ReadonlySignal, signal } from "@preact/signals";
import { client } from "../services/client";

/** The one room that is on, as signals. It lives outside of all screens, so that the sound goes on while one browses. */
export interface LiveRoom {
  readonly room: Room;
  readonly state: ReadonlySignal<RoomState | null>;
  readonly connection: ReadonlySignal<ConnectionState>;
  readonly voice: ReadonlySignal<OwnVoice>;
  readonly delivery: ReadonlySignal<Delivery>;
  readonly audience: ReadonlySignal<Audience>;
  readonly sound: ReadonlySignal<SoundState>;
  readonly deafened: ReadonlySignal<boolean>;
  readonly volumes: ReadonlySignal<ReadonlyMap<string, number>>;
  /** Who has been told that nobody hears them, and whether oneself hears nothing. */
  readonly unheard: ReadonlySignal<boolean>;
  readonly hearsNothing: ReadonlySignal<boolean>;
}

export const live = signal<LiveRoom | null>(null);
export const liveState = computed(() => live.value?.state.value ?? null);
/** How the newest room ended, until another is entered or the words are closed. */
export const lastClosed = signal<{ readonly roomId: string; readonly title: string; readonly closed: RoomClosed } | null>(null);

let unfollow: (() => void) | null = null;

export function startRooms(): void {
  const follow = (room: Room | null): void => {
    unfollow?.();
    unfollow = null;
    batch(() => {
      live.value = null;
      if (room) adopt(room);
    });
  };
  follow(client().room.get());
  client().room.subscribe(follow);
}

function adopt(room: Room): void {
  const ends: (() => void)[] = [];
  const mirror = <T>(observable: { get(): T; subscribe(listener: (value: T) => void): () => void }): ReadonlySignal<T> => {
    const value = signal(observable.get());
    ends.push(observable.subscribe((next) => (value.value = next)));
    return value;
  };
  const unheard = signal(false);
  const hearsNothing = signal(false);
  const state = mirror(room.state);
  live.value = {
    room,
    state,
    connection: mirror(room.connection),
    voice: mirror(room.voice),
    delivery: mirror(room.delivery),
    audience: mirror(room.audience),
    sound: mirror(room.sound),
    deafened: mirror(room.deafened),
    volumes: mirror(room.volumes),
    unheard,
    hearsNothing,
  };
  lastClosed.value = null;
  const adopted = live.value;
  let detach = (): void => undefined;
  ends.push(
    room.onNotice((notice) => {
      if (notice.kind === "nobodyHearsYou") unheard.value = notice.since;
      if (notice.kind === "youHearNothing") hearsNothing.value = notice.since;
    }),
    () => detach(),
  );
  void import("../room/attach").then(
    ({ attach }) => {
      if (live.peek() === adopted) detach = attach(adopted);
    },
    () => undefined, // The sound goes on; rings and words come with the next room.
  );
  void room.closed.then((closed) => {
    if (closed.code === "left") return;
    lastClosed.value = { roomId: room.roomId, title: room.state.get()?.title ?? "", closed };
  });
  unfollow = () => {
    for (const end of ends) end();
  };
}

/** Enters a room in the gesture of the person; the room that is on already is kept. */
export function enter(roomId: string, options: EnterOptions = {}): Room {
  const current = client().room.get();
  if (current?.roomId === roomId && current.connection.get().kind !== "closed") {
    void current.startSound().catch(() => undefined);
    return current;
  }
  const room = client().enterRoom(roomId, options);
  void room.startSound().catch(() => undefined);
  return room;
}

/** Enters without an account. The room is entered in the same gesture; it waits for the guest's token by itself. */
export function enterAsGuest(roomId: string, options: EnterOptions = {}): Room {
  // What is refused closes the room, and the door says why.
  if (client().session.get().kind !== "guest")
    client()
      .enterAsGuest()
      .catch(() => undefined);
  return enter(roomId, options);
}

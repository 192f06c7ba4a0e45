import { ConnectError, createClient, createRouterTransport, type Transport } from "@connectrpc/connect";
import {
  Accounts,
  type Calls,
  type Client,
  Clubs,
  Discovery,
  Events,
  ExternalSignIn,
  type GuestState,
  type HallwayState,
  type InboxEntry,
  InboxEntrySchema,
  type InboxState,
  Invitations,
  Moderation,
  Notifications,
  Photos,
  Profiles,
  Refused,
  Rooms,
  type ServerAbout,
  type ServerInfo,
  type SessionState,
  type SignedInState,
  type Suspension,
  Unreachable,
  type Watch,
} from "@audiorooms/client";
import { create } from "@bufbuild/protobuf";
import { entries } from "./cards";
import { self } from "./people";
import { Cell, FakeRoom, type RoomScene } from "./room";
import { inboxEntries, services } from "./services";

export type Mood = "lively" | "empty" | "loading" | "failing" | "offline";

export interface Scene {
  readonly signedIn: boolean;
  readonly mood: Mood;
  readonly room: RoomScene;
}

const signedInAs: SignedInState = { kind: "signedIn", userId: self.userId, handle: self.handle };
const forever = new Promise<never>(() => undefined);

/** The SDK's client without a server: real typed clients over handlers in memory, and a room that obeys at once. */
export class FakeClient {
  readonly session: Cell<SessionState>;
  readonly suspension = new Cell<Suspension | null>(null);
  readonly serverInfo = new Cell<ServerInfo>({ version: "1.0.0", isNewer: false });
  readonly reachable: Cell<boolean>;
  readonly room = new Cell<FakeRoom | null>(null);
  readonly calls: Calls;
  readonly #scene: Scene;
  readonly #transport: Transport;

  constructor(scene: Scene) {
    this.#scene = scene;
    this.session = new Cell<SessionState>({ kind: "unknown" });
    this.reachable = new Cell(scene.mood !== "offline");
    this.#transport = this.#inMood(createRouterTransport((router) => services(router, scene.mood === "empty")));
    const of = <T extends Parameters<typeof createClient>[0]>(service: T) => createClient(service, this.#transport);
    this.calls = {
      accounts: of(Accounts),
      clubs: of(Clubs),
      discovery: of(Discovery),
      events: of(Events),
      externalSignIn: of(ExternalSignIn),
      invitations: of(Invitations),
      moderation: of(Moderation),
      notifications: of(Notifications),
      photos: of(Photos),
      profiles: of(Profiles),
      rooms: of(Rooms),
    };
  }

  /** As the SDK's own transport: what fails is `Refused` or `Unreachable`. */
  #inMood(inner: Transport): Transport {
    const { mood } = this.#scene;
    return {
      unary: async (method, ...rest) => {
        const always = ["GetMyStanding", "ListTopics"].includes(method.name);
        if (!always && mood === "loading") return forever;
        if (!always && mood === "failing") throw new Refused("internal", "A fault.");
        if (!always && mood === "offline") throw new Unreachable("No network.");
        try {
          return await inner.unary(method, ...rest);
        } catch (error) {
          throw new Refused(
            (error instanceof ConnectError ? error.metadata.get("refusal-code") : null) ?? "internal",
            String(error),
            {
              cause: error,
            },
          );
        }
      },
      stream: (...all) => inner.stream(...all),
    };
  }

  service = (service: Parameters<typeof createClient>[0]) => createClient(service, this.#transport);
  restore = (): Promise<boolean> => {
    this.session.set(this.#scene.signedIn ? signedInAs : { kind: "signedOut", reason: "never" });
    return Promise.resolve(this.#scene.signedIn);
  };
  signIn = (): Promise<SignedInState> => {
    this.session.set(signedInAs);
    return Promise.resolve(signedInAs);
  };
  signUp = ({ invitation = "" }: { readonly invitation?: string }): Promise<SignedInState> => {
    if (invitation === "WRONGWRONGWRONG") return Promise.reject(new Refused("invitation_invalid", "No."));
    return this.signIn();
  };
  signOut = (): Promise<void> => {
    this.session.set({ kind: "signedOut", reason: "asked" });
    return Promise.resolve();
  };
  signOutEverywhere = this.signOut;
  enterAsGuest = (): Promise<GuestState> => {
    const guest: GuestState = { kind: "guest", userId: "guest", handle: "guest-a1b2c3" };
    this.session.set(guest);
    return Promise.resolve(guest);
  };
  about = (): Promise<ServerAbout> =>
    Promise.resolve({ signUp: "invitation", guests: true, reactions: ["wave", "100", "peace"], keptDays: 30, pushKey: null });
  preloadSound = (): void => undefined;
  enterRoom = (roomId: string): FakeRoom => {
    const room = new FakeRoom(roomId, this.#scene.room, () => this.room.set(null));
    this.room.set(room);
    return room;
  };

  watchHallway = (): Watch<HallwayState> => {
    const { mood } = this.#scene;
    const kind = mood === "loading" ? "loading" : mood === "offline" ? "stale" : "live";
    return {
      state: new Cell<HallwayState>({ kind, rooms: mood === "empty" || mood === "loading" ? [] : entries() }),
      restart: () => undefined,
      close: () => undefined,
    };
  };
  watchInbox = (): Watch<InboxState> => {
    const { mood } = this.#scene;
    const known: InboxEntry[] =
      mood === "empty" || mood === "loading" ? [] : inboxEntries().map((entry) => create(InboxEntrySchema, entry as never));
    const kind = mood === "loading" ? "loading" : mood === "offline" ? "stale" : "live";
    return {
      state: new Cell<InboxState>({
        kind,
        version: 9n,
        unreadCount: known.filter((entry) => !entry.read).length,
        entries: known,
        news: 0,
        nextPageToken: "",
      }),
      restart: () => undefined,
      close: () => undefined,
    };
  };

  newKey = (): string => `key-${Math.trunc(performance.now() * 1000)}`;
  photoUrl = (): null => null;

  /** As the page takes it; the fake leaves out what no screen calls. */
  asClient(): Client {
    return this as unknown as Client;
  }
}

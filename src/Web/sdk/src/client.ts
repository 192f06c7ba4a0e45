import type { DescService } from "@bufbuild/protobuf";
import { createClient as createConnectClient, createContextValues } from "@connectrpc/connect";
import type { Client as ConnectClient, Transport } from "@connectrpc/connect";
import { callsOf } from "./calls/calls.js";
import type { Calls } from "./calls/calls.js";
import { PageTransport } from "./calls/pageTransport.js";
import { once } from "./calls/retry.js";
import { withOperatorKey } from "./calls/operatorKey.js";
import type { Client, ClientOptions, ServerInfo, ServiceOptions, Watch } from "./clientApi.js";
import { systemClock } from "./clock.js";
import type { Clock } from "./clock.js";
import { newKey } from "./keys.js";
import { Value } from "./observable.js";
import type { Observable } from "./observable.js";
import { pagePresence } from "./presence.js";
import type { Presence } from "./presence.js";
import { LiveRoom } from "./rooms/liveRoom.js";
import type { EnterOptions, Room } from "./rooms/roomApi.js";
import type { OpenSocket } from "./rooms/roomSocket.js";
import { SoundHost } from "./rooms/soundHost.js";
import { sessionApi } from "./session/sessionApi.js";
import { SessionKeeper } from "./session/sessionKeeper.js";
import { readAbout } from "./session/about.js";
import type { ServerAbout } from "./session/about.js";
import type {
  GuestState,
  SessionState,
  SignInRequest,
  SignUpRequest,
  SignedInState,
  Suspension,
} from "./session/sessionState.js";
import { browserTabs } from "./session/tabs.js";
import type { Tabs } from "./session/tabs.js";
import { pageTicker } from "./ticker.js";
import type { Ticker } from "./ticker.js";
import { watchHallway } from "./watches/hallway.js";
import type { HallwayOptions, HallwayState } from "./watches/hallway.js";
import { watchInbox } from "./watches/inbox.js";
import type { InboxState } from "./watches/inbox.js";

/** What a client takes from its surroundings; a test gives its own. */
export interface Surroundings {
  readonly clock: Clock;
  readonly ticker: Ticker;
  readonly presence: Presence;
  readonly tabs: Tabs;
  readonly random: () => number;
  readonly fetch: typeof globalThis.fetch;
  readonly openSocket: OpenSocket;
}

/** Makes the client of one server. Nothing is asked of the server before `restore` or a sign-in. */
export function createClient(options: ClientOptions = {}): Client {
  return new PageClient(options, {
    clock: systemClock,
    ticker: pageTicker(systemClock),
    presence: pagePresence(),
    tabs: browserTabs(),
    random: Math.random,
    fetch: (input, init) => fetch(input, init),
    openSocket: (url, protocols) => new WebSocket(url, protocols),
  });
}

/** Longest wait for why a room does not let one in. */
const PROBE_WITHIN_MS = 3_000;

export class PageClient implements Client {
  readonly calls: Calls;
  readonly room = new Value<Room | null>(null);
  readonly serverInfo = new Value<ServerInfo>({ version: "", isNewer: false });

  readonly #server: string;
  readonly #surroundings: Surroundings;
  readonly #session: SessionKeeper;
  readonly #transport: PageTransport;
  readonly #host: SoundHost;
  #about: Promise<ServerAbout> | null = null;

  constructor({ server, createSoundEngine, pageVersion = "" }: ClientOptions, surroundings: Surroundings) {
    const { clock, tabs, fetch, random } = surroundings;
    this.#server = (server ?? globalThis.location.origin).replace(/\/+$/, "");
    this.#surroundings = surroundings;
    this.#session = new SessionKeeper(sessionApi(this.#server, fetch), clock, tabs);
    this.#transport = new PageTransport({ server: this.#server, session: this.#session, clock, fetch, random });
    this.#host = new SoundHost(createSoundEngine ?? null);
    this.calls = callsOf(this.#transport);
    this.#session.pageVersion.subscribe((version) => {
      this.serverInfo.set({ version, isNewer: pageVersion !== "" && version !== "" && version !== pageVersion });
    });
    this.#session.state.subscribe((state) => {
      this.#leaveUnless(state);
    });
  }

  get session(): Observable<SessionState> {
    return this.#session.state;
  }

  get suspension(): Observable<Suspension | null> {
    return this.#session.suspension;
  }

  get reachable(): Observable<boolean> {
    return this.#transport.reachable;
  }

  restore(): Promise<boolean> {
    return this.#session.restore();
  }

  signUp(request: SignUpRequest): Promise<SignedInState> {
    return this.#session.signUp(request);
  }

  signIn(request: SignInRequest): Promise<SignedInState> {
    return this.#session.signIn(request);
  }

  enterAsGuest(): Promise<GuestState> {
    return this.#session.enterAsGuest(async () => {
      const { userId, handle, accessToken, expiresAtUnixMs } = await this.calls.accounts.enterAsGuest({});
      return { userId, handle, accessToken, expiresAtMs: Number(expiresAtUnixMs), serverTimeMs: null, pageVersion: "" };
    });
  }

  about(): Promise<ServerAbout> {
    this.#about ??= readAbout(this.#server, this.#surroundings.fetch).catch((reason: unknown) => {
      this.#about = null;
      throw reason;
    });
    return this.#about;
  }

  async signOut(): Promise<void> {
    await this.room.get()?.leave();
    await this.#session.signOut();
  }

  async signOutEverywhere(): Promise<void> {
    await this.calls.accounts.signOutEverywhere({});
    // The cookie goes too, and the other tabs hear of it.
    await this.signOut();
  }

  enterRoom(roomId: string, options: EnterOptions = {}): Room {
    void this.room.get()?.leave();
    const { clock, ticker, presence, random, openSocket } = this.#surroundings;
    const room = new LiveRoom({
      roomId,
      enter: options,
      host: this.#host,
      rooms: this.calls.rooms,
      url: `${this.#server.replace(/^http/, "ws")}/ws`,
      tokens: {
        token: () => this.#session.token(),
        probe: async () => {
          const options = { timeoutMs: PROBE_WITHIN_MS, contextValues: createContextValues().set(once, true) };
          // One's own profile: its service is loaded already, and it needs the token. A guest has none.
          await (this.#session.state.get().kind === "guest"
            ? this.calls.accounts.whoAmI({}, options)
            : this.calls.profiles.getProfile({}, options));
        },
      },
      open: openSocket,
      clock,
      ticker,
      presence,
      random,
    });
    const unsubscribe = this.#session.renewed.subscribe((token) => {
      if (token !== null) {
        room.authenticate(token);
      }
    });
    void room.closed.then(() => {
      unsubscribe();
      if (this.room.get() === room) {
        this.room.set(null);
      }
    });
    this.room.set(room);
    // Its state says what became of it.
    room.startSound().catch(() => undefined);
    return room;
  }

  preloadSound(): void {
    // A failure shows itself when a room is entered, and the loading is tried again then.
    this.#host.load().catch(() => undefined);
  }

  service<T extends DescService>(service: T, { operatorKey }: ServiceOptions = {}): ConnectClient<T> {
    const transport: Transport = operatorKey === undefined ? this.#transport : withOperatorKey(this.#transport, operatorKey);
    return createConnectClient(service, transport);
  }

  watchHallway(options: HallwayOptions = {}): Watch<HallwayState> {
    return watchHallway(this.calls.discovery, options, this.#surroundings.clock, this.#surroundings.presence);
  }

  watchInbox(): Watch<InboxState> {
    return watchInbox(this.calls.notifications, this.#surroundings.clock, this.#surroundings.presence);
  }

  newKey(): string {
    return newKey();
  }

  photoUrl(photoId: string, size: 128 | 512): string | null {
    return photoId === "" ? null : `${this.#server}/photos/${encodeURIComponent(photoId)}/${size}.jpg`;
  }

  /** A room belongs to the person who entered it. */
  #leaveUnless(state: SessionState): void {
    const room = this.room.get();
    const selfId = room?.state.get()?.selfId;
    if (room && (state.kind === "signedOut" || (state.kind !== "unknown" && selfId !== undefined && selfId !== state.userId))) {
      void room.leave();
    }
  }
}

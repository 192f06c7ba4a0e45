import type { DescService } from "@bufbuild/protobuf";
import type { Client as ConnectClient } from "@connectrpc/connect";
import type { Calls } from "./calls/calls.js";
import type { Observable } from "./observable.js";
import type { EnterOptions, Room } from "./rooms/roomApi.js";
import type { ServerAbout } from "./session/about.js";
import type {
  GuestState,
  SessionState,
  SignInRequest,
  SignUpRequest,
  SignedInState,
  Suspension,
} from "./session/sessionState.js";
import type { CreateSoundEngine } from "./soundEngine.js";
import type { HallwayOptions, HallwayState } from "./watches/hallway.js";
import type { InboxState } from "./watches/inbox.js";

/** A stream of the server that is opened again by itself whenever it ends. */
export interface Watch<T> {
  readonly state: Observable<T>;
  /** Asks for everything anew. */
  restart(): void;
  close(): void;
}

/** What the server says of itself. */
export interface ServerInfo {
  /** Which page the server has; empty until known. */
  readonly version: string;
  /** True if the server has another page than the one that runs: load the page again outside rooms. */
  readonly isNewer: boolean;
}

export interface ClientOptions {
  /** Where the server is; default the page's own origin. */
  readonly server?: string;
  /** Makes the sound engine; default that of this package, which is loaded when it is needed first. */
  readonly createSoundEngine?: CreateSoundEngine;
  /** Which page this is, to be compared with the server's at each renewal; default none is compared. */
  readonly pageVersion?: string;
}

export interface ServiceOptions {
  /** The operator's key, for calls that ask for it beside or instead of a token. */
  readonly operatorKey?: string;
}

/** One server, one person, one page. */
export interface Client {
  readonly session: Observable<SessionState>;
  readonly suspension: Observable<Suspension | null>;
  readonly serverInfo: Observable<ServerInfo>;
  /** Whether the server answered the newest call; false shows "offline". */
  readonly reachable: Observable<boolean>;
  /** Every service of the server, with the token of the session. Failures are `Refused`, `Unreachable` or `SignedOut`. */
  readonly calls: Calls;
  /** The room that is on; at most one. */
  readonly room: Observable<Room | null>;

  /** Looks for the session that this browser remembers (in a cookie that no script can read). Resolves with whether there is one. Never rejects for a refusal. */
  restore(): Promise<boolean>;
  signUp(request: SignUpRequest): Promise<SignedInState>;
  signIn(request: SignInRequest): Promise<SignedInState>;
  /** A session without an account, in memory alone: it looks and listens. Refused as `guests_off` where the operator lets none in. */
  enterAsGuest(): Promise<GuestState>;
  /** What the server is like, asked for once. Rejects with `Unreachable` or `Refused`; the next call asks again then. */
  about(): Promise<ServerAbout>;
  /** Ends the session here; leaves the room first. */
  signOut(): Promise<void>;
  /** Ends all sessions of the account. */
  signOutEverywhere(): Promise<void>;

  /** Enters a room and leaves the one before. Call it in the person's gesture: it starts the sound. */
  enterRoom(roomId: string, options?: EnterOptions): Room;
  /** Loads the sound engine, so that {@link enterRoom} starts it within the person's gesture. For a page that shows rooms. */
  preloadSound(): void;
  /** A service that is not in {@link calls}: those of the operator, see `@audiorooms/client/operator`. */
  service<T extends DescService>(service: T, options?: ServiceOptions): ConnectClient<T>;
  /** Rooms that are live, as they change. */
  watchHallway(options?: HallwayOptions): Watch<HallwayState>;
  /** The own inbox, as it changes. */
  watchInbox(): Watch<InboxState>;
  /** A key for `idempotencyKey` fields; keep it for the same wish, make another for the next. */
  newKey(): string;
  /** Where a photo is shown, by the `photo_id` of a card; null for an empty id. */
  photoUrl(photoId: string, size: 128 | 512): string | null;
}

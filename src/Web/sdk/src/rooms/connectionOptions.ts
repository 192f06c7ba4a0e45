import type { Clock } from "../clock.js";
import type { Bundle, Joined, ServerMessage } from "../gen/audiorooms/v1/session_pb.js";
import type { Presence } from "../presence.js";
import type { HeardFigures, LatencyMode, SourceId } from "../soundEngine.js";
import type { Ticker } from "../ticker.js";
import type { SoundChoice } from "./roomApi.js";
import type { OpenSocket } from "./roomSocket.js";

/** Where a connection gets its access token, and learns why it is not let in. */
export interface TokenSource {
  /** Rejects with `SignedOut` or `Unreachable`. */
  token(): Promise<string>;
  /** Makes a cheap call with the token: resolves if the server takes it, rejects with why not. A page is not told why its WebSocket was refused. */
  probe(): Promise<void>;
}

/** What a connection tells its room, in the order in which it happened. */
export interface ConnectionListener {
  connecting(): void;
  /** The room was joined; `whole` if no packet is missing since the connection before, `awayMs` since its last word. */
  joined(answer: Joined, about: { readonly first: boolean; readonly whole: boolean; readonly awayMs: number }): void;
  /** Everything but bundles, answers and the end. */
  message(message: ServerMessage): void;
  /** The packets of a bundle from index `from` on are new. */
  bundle(bundle: Bundle, from: number): void;
  /** So many packets of all voices together were left out. */
  missed(count: number): void;
  /** The connection broke, and is made again. */
  lost(reason: string): void;
  /** The next attempt comes in so many milliseconds. */
  waiting(milliseconds: number, reason: string): void;
}

export interface RoomConnectionOptions {
  readonly roomId: string;
  /** Address of the WebSocket. */
  readonly url: string;
  readonly linkToken: string;
  /** How long to try after a broken connection, in milliseconds. */
  readonly giveUpAfterMs: number;
  readonly tokens: TokenSource;
  readonly open: OpenSocket;
  readonly clock: Clock;
  readonly ticker: Ticker;
  readonly presence: Presence;
  readonly random: () => number;
  readonly listener: ConnectionListener;
  /** What a join asks for. */
  readonly wanted: () => { readonly latency: LatencyMode; readonly sound: SoundChoice };
  /** Number of the newest event that the room has. */
  readonly knownVersion: () => bigint;
  /** Whether the room is over, so that there is nothing to come back to. */
  readonly isEnded: () => boolean;
  /** What was played since the last call; null while nobody plays. */
  readonly takeFigures: () => ReadonlyMap<SourceId, HeardFigures> | null;
}

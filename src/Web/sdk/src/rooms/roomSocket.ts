/** One WebSocket with a room, from its Join to its end. Knows when it was silent; knows nothing of what the messages mean. */
import { stopwatch } from "../clock.js";
import type { Clock } from "../clock.js";
import type { ClientMessage, ServerMessage } from "../gen/audiorooms/v1/session_pb.js";
import { clientMessage, decode, encode } from "../wire/frames.js";
import type { ClientBody } from "../wire/frames.js";

/** What of the browser's WebSocket is used. Its handlers get a MessageEvent and a CloseEvent. */
export interface SocketLike {
  binaryType: string;
  readonly bufferedAmount: number;
  send(data: Uint8Array<ArrayBuffer>): void;
  close(code?: number, reason?: string): void;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
}

export type OpenSocket = (url: string, protocols: string[]) => SocketLike;

/** How a socket ended. */
export interface SocketEnd {
  /** False if the server, or something before it, did not let the socket open: a page is not told why. */
  readonly opened: boolean;
  /** Of the close frame: 1000 in order, 4000 and the gRPC status otherwise; 1006 for a broken connection or one that this side cut. */
  readonly code: number;
  /** The code of the refusal or closing; or why this side cut the connection. */
  readonly reason: string;
}

const SUBPROTOCOL = "audiorooms.v1";
const TOKEN_PREFIX = "bearer.";
const BROKEN = 1_006;

/** About a second of one's own voice: what waits longer is of no use to the listeners. */
const VOICE_BACKLOG_BYTES = 8_192;

/** An answer to a ping that does not come in this time does not come. */
const PING_ANSWER_MS = 7_000;

export interface RoomSocketOptions {
  readonly url: string;
  readonly token: string;
  readonly open: OpenSocket;
  readonly clock: Clock;
  readonly join: ClientMessage;
  readonly onMessage: (message: ServerMessage) => void;
  readonly onEnd: (end: SocketEnd) => void;
}

export class RoomSocket {
  readonly #socket: SocketLike;
  readonly #clock: Clock;
  readonly #options: RoomSocketOptions;
  #opened = false;
  #ended = false;
  #silence: () => number;
  #quiet: () => number;
  #sincePing: (() => number) | null = null;

  constructor(options: RoomSocketOptions) {
    this.#options = options;
    this.#clock = options.clock;
    this.#silence = stopwatch(options.clock);
    this.#quiet = stopwatch(options.clock);
    this.#socket = options.open(options.url, [SUBPROTOCOL, TOKEN_PREFIX + options.token]);
    this.#socket.binaryType = "arraybuffer";
    this.#socket.onopen = () => {
      this.#opened = true;
      this.post(options.join);
    };
    this.#socket.onmessage = ({ data }: { readonly data: unknown }) => {
      this.#receive(data);
    };
    this.#socket.onclose = ({ code, reason }: { readonly code: number; readonly reason: string }) => {
      this.#end({ opened: this.#opened, code, reason });
    };
    // The close event that follows says the rest.
    this.#socket.onerror = () => undefined;
  }

  /** How long the server has said nothing, in milliseconds. */
  get silenceMs(): number {
    return this.#silence();
  }

  /** How long nothing was sent, in milliseconds. */
  get quietMs(): number {
    return this.#quiet();
  }

  /** Whether a ping, sent `afterMs` ago or longer, is still without an answer or any other word of the server. */
  isDead(afterMs = PING_ANSWER_MS): boolean {
    return this.#sincePing !== null && this.#sincePing() >= afterMs;
  }

  /** Asks for a word, unless that was done already. */
  ping(): void {
    if (this.#sincePing === null) {
      this.#sincePing = stopwatch(this.#clock);
      this.say({ case: "ping", value: { sentAtMicros: BigInt(Math.round(this.#clock.now() * 1_000)) } });
    }
  }

  /** Sends what wants no answer. */
  say(body: ClientBody): void {
    this.post(clientMessage(body));
  }

  post(message: ClientMessage): void {
    if (!this.#ended && this.#opened) {
      this.#quiet = stopwatch(this.#clock);
      this.#socket.send(encode(message) as Uint8Array<ArrayBuffer>);
    }
  }

  /** Sends what is worth something now only. False if the network is behind, and it was dropped. */
  tryPost(message: ClientMessage): boolean {
    if (this.#ended || !this.#opened || this.#socket.bufferedAmount > VOICE_BACKLOG_BYTES) {
      return false;
    }

    this.post(message);
    return true;
  }

  /** Says that nothing more comes; the server answers with its own end. */
  finish(): void {
    this.#socket.close(1_000);
  }

  /** Cuts the connection. Its end is told at once: a browser waits up to a minute for the close frame of a server that is gone. */
  abort(reason: string): void {
    if (!this.#ended) {
      this.#socket.close(1_000);
      this.#end({ opened: this.#opened, code: BROKEN, reason });
    }
  }

  #receive(data: unknown): void {
    if (this.#ended) {
      return;
    }

    const message = data instanceof ArrayBuffer ? decode(data) : null;
    if (!message) {
      this.abort("the server sent what is no message");
      return;
    }

    this.#silence = stopwatch(this.#clock);
    this.#sincePing = null;
    this.#options.onMessage(message);
  }

  #end(end: SocketEnd): void {
    if (!this.#ended) {
      this.#ended = true;
      this.#socket.onopen = this.#socket.onmessage = this.#socket.onclose = null;
      this.#options.onEnd(end);
    }
  }
}

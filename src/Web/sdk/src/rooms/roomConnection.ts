/** Keeps one person connected with one room: connects again by itself, resumes at the packet that was lost, and repeats what may be repeated. */
import { BackOff } from "../backOff.js";
import { stopwatch } from "../clock.js";
import { Refused, SignedOut, Unreachable } from "../errors.js";
import { newKey } from "../keys.js";
import { clientMessage } from "../wire/frames.js";
import type { ClientBody } from "../wire/frames.js";
import type { RoomConnectionOptions } from "./connectionOptions.js";
import { decide, left } from "./retryRule.js";
import type { RoomClosed, RoomFigures } from "./roomApi.js";
import { RoomLink } from "./roomLink.js";
import { RoomSocket } from "./roomSocket.js";
import type { SocketEnd } from "./roomSocket.js";
import { WakefulWait } from "./wakefulWait.js";

/** How long the server may take to open the socket and answer the join. */
const JOIN_TIMEOUT_MS = 8_000;

/** How long the server may take to answer any other command, a reconnect included. */
const COMMAND_TIMEOUT_MS = 8_000;

/** How long the server may take to end the connection after a Leave. */
const LEAVE_LIMIT_MS = 2_000;

/** How long a probe waits for a word: the network has just come back, or the page was just seen again. */
const PROBE_ANSWER_MS = 2_000;

/** The server has closed the connection of a device that slept longer than this: there is nothing to ask. */
const SLEPT_MS = 20_000;

/** After so long without a word from the server, or to it, it is pinged. */
const PING_AFTER_MS = 3_000;

export class RoomConnection {
  /** Resolves when the connection is over for good. Never rejects. */
  readonly closed: Promise<RoomClosed>;

  readonly #options: RoomConnectionOptions;
  readonly #link: RoomLink;
  readonly #backOff: BackOff;
  readonly #pause: WakefulWait;
  readonly #leaving = new AbortController();
  /** The socket of the attempt that is under way, joined or not. */
  #attempt: RoomSocket | null = null;
  #lostFor: () => number;
  /** How long the server had said nothing when the connection was lost: a device may have slept through most of it. */
  #silentMs = 0;
  #sinceTick: () => number;
  #failure: Error | null = null;

  constructor(options: RoomConnectionOptions) {
    this.#options = options;
    this.#link = new RoomLink(options, () => {
      this.#backOff.reset();
      this.#sinceTick = stopwatch(options.clock);
      return this.#silentMs + this.#lostFor();
    });
    this.#backOff = new BackOff(undefined, options.random);
    this.#pause = new WakefulWait(options.clock);
    this.#lostFor = stopwatch(options.clock);
    this.#sinceTick = stopwatch(options.clock);
    const stopTicks = options.ticker(() => {
      this.#tick();
    });
    const unsubscribe = options.presence.onChange(() => {
      this.probe();
    });
    this.closed = this.#keepConnected().then((reason) => {
      stopTicks();
      unsubscribe();
      this.#link.pending.failAll(new Unreachable(reason.message));
      return reason;
    });
  }

  get isConnected(): boolean {
    return this.#link.socket !== null;
  }

  /** Why the first join failed; null while it has not. */
  get failure(): Error | null {
    return this.#failure;
  }

  get figures(): RoomFigures {
    return this.#link.figures;
  }

  /**
   * Asks the room for something. Resolves when the room agreed; rejects with `Refused` if it did not, with `Unreachable` if its answer is not known.
   * @param repeats false for what is only for the moment, or must not be carried out later
   */
  async ask(body: ClientBody, repeats = true): Promise<void> {
    const { socket, pending } = this.#link;
    if (!socket) {
      throw new Unreachable("There is no connection to the room now; the client is reconnecting.");
    }

    const message = clientMessage(body);
    message.idempotencyKey = repeats ? newKey() : "";
    const answer = pending.add(message);
    const cancel = this.#options.clock.after(COMMAND_TIMEOUT_MS, () => {
      pending.refuse(message.requestId, new Unreachable(`The server did not answer within ${COMMAND_TIMEOUT_MS / 1_000} s.`));
    });
    socket.post(message);
    await answer.finally(cancel);
  }

  /** Says something that wants no answer; lost if there is no connection. */
  say(body: ClientBody): void {
    this.#link.socket?.say(body);
  }

  /** Sends one packet of the own voice. It goes now or never. */
  speak(body: ClientBody & { case: "audio" }): void {
    this.#link.speak(clientMessage(body));
  }

  /** The network may have changed: asks the server for a word, or tries to connect at once. */
  probe(): void {
    const { socket } = this.#link;
    if (!socket) {
      if (!this.#attempt) {
        this.#pause.wake();
      }

      return;
    }

    socket.ping();
    this.#options.clock.after(PROBE_ANSWER_MS, () => {
      if (socket === this.#link.socket && socket.isDead(PROBE_ANSWER_MS)) {
        this.#reconnect(socket, "the server did not answer");
      }
    });
  }

  /** Leaves in good order; resolves when the connection is closed. */
  async leave(): Promise<void> {
    this.#leaving.abort();
    const { socket } = this.#link;
    if (socket) {
      socket.say({ case: "leave", value: {} });
      socket.finish();
      this.#options.clock.after(LEAVE_LIMIT_MS, () => {
        socket.abort("left");
      });
    } else {
      this.#attempt?.abort("left");
    }

    await this.closed;
  }

  async #keepConnected(): Promise<RoomClosed> {
    for (;;) {
      this.#options.listener.connecting();
      const end = await this.#connect();
      const decision = decide({
        ...this.#link.lastWords,
        end,
        leaving: this.#leaving.signal.aborted,
        roomEnded: this.#options.isEnded(),
        lostForMs: this.#lostFor(),
        giveUpAfterMs: this.#options.giveUpAfterMs,
      });
      if (decision.kind === "stop") {
        this.#failure ??= decision.failure;
        return decision.closed;
      }

      const serverWaitMs = Math.max(decision.serverWaitMs, end.opened ? 0 : await this.#waitOfClosedDoor());
      const jitterMs = this.#backOff.next(this.#lostFor());
      this.#options.listener.waiting(serverWaitMs + jitterMs, end.reason);
      await this.#pause.wait(serverWaitMs, jitterMs, this.#leaving.signal);
      if (this.#leaving.signal.aborted) {
        this.#failure ??= new Unreachable(left.message);
        return left;
      }
    }
  }

  /** Makes one connection and lives with it until it ends. */
  async #connect(): Promise<SocketEnd> {
    this.#link.forgetLastWords();
    let token: string;
    try {
      token = await this.#options.tokens.token();
    } catch (reason) {
      return this.#withoutToken(reason);
    }

    if (this.#leaving.signal.aborted) {
      return neverOpened("left");
    }

    try {
      return await this.#live(token);
    } catch (reason) {
      // The browser takes no such address or token.
      return neverOpened(reason instanceof Error ? reason.message : "no socket");
    }
  }

  #live(token: string): Promise<SocketEnd> {
    const { clock, url, open } = this.#options;
    return new Promise((resolve) => {
      const socket = new RoomSocket({
        url,
        token,
        open,
        clock,
        join: this.#link.makeJoin(),
        onMessage: (message) => {
          if (message.body.case === "joined") {
            cancel();
          }

          this.#link.receive(socket, message);
        },
        onEnd: (end) => {
          cancel();
          this.#attempt = null;
          if (this.#link.lose(socket, this.#leaving.signal.aborted ? null : end.reason)) {
            this.#lostFor = stopwatch(clock);
            this.#silentMs = socket.silenceMs;
          }

          resolve(end);
        },
      });
      this.#attempt = socket;
      const cancel = clock.after(JOIN_TIMEOUT_MS, () => {
        socket.abort(`the server did not answer within ${JOIN_TIMEOUT_MS / 1_000} s`);
      });
    });
  }

  #withoutToken(reason: unknown): SocketEnd {
    const error = reason instanceof Error ? reason : new SignedOut();
    if (error instanceof Unreachable || (error instanceof Refused && error.retryAfterMs !== null)) {
      this.#link.noteRefusal(error instanceof Refused ? error : null);
    } else {
      this.#failure ??= error;
      this.#link.noteEnding({ code: error instanceof Refused ? error.code : "signed_out", message: error.message });
    }

    return neverOpened(error.message);
  }

  /** A page is not told why its socket did not open. A call with the same token is: it renews the token if need be, and says how long to wait. */
  async #waitOfClosedDoor(): Promise<number> {
    try {
      await this.#options.tokens.probe();
      return 0;
    } catch (reason) {
      // Without a session the next attempt ends for want of a token, and says so.
      return reason instanceof Refused ? (reason.retryAfterMs ?? 0) : 0;
    }
  }

  /** Cuts the connection and makes another at once, because of something that happened to this device alone. */
  #reconnect(socket: RoomSocket, reason: string): void {
    this.#pause.wake();
    socket.abort(reason);
  }

  /** Once a second: what nothing that comes in can do. */
  #tick(): void {
    const slept = this.#sinceTick() >= SLEPT_MS;
    this.#sinceTick = stopwatch(this.#options.clock);
    const { socket } = this.#link;
    if (!socket) {
      return;
    }

    // In a hidden page ticks may be rare, and words come all the same: sleep is when both were away.
    if (slept && socket.silenceMs >= SLEPT_MS) {
      this.#reconnect(socket, "the device slept");
    } else if (socket.isDead()) {
      // Perhaps to nobody: all its listeners come back spread out.
      socket.abort("the server does not answer");
    } else {
      if (socket.silenceMs >= PING_AFTER_MS || socket.quietMs >= PING_AFTER_MS) {
        socket.ping();
      }

      this.#link.care();
    }
  }
}

function neverOpened(reason: string): SocketEnd {
  return { opened: false, code: 1_006, reason };
}

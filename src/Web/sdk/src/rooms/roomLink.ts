/** What a connection with a room knows over all its sockets: what came, what was asked, what to resume with. */
import { refusalOf } from "../calls/refusals.js";
import { Unreachable } from "../errors.js";
import type { Refused } from "../errors.js";
import type { ClientMessage, Joined, Refusal, ServerMessage } from "../gen/audiorooms/v1/session_pb.js";
import { clientMessage } from "../wire/frames.js";
import { Acknowledger } from "./acknowledger.js";
import type { RoomConnectionOptions } from "./connectionOptions.js";
import { latencyClassOf, soundOf } from "./delivery.js";
import { PendingCommands } from "./pendingCommands.js";
import { PositionTracker } from "./positionTracker.js";
import type { RoomClosed, RoomFigures } from "./roomApi.js";
import type { RoomSocket } from "./roomSocket.js";

/** What the server said at last, for the decision whether to come back. */
export interface LastWords {
  readonly ending: RoomClosed | null;
  readonly joinRefusal: Refused | null;
  readonly mayResume: boolean;
  readonly hasJoined: boolean;
}

export class RoomLink {
  readonly pending = new PendingCommands();
  readonly #options: RoomConnectionOptions;
  /** Called at every join; returns how long nothing had been heard. */
  readonly #onJoin: () => number;
  readonly #positions = new PositionTracker();
  readonly #acks: Acknowledger;
  #socket: RoomSocket | null = null;
  #lastWords: LastWords = { ending: null, joinRefusal: null, mayResume: false, hasJoined: false };
  #joinId = 0n;
  #resumeToken = "";
  #packets = 0;
  #bundles = 0;
  #reconnects = 0;
  #sent = 0;
  #unsent = 0;
  #roundTripMs: number | null = null;

  constructor(options: RoomConnectionOptions, onJoin: () => number) {
    this.#options = options;
    this.#onJoin = onJoin;
    this.#acks = new Acknowledger(options.clock, this.#positions, options.takeFigures);
  }

  /** The socket of the joined room; null between two. */
  get socket(): RoomSocket | null {
    return this.#socket;
  }

  get lastWords(): LastWords {
    return this.#lastWords;
  }

  get figures(): RoomFigures {
    return {
      packets: this.#packets,
      bundles: this.#bundles,
      missed: this.#positions.missed,
      repeated: this.#positions.repeated,
      reconnects: this.#reconnects,
      sent: this.#sent,
      unsent: this.#unsent,
      roundTripMs: this.#roundTripMs,
    };
  }

  forgetLastWords(): void {
    this.#lastWords = { ...this.#lastWords, ending: null, joinRefusal: null, mayResume: false };
  }

  noteRefusal(joinRefusal: Refused | null): void {
    this.#lastWords = { ...this.#lastWords, joinRefusal };
  }

  noteEnding(ending: RoomClosed): void {
    this.#lastWords = { ...this.#lastWords, ending };
  }

  makeJoin(): ClientMessage {
    this.#joinId = this.pending.nextId();
    const { roomId, linkToken, wanted, knownVersion } = this.#options;
    const { latency, sound } = wanted();
    const resuming = this.#lastWords.hasJoined
      ? { resumePosition: this.#positions.next, resumeToken: this.#resumeToken, knownVersion: knownVersion() }
      : {};
    const value = { roomId, linkToken, latency: latencyClassOf(latency), sound: soundOf(sound), ...resuming };
    const message = clientMessage({ case: "join", value });
    message.requestId = this.#joinId;
    return message;
  }

  speak(message: ClientMessage): void {
    if (this.#socket?.tryPost(message)) {
      this.#sent++;
    } else {
      this.#unsent++;
    }
  }

  /** Acknowledges what has waited too long for it. */
  care(): void {
    if (this.#socket) {
      this.#acks.care(this.#socket);
    }
  }

  /** The socket is gone. Returns whether it was that of the joined room; `reason` is null if nobody is to be told. */
  lose(socket: RoomSocket, reason: string | null): boolean {
    if (socket !== this.#socket) {
      return false;
    }

    this.#socket = null;
    this.pending.failUnrepeatable(new Unreachable("The connection broke before the server answered."));
    if (reason !== null && !this.#lastWords.ending) {
      this.#options.listener.lost(reason);
    }

    return true;
  }

  receive(socket: RoomSocket, message: ServerMessage): void {
    const { body } = message;
    switch (body.case) {
      case "bundle":
        this.#hear(socket, body.value);
        return;
      case "joined":
        this.#join(socket, body.value);
        return;
      case "ok":
        this.pending.accept(body.value.requestId);
        return;
      case "refusal":
        if (this.#isAwaited(body.value)) {
          return;
        }

        break;
      case "closing": {
        const { code, message: sentence, resume } = body.value;
        this.#lastWords = { ...this.#lastWords, mayResume: resume, ending: resume ? null : { code, message: sentence } };
        return;
      }
      case "pong":
        this.#roundTripMs = Math.max(0, this.#options.clock.now() - Number(body.value.sentAtMicros) / 1_000);
        return;
      case "soundChanged":
        this.#positions.begin(body.value.position, true, false);
        break;
      case "latencyChanged":
        this.#acks.every(body.value.ackEveryMs);
        this.#acks.acknowledge(socket);
        break;
      default:
        break;
    }

    this.#options.listener.message(message);
  }

  #hear(socket: RoomSocket, bundle: Extract<ServerMessage["body"], { case: "bundle" }>["value"]): void {
    const { position, packets, end } = bundle;
    if (!this.#positions.isOfThisLog(position)) {
      return;
    }

    const missed = this.#positions.missed;
    const known = this.#positions.take(position, packets.length, end);
    this.#bundles++;
    this.#packets += packets.length - known;
    this.#options.listener.bundle(bundle, known);
    this.#tellMissed(missed);
    this.#acks.mayAcknowledge(socket);
  }

  #join(socket: RoomSocket, answer: Joined): void {
    const first = !this.#lastWords.hasJoined;
    const missed = this.#positions.missed;
    const awayMs = this.#onJoin();
    const whole = this.#positions.begin(answer.position, first, answer.resumed);
    this.#resumeToken = answer.resumeToken;
    this.#acks.begin(answer.ackEveryMs);
    this.#socket = socket;
    this.#lastWords = { ending: null, joinRefusal: null, mayResume: false, hasJoined: true };
    this.#reconnects += first ? 0 : 1;
    // Before the listener asks for anything: what it asks for is not to be sent twice.
    for (const command of this.pending.unanswered()) {
      socket.post(command);
    }

    this.#options.listener.joined(answer, { first, whole, awayMs: first ? 0 : awayMs });
    this.#tellMissed(missed);
  }

  #tellMissed(before: number): void {
    const count = this.#positions.missed - before;
    if (count > 0) {
      this.#options.listener.missed(count);
    }
  }

  /** False for a refusal that nobody waits for. */
  #isAwaited(refusal: Refusal): boolean {
    if (refusal.requestId === this.#joinId) {
      this.noteRefusal(refusalOf(refusal));
      return true;
    }

    return this.pending.refuse(refusal.requestId, refusalOf(refusal));
  }
}

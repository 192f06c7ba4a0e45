import type { ClientMessage } from "../gen/audiorooms/v1/session_pb.js";

/** More at once is a program that does not wait for answers. */
const LIMIT = 64;

interface Waiting {
  readonly command: ClientMessage;
  readonly resolve: () => void;
  readonly reject: (reason: Error) => void;
}

/**
 * The commands that wait for their answer. One that has a key outlives a broken connection: the server may have carried it out, and it is sent
 * again on the next connection, where its key makes sure that it is not carried out twice.
 */
export class PendingCommands {
  readonly #waiting = new Map<bigint, Waiting>();
  #lastId = 0n;

  /** An id for something whose answer is awaited elsewhere. */
  nextId(): bigint {
    return ++this.#lastId;
  }

  /** Gives the command its id. The promise settles with {@link accept}, {@link refuse} or one of the failures. */
  add(command: ClientMessage): Promise<void> {
    if (this.#waiting.size >= LIMIT) {
      return Promise.reject(new Error(`${LIMIT} commands wait for an answer already; await them first.`));
    }

    command.requestId = this.nextId();
    return new Promise((resolve, reject) => this.#waiting.set(command.requestId, { command, resolve, reject }));
  }

  accept(requestId: bigint): void {
    this.#take(requestId)?.resolve();
  }

  /** Returns false if nobody waits for this answer. */
  refuse(requestId: bigint, reason: Error): boolean {
    const waiting = this.#take(requestId);
    waiting?.reject(reason);
    return waiting !== undefined;
  }

  /** The commands to be sent again, oldest first. */
  unanswered(): ClientMessage[] {
    return [...this.#waiting.values()].map((one) => one.command).filter(isRepeatable);
  }

  /** The connection is gone: the caller of a command that cannot be sent again learns it. */
  failUnrepeatable(reason: Error): void {
    this.#fail(reason, (command) => !isRepeatable(command));
  }

  /** The connection is gone for good. */
  failAll(reason: Error): void {
    this.#fail(reason, () => true);
  }

  #take(requestId: bigint): Waiting | undefined {
    const waiting = this.#waiting.get(requestId);
    this.#waiting.delete(requestId);
    return waiting;
  }

  #fail(reason: Error, which: (command: ClientMessage) => boolean): void {
    for (const { command, reject } of [...this.#waiting.values()].filter((one) => which(one.command))) {
      this.#waiting.delete(command.requestId);
      reject(reason);
    }
  }
}

function isRepeatable(command: ClientMessage): boolean {
  return command.idempotencyKey !== "";
}

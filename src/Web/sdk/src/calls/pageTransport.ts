/** A transport of Connect that has the session's token, an end to every wait, one repetition where it does no harm, and one kind of failure. */
import type { DescMessage, DescMethodStreaming, DescMethodUnary, MessageInitShape } from "@bufbuild/protobuf";
import { ConnectError, Code } from "@connectrpc/connect";
import type { ContextValues, StreamResponse, Transport, UnaryResponse } from "@connectrpc/connect";
import { createGrpcWebTransport } from "@connectrpc/connect-web";
import { delay } from "../clock.js";
import type { Clock } from "../clock.js";
import { Refused, Unreachable } from "../errors.js";
import { Value } from "../observable.js";
import type { Observable } from "../observable.js";
import type { SessionKeeper } from "../session/sessionKeeper.js";
import type { SessionState } from "../session/sessionState.js";
import { failureOf } from "./refusals.js";
import { ATTEMPTS_MAX, SERVER_WAIT_MAX_MS, isRepeatable, once, waitBefore } from "./retry.js";

/** Longest wait for the answer of a call, unless the caller says otherwise. */
const ANSWER_WITHIN_MS = 15_000;

/** States of a session that has a token. */
const withToken: ReadonlySet<SessionState["kind"]> = new Set(["signedIn", "guest"]);

export interface PageTransportOptions {
  readonly server: string;
  readonly session: SessionKeeper;
  readonly clock: Clock;
  readonly fetch: typeof globalThis.fetch;
  readonly random?: () => number;
  /** The transport below; default gRPC-Web by `fetch`. */
  readonly inner?: Transport;
}

export class PageTransport implements Transport {
  readonly #inner: Transport;
  readonly #session: SessionKeeper;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #reachable = new Value(true);

  constructor({ server, session, clock, fetch, random = Math.random, inner }: PageTransportOptions) {
    this.#inner = inner ?? createGrpcWebTransport({ baseUrl: server, fetch: reaching(fetch), useBinaryFormat: true });
    this.#session = session;
    this.#clock = clock;
    this.#random = random;
  }

  /** Whether the newest call was answered. */
  get reachable(): Observable<boolean> {
    return this.#reachable;
  }

  async unary<I extends DescMessage, O extends DescMessage>(
    method: DescMethodUnary<I, O>,
    signal: AbortSignal | undefined,
    timeoutMs: number | undefined,
    header: HeadersInit | undefined,
    input: MessageInitShape<I>,
    contextValues?: ContextValues,
  ): Promise<UnaryResponse<I, O>> {
    const attempts = isRepeatable(method, input) && !contextValues?.get(once) ? ATTEMPTS_MAX : 1;
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#withToken(header, signal, (headers) =>
          this.#inner.unary(method, signal, timeoutMs ?? ANSWER_WITHIN_MS, headers, input, contextValues),
        );
      } catch (reason) {
        const wait = this.#waitAfter(reason, attempt, attempts);
        if (wait === null) {
          throw reason;
        }

        await delay(this.#clock, wait, signal);
      }
    }
  }

  async stream<I extends DescMessage, O extends DescMessage>(
    method: DescMethodStreaming<I, O>,
    signal: AbortSignal | undefined,
    timeoutMs: number | undefined,
    header: HeadersInit | undefined,
    input: AsyncIterable<MessageInitShape<I>>,
    contextValues?: ContextValues,
  ): Promise<StreamResponse<I, O>> {
    const response = await this.#withToken(header, signal, (headers) =>
      this.#inner.stream(method, signal, timeoutMs, headers, input, contextValues),
    );
    return { ...response, message: this.#named(response.message, signal) };
  }

  /** Sends with the token, and once more with the next one if the server does not take it. Signed out, a call goes without. */
  async #withToken<T>(
    header: HeadersInit | undefined,
    signal: AbortSignal | undefined,
    send: (headers: Headers) => Promise<T>,
  ): Promise<T> {
    const headers = new Headers(header);
    const token = withToken.has(this.#session.state.get().kind) ? await this.#session.token() : null;
    if (token !== null) {
      headers.set("authorization", `Bearer ${token}`);
    }

    try {
      return await this.#answered(send(headers), signal);
    } catch (reason) {
      if (token === null || !(reason instanceof Refused && reason.code === "token_invalid")) {
        throw reason;
      }
    }

    headers.set("authorization", `Bearer ${await this.#session.tokenAfter(token)}`);
    return await this.#answered(send(headers), signal);
  }

  async #answered<T>(answer: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    try {
      const value = await answer;
      this.#reachable.set(true);
      return value;
    } catch (reason) {
      throw this.#noted(failureOf(reason, signal?.aborted));
    }
  }

  async *#named<T>(messages: AsyncIterable<T>, signal: AbortSignal | undefined): AsyncIterable<T> {
    try {
      yield* messages;
    } catch (reason) {
      throw this.#noted(failureOf(reason, signal?.aborted));
    }
  }

  #noted(failure: Error): Error {
    if (failure instanceof Unreachable) {
      this.#reachable.set(false);
    } else if (failure instanceof Refused) {
      this.#reachable.set(true);
    }

    return failure;
  }

  /** How long to wait before trying again; null not to. */
  #waitAfter(reason: unknown, attempt: number, attempts: number): number | null {
    if (attempt >= attempts) {
      return null;
    }

    if (reason instanceof Unreachable) {
      return waitBefore(attempt + 1, this.#random);
    }

    const wait = reason instanceof Refused ? reason.retryAfterMs : null;
    return wait !== null && wait <= SERVER_WAIT_MAX_MS ? wait : null;
  }
}

/** A network that fails says so as what it is, not as an error of unknown kind. */
function reaching(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (input, init) => {
    try {
      return await fetch(input, init);
    } catch (reason) {
      if (init?.signal?.aborted) {
        throw reason;
      }

      throw new ConnectError("The server could not be reached.", Code.Unavailable, undefined, undefined, reason);
    }
  };
}

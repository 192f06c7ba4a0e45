import { BackOff } from "../backOff.js";
import { delay } from "../clock.js";
import type { Clock } from "../clock.js";
import { Refused, SignedOut } from "../errors.js";
import type { Presence } from "../presence.js";
import { Value } from "../observable.js";
import type { Observable } from "../observable.js";
import type { Watch } from "../clientApi.js";

/** A hidden page gives its streams back so much later: a browser has six connections to a server over HTTP/1.1, all tabs together. */
export const HIDDEN_FOR_MS = 10_000;

/** After a refusal without a time to wait, for example `too_many_watches`. */
const REFUSED_WAIT_MS = 30_000;

/** A stream that lived so long was a good one: what ends it is a first failure again. */
const STEADY_AFTER_MS = 5_000;

export interface RepeatedStreamOptions<M, S> {
  readonly initial: S;
  readonly clock: Clock;
  readonly presence: Presence;
  readonly random?: () => number;
  /** Opens the stream: `seen` is the state so far. What comes before the stream's first message may be told by `report`. */
  readonly open: (seen: S, signal: AbortSignal, report: (state: S) => void) => AsyncIterable<M>;
  /** The state after a message; null to begin anew with {@link open}. */
  readonly next: (state: S, message: M) => S | null;
  /** The state while the stream is broken. */
  readonly broken: (state: S) => S;
}

/** A stream of the server that is opened again whenever it ends, unless the page is hidden or nobody is signed in any more. */
export class RepeatedStream<M, S> implements Watch<S> {
  readonly #options: RepeatedStreamOptions<M, S>;
  readonly #state: Value<S>;
  readonly #backOff: BackOff;
  readonly #unsubscribe: () => void;
  #attempt = new AbortController();
  #waiting = new AbortController();
  #cancelHiding: () => void = () => undefined;
  #brokenAt: number | null = null;
  #isClosed = false;

  constructor(options: RepeatedStreamOptions<M, S>) {
    this.#options = options;
    this.#state = new Value(options.initial);
    this.#backOff = new BackOff(undefined, options.random);
    this.#unsubscribe = options.presence.onChange(() => {
      this.#attend();
    });
    void this.#run();
  }

  get state(): Observable<S> {
    return this.#state;
  }

  restart(): void {
    this.#backOff.reset();
    this.#attempt.abort();
    this.#waiting.abort();
  }

  close(): void {
    this.#isClosed = true;
    this.#unsubscribe();
    this.#cancelHiding();
    this.restart();
  }

  #closed(): boolean {
    return this.#isClosed;
  }

  async #run(): Promise<void> {
    const { presence, clock } = this.#options;
    while (!this.#closed()) {
      const serverWait = presence.isHidden ? 0 : await this.#read();
      if (serverWait === null || this.#closed()) {
        return;
      }

      this.#state.set(this.#options.broken(this.#state.get()));
      this.#waiting = new AbortController();
      try {
        await (presence.isHidden
          ? untilAborted(this.#waiting.signal)
          : delay(clock, this.#backOff.next(clock.now() - (this.#brokenAt ??= clock.now()), serverWait), this.#waiting.signal));
      } catch {
        // Somebody asks for it now: the page is seen again, or the network is back.
      }
    }
  }

  /** Reads until the stream ends. Returns how long the server asks to wait; null if there is nothing more to try. */
  async #read(): Promise<number | null> {
    this.#attempt = new AbortController();
    const { signal } = this.#attempt;
    const openedAt = this.#options.clock.now();
    try {
      for await (const message of this.#options.open(this.#state.get(), signal, (state) => {
        this.#state.set(state);
      })) {
        if (signal.aborted) {
          break;
        }

        const next = this.#options.next(this.#state.get(), message);
        if (next === null) {
          break;
        }

        this.#state.set(next);
      }

      return 0;
    } catch (reason) {
      return reason instanceof SignedOut ? null : reason instanceof Refused ? (reason.retryAfterMs ?? REFUSED_WAIT_MS) : 0;
    } finally {
      this.#attempt.abort();
      if (this.#options.clock.now() - openedAt > STEADY_AFTER_MS) {
        this.#backOff.reset();
        this.#brokenAt = null;
      }
    }
  }

  /** The page was hidden, or seen again, or the network changed. */
  #attend(): void {
    this.#cancelHiding();
    if (this.#options.presence.isHidden) {
      this.#cancelHiding = this.#options.clock.after(HIDDEN_FOR_MS, () => {
        this.#attempt.abort();
      });
    } else {
      this.#waiting.abort();
    }
  }
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener(
      "abort",
      () => {
        reject(new DOMException("Woken.", "AbortError"));
      },
      { once: true },
    );
  });
}

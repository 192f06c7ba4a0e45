import type { Cancel, Clock } from "../clock.js";
import { Refused, SignedOut } from "../errors.js";
import { Value } from "../observable.js";
import type { Observable } from "../observable.js";
import { AccessToken } from "./accessToken.js";
import type { Grant, SessionApi } from "./sessionApi.js";
import type {
  GuestState,
  SessionState,
  SignInRequest,
  SignOutReason,
  SignUpRequest,
  SignedInState,
  Suspension,
} from "./sessionState.js";
import type { Tabs } from "./tabs.js";

/** After a renewal that did not reach the server, the next is tried so much later; a call that needs a token does not wait for it. */
const RENEW_AGAIN_MS = 10_000;

/** setTimeout counts in 31 bits. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

const ended: ReadonlySet<string> = new Set(["refresh_token_invalid", "token_invalid", "unauthenticated"]);

/** Holds the session of this page: the access token in memory, renewed before it ends, one renewal at a time in all tabs together. */
export class SessionKeeper {
  readonly #api: SessionApi;
  readonly #clock: Clock;
  readonly #tabs: Tabs;
  readonly #state = new Value<SessionState>({ kind: "unknown" });
  readonly #suspension = new Value<Suspension | null>(null);
  readonly #pageVersion = new Value("");
  readonly #renewed = new Value<string | null>(null);
  #token: AccessToken | null = null;
  #renewal: Promise<string> | null = null;
  /** The token of a guest who is being let in. */
  #entry: Promise<string> | null = null;
  #cancelTimer: Cancel = () => undefined;
  /** Grows with every sign-in and sign-out: an answer that comes after one is of another session. */
  #era = 0;

  constructor(api: SessionApi, clock: Clock, tabs: Tabs) {
    this.#api = api;
    this.#clock = clock;
    this.#tabs = tabs;
    tabs.onMessage((message) => {
      this.#hear(message.userId);
    });
  }

  get state(): Observable<SessionState> {
    return this.#state;
  }

  get suspension(): Observable<Suspension | null> {
    return this.#suspension;
  }

  get pageVersion(): Observable<string> {
    return this.#pageVersion;
  }

  /** The newest access token; null while signed out. Changes with every renewal. */
  get renewed(): Observable<string | null> {
    return this.#renewed;
  }

  signUp(request: SignUpRequest): Promise<SignedInState> {
    return this.#open(() => this.#api.signUp(request));
  }

  signIn(request: SignInRequest): Promise<SignedInState> {
    return this.#open(() => this.#api.signIn(request));
  }

  /** A session without an account. No cookie remembers it, and nothing renews it: when its token ends, it has ended. */
  async enterAsGuest(ask: () => Promise<Grant>): Promise<GuestState> {
    const era = ++this.#era;
    const asked = ask();
    // A room that is entered in the same gesture waits for this token.
    this.#entry = asked.then((grant) => grant.accessToken);
    this.#entry.catch(() => undefined);
    try {
      const grant = await asked;
      if (era !== this.#era) {
        throw new SignedOut("A sign-in came between.");
      }

      const state: GuestState = { kind: "guest", userId: grant.userId, handle: grant.handle };
      this.#hold(grant, state);
      return state;
    } finally {
      this.#entry = null;
    }
  }

  /**
   * Looks for a session that the browser remembers. False if there is none, or if the server said so; rejects if it could not be asked, and goes on
   * asking.
   */
  async restore(): Promise<boolean> {
    if (this.#token) {
      return true;
    }

    try {
      await this.#renew();
      return true;
    } catch (reason) {
      if (reason instanceof SignedOut) {
        return false;
      }

      throw reason;
    }
  }

  /** An access token that holds for a minute at least. Renews it first if need be. Rejects with `SignedOut`, `Unreachable`, or `Refused` for too many renewals. */
  token(): Promise<string> {
    if (this.#entry) {
      return this.#entry;
    }

    if (this.#state.get().kind === "signedOut") {
      return Promise.reject(new SignedOut());
    }

    return this.#token && !this.#token.isDue ? Promise.resolve(this.#token.text) : this.#renew();
  }

  /** The server refused `token`: another one, unless there is another already. */
  tokenAfter(token: string): Promise<string> {
    return this.#token && this.#token.text !== token ? this.token() : this.#renew();
  }

  /** The token as it is, even if it is due; null while there is none. */
  get currentToken(): string | null {
    return this.#token?.text ?? null;
  }

  async signOut(): Promise<void> {
    if (this.#state.get().kind === "guest") {
      this.#close("asked");
      return;
    }

    const token = this.#token?.text;
    this.#close("asked");
    this.#tabs.post({ userId: null });
    if (token !== undefined) {
      try {
        await this.#api.signOut(token);
      } catch (reason) {
        // The session that is to end has ended already.
        if (!(reason instanceof Refused && ended.has(reason.code))) {
          throw reason;
        }
      }
    }
  }

  /** The server ended the session by another way, for example because all were ended. */
  forget(reason: SignOutReason): void {
    this.#close(reason);
    this.#tabs.post({ userId: null });
  }

  async #open(ask: () => Promise<Grant>): Promise<SignedInState> {
    const era = ++this.#era;
    let grant: Grant;
    try {
      grant = await this.#tabs.exclusive(ask);
    } catch (reason) {
      this.#noteSuspension(reason);
      throw reason;
    }

    if (era !== this.#era) {
      throw new SignedOut("Another sign-in or sign-out came between.");
    }

    const state = this.#take(grant);
    this.#tabs.post({ userId: grant.userId });
    return state;
  }

  #renew(): Promise<string> {
    if (this.#state.get().kind === "guest") {
      this.#close("ended");
      return Promise.reject(new SignedOut("A guest's hours are over."));
    }

    this.#renewal ??= this.#renewNow().finally(() => {
      this.#renewal = null;
    });
    return this.#renewal;
  }

  async #renewNow(): Promise<string> {
    const era = this.#era;
    try {
      const grant = await this.#tabs.exclusive(() => this.#api.refresh());
      if (era !== this.#era) {
        throw new SignedOut("The session ended while its token was renewed.");
      }

      this.#take(grant);
      return grant.accessToken;
    } catch (reason) {
      if (reason instanceof Refused && era === this.#era) {
        this.#noteSuspension(reason);
        if (ended.has(reason.code) || reason.code === "account_suspended") {
          const wasIn = this.#state.get().kind === "signedIn";
          this.#close(reason.code === "account_suspended" ? "suspended" : wasIn ? "ended" : "never");
          throw new SignedOut("The session has ended.");
        }
      }

      if (era === this.#era) {
        this.#schedule(RENEW_AGAIN_MS);
      }

      throw reason;
    }
  }

  #take(grant: Grant): SignedInState {
    const state: SignedInState = { kind: "signedIn", userId: grant.userId, handle: grant.handle };
    this.#suspension.set(null);
    this.#pageVersion.set(grant.pageVersion);
    this.#hold(grant, state);
    return state;
  }

  #hold(grant: Grant, state: SignedInState | GuestState): void {
    this.#token = new AccessToken(grant, this.#clock);
    const before = this.#state.get();
    if (before.kind !== state.kind || before.userId !== state.userId || before.handle !== state.handle) {
      this.#state.set(state);
    }

    this.#renewed.set(grant.accessToken);
    this.#schedule(this.#token.dueInMs);
  }

  #close(reason: SignOutReason): void {
    this.#era++;
    this.#token = null;
    this.#cancelTimer();
    this.#renewed.set(null);
    this.#state.set({ kind: "signedOut", reason });
  }

  #schedule(milliseconds: number): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#clock.after(Math.min(milliseconds, LONGEST_TIMER_MS), () => {
      if (this.#state.get().kind !== "signedOut") {
        // What goes wrong is seen by the next call that needs a token, and by the state.
        this.#renew().catch(() => undefined);
      }
    });
  }

  #noteSuspension(reason: unknown): void {
    if (reason instanceof Refused && reason.code === "account_suspended") {
      this.#suspension.set({ untilMs: reason.untilMs, appealTicket: reason.appealTicket });
    }
  }

  /** Another tab signed in or out: the cookie is that of `userId` now. */
  #hear(userId: string | null): void {
    const state = this.#state.get();
    if (userId === null) {
      if (state.kind === "signedIn") {
        this.#close("asked");
      }
    } else if (state.kind !== "signedIn" || state.userId !== userId) {
      this.#era++;
      this.#token = null;
      this.#state.set({ kind: "unknown" });
      this.#renewal = null;
      this.restore().catch(() => undefined);
    }
  }
}

/** Whether somebody is signed in. `unknown` until `Client.restore` has looked for a session that this browser remembers. */
export type SessionState =
  { readonly kind: "unknown" } | { readonly kind: "signedOut"; readonly reason: SignOutReason } | SignedInState | GuestState;

export interface SignedInState {
  readonly kind: "signedIn";
  readonly userId: string;
  readonly handle: string;
}

/** Somebody without an account, who may look and listen, for as long as this page is open and the server's hours last. */
export interface GuestState {
  readonly kind: "guest";
  readonly userId: string;
  readonly handle: string;
}

/**
 * - `never`: this browser remembers no session. - `asked`: the person signed out here. - `ended`: the session was ended elsewhere, or ran out.
 * - `suspended`: the account is suspended; `Client.suspension` says until when.
 */
export type SignOutReason = "never" | "asked" | "ended" | "suspended";

export interface SignUpRequest {
  /** 2 to 30 of a-z, 0-9 and `_`. */
  readonly handle: string;
  /** 10 to 128 characters. */
  readonly password: string;
  /** 1 to 50 characters. */
  readonly displayName: string;
  /** Token of a link, typed code or let-in ticket; needed where sign-up is by invitation. */
  readonly invitation?: string;
}

export interface SignInRequest {
  readonly handle: string;
  readonly password: string;
}

/** What a suspended person is told. */
export interface Suspension {
  /** Milliseconds since 1970; null for good. */
  readonly untilMs: number | null;
  /** For Moderation/FileAppeal; null if there is none. */
  readonly appealTicket: string | null;
}

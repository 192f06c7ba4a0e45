/** The server answered and said no. Programs compare {@link code}; the list of codes is in docs/wire-protocol.md. */
export class Refused extends Error {
  override readonly name = "Refused";
  /** For example `room_not_found`; the name of the gRPC status where the server gave no code. */
  readonly code: string;
  /** How long to wait before trying again, in milliseconds; null if waiting does not help. */
  readonly retryAfterMs: number | null;
  /** When what is refused ends by itself, in milliseconds since 1970; null if the server did not say. */
  readonly untilMs: number | null;
  /** Lets a suspended person appeal (Moderation/FileAppeal); null for all others. */
  readonly appealTicket: string | null;

  constructor(code: string, message: string, more: RefusalDetails = {}) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.code = code;
    this.retryAfterMs = more.retryAfterMs ?? null;
    this.untilMs = more.untilMs ?? null;
    this.appealTicket = more.appealTicket ?? null;
  }
}

/** What a refusal says beside its code. */
export interface RefusalDetails {
  readonly retryAfterMs?: number | null;
  readonly untilMs?: number | null;
  readonly appealTicket?: string | null;
  readonly cause?: unknown;
}

/** The server could not be reached, or stopped answering. Whether a call was carried out is not known. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
}

/** The person is not signed in, or the session has ended. */
export class SignedOut extends Error {
  override readonly name = "SignedOut";

  constructor(message = "You are not signed in.") {
    super(message);
  }
}

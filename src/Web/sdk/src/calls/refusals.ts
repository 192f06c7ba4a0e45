/** The server's ways of saying no, as one error. */
import { Code, ConnectError } from "@connectrpc/connect";
import { Refused, Unreachable } from "../errors.js";
import type { Refusal } from "../gen/audiorooms/v1/session_pb.js";

/** Trailers of a refused call, and headers of a refused request. */
const CODE = "refusal-code";
const RETRY_AFTER = "retry-after-ms";
const UNTIL = "until-unix-ms";
const APPEAL_TICKET = "appeal-ticket";

/** Refusal codes which say that the server could not answer; whether the call was carried out is not known. */
const withoutAnswer: ReadonlySet<string> = new Set(["unavailable", "server_stopping"]);

/** Names of the gRPC specification, in the writing of the wire protocol's codes. */
const statusNames: Readonly<Partial<Record<Code, string>>> = {
  [Code.InvalidArgument]: "invalid_argument",
  [Code.NotFound]: "not_found",
  [Code.AlreadyExists]: "already_exists",
  [Code.PermissionDenied]: "permission_denied",
  [Code.FailedPrecondition]: "failed_precondition",
  [Code.OutOfRange]: "out_of_range",
  [Code.Unimplemented]: "unimplemented",
  [Code.Unauthenticated]: "unauthenticated",
  [Code.ResourceExhausted]: "resource_exhausted",
};

/** What a failed call means: {@link Refused} if the server said no, {@link Unreachable} if it said nothing, an `AbortError` if the caller gave up. */
export function failureOf(reason: unknown, callerGaveUp = false): Error {
  if (reason instanceof Refused || reason instanceof Unreachable) {
    return reason;
  }

  const error = ConnectError.from(reason);
  if (callerGaveUp && error.code === Code.Canceled) {
    return new DOMException("The call was given up.", "AbortError");
  }

  const code = error.metadata.get(CODE) ?? statusNames[error.code];
  return code === undefined || withoutAnswer.has(code)
    ? new Unreachable(error.rawMessage, { cause: error })
    : new Refused(code, error.rawMessage, { ...detailsOf(error.metadata), cause: error });
}

/** A refused request of `/session`: an HTTP status with a problem (RFC 9457) as its body. */
export function refusalOfProblem(status: number, headers: Headers, problem: unknown): Refused | Unreachable {
  const said = isRecord(problem) ? problem : {};
  const code = headers.get(CODE) ?? (typeof said.code === "string" ? said.code : undefined);
  const sentence = typeof said.detail === "string" ? said.detail : typeof said.title === "string" ? said.title : `HTTP ${status}`;
  return code === undefined || withoutAnswer.has(code)
    ? new Unreachable(`The server answered ${status}: ${sentence}`)
    : new Refused(code, sentence, detailsOf(headers));
}

/** A refusal on a room's connection. */
export function refusalOf(refusal: Refusal): Refused {
  return new Refused(refusal.code, refusal.message, { retryAfterMs: refusal.retryAfterMs === 0 ? null : refusal.retryAfterMs });
}

function detailsOf(headers: Headers): { retryAfterMs: number | null; untilMs: number | null; appealTicket: string | null } {
  return {
    retryAfterMs: numberIn(headers, RETRY_AFTER),
    untilMs: numberIn(headers, UNTIL),
    appealTicket: headers.get(APPEAL_TICKET),
  };
}

function numberIn(headers: Headers, name: string): number | null {
  const text = headers.get(name);
  return text !== null && /^\d{1,15}$/.test(text) && text !== "0" ? Number(text) : null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** Whether a connection that ended is made again. Pure. */
import { Refused, Unreachable } from "../errors.js";
import { isRefusalCode } from "./closeCodes.js";
import type { RoomClosed } from "./roomApi.js";
import type { SocketEnd } from "./roomSocket.js";

export const left: RoomClosed = { code: "left", message: "You left the room." };
export const roomEnded: RoomClosed = { code: "room_ended", message: "The room has ended." };

/** How long the first join may take in all where the server is busy or away. */
export const FIRST_JOIN_WITHIN_MS = 30_000;

/** What is known when a connection, or an attempt to make one, has ended. */
export interface Outcome {
  readonly end: SocketEnd;
  /** The server's last word if it wants nobody back; null if it said none. */
  readonly ending: RoomClosed | null;
  /** The answer to the join, if it was a refusal. */
  readonly joinRefusal: Refused | null;
  /** Whether the server said that one should come back. */
  readonly mayResume: boolean;
  readonly leaving: boolean;
  readonly roomEnded: boolean;
  /** Whether the room was ever joined. */
  readonly hasJoined: boolean;
  readonly lostForMs: number;
  /** How long to try after a broken connection. */
  readonly giveUpAfterMs: number;
}

export type Decision =
  | { readonly kind: "again"; readonly serverWaitMs: number }
  /** `failure`: for the caller that waits for the first join. */
  | { readonly kind: "stop"; readonly closed: RoomClosed; readonly failure: Error };

export function decide(outcome: Outcome): Decision {
  const { end, ending, hasJoined, lostForMs } = outcome;
  if (ending) {
    return stop(ending, new Refused(ending.code, ending.message));
  }

  if (outcome.leaving) {
    return stop(left, new Unreachable(left.message));
  }

  if (outcome.roomEnded) {
    return stop(roomEnded, new Refused(roomEnded.code, roomEnded.message));
  }

  const refused =
    outcome.joinRefusal ?? (isRefusalCode(end.code) && !outcome.mayResume ? new Refused(end.reason, end.reason) : null);
  const serverWaitMs = refused?.retryAfterMs ?? 0;
  if (refused && (serverWaitMs === 0 || (!hasJoined && lostForMs + serverWaitMs > FIRST_JOIN_WITHIN_MS))) {
    return stop({ code: refused.code, message: refused.message }, refused);
  }

  if (lostForMs >= (hasJoined ? outcome.giveUpAfterMs : FIRST_JOIN_WITHIN_MS)) {
    const message = `No connection for ${Math.round(lostForMs / 1_000)} s: ${end.reason === "" ? "the network is away" : end.reason}.`;
    return stop({ code: "gave_up", message }, new Unreachable(message));
  }

  return { kind: "again", serverWaitMs };
}

function stop(closed: RoomClosed, failure: Error): Decision {
  return { kind: "stop", closed, failure };
}

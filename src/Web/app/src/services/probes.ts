import { live } from "../state/room";

export interface ProbeResult {
  readonly ok: boolean;
  readonly detail: string;
}

const answerWithinMs = 5000;

/** Whether the server answers, and how fast. */
export async function probeServer(): Promise<ProbeResult> {
  const before = performance.now();
  try {
    const response = await fetch("/readyz", { cache: "no-store", signal: AbortSignal.timeout(answerWithinMs) });
    return { ok: response.ok, detail: `HTTP ${response.status}, ${Math.round(performance.now() - before)} ms` };
  } catch (error) {
    return { ok: false, detail: String(error) };
  }
}

/** Whether a WebSocket gets through to the server: the one of the room that is on, or one without a token, which the server refuses in words. */
export async function probeSocket(): Promise<ProbeResult> {
  const room = live.peek()?.room;
  if (room) {
    const { kind } = room.connection.get();
    const roundTrip = room.figures().roundTripMs;
    return { ok: kind === "live", detail: `${kind}${roundTrip === null ? "" : `, ${Math.round(roundTrip)} ms`}` };
  }
  // A plain request to the address of the socket: a proxy that swallows it answers something else than "upgrade required" or "token invalid".
  try {
    const response = await fetch("/ws", { cache: "no-store", signal: AbortSignal.timeout(answerWithinMs) });
    const code = response.headers.get("refusal-code") ?? "";
    return { ok: response.status === 426 || response.status === 401, detail: `HTTP ${response.status} ${code}`.trim() };
  } catch (error) {
    return { ok: false, detail: String(error) };
  }
}

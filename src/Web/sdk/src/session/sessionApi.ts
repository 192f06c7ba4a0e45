/** The four requests by which a page has a session: the refresh token is a cookie that no script can read. */
import { refusalOfProblem } from "../calls/refusals.js";
import { Unreachable } from "../errors.js";
import type { SignInRequest, SignUpRequest } from "./sessionState.js";

/** A new access token and whose it is. */
export interface Grant {
  readonly accessToken: string;
  /** By the server's clock, in milliseconds since 1970. */
  readonly expiresAtMs: number;
  /** The server's clock when it answered; null if it does not say. */
  readonly serverTimeMs: number | null;
  readonly userId: string;
  readonly handle: string;
  /** Which page the server has; empty if it does not say. */
  readonly pageVersion: string;
}

export interface SessionApi {
  signUp(request: SignUpRequest): Promise<Grant>;
  signIn(request: SignInRequest): Promise<Grant>;
  refresh(): Promise<Grant>;
  signOut(accessToken: string): Promise<void>;
}

/** Longest wait for an answer. A password takes the server half a second of work. */
const ANSWER_WITHIN_MS = 15_000;

/** @param fetch that of the page, or of a test */
export function sessionApi(server: string, fetch: typeof globalThis.fetch): SessionApi {
  const post = async (path: string, body: object, headers: Record<string, string> = {}): Promise<unknown> => {
    const response = await reach(() =>
      fetch(`${server}/session/${path}`, {
        method: "POST",
        // No form of another site can set a header of its own.
        headers: { "content-type": "application/json", "x-audiorooms": "1", ...headers },
        body: JSON.stringify(body),
        credentials: "same-origin",
        cache: "no-store",
        redirect: "error",
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      }),
    );
    const answer: unknown = await reach(async () => parse(await response.text()));
    if (!response.ok) {
      throw refusalOfProblem(response.status, response.headers, answer);
    }

    return answer;
  };

  return {
    signUp: async (request) => grantOf(await post("sign-up", request)),
    signIn: async (request) => grantOf(await post("sign-in", request)),
    refresh: async () => grantOf(await post("refresh", {})),
    signOut: async (accessToken) => {
      await post("sign-out", {}, { authorization: `Bearer ${accessToken}` });
    },
  };
}

async function reach<T>(request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (reason) {
    throw new Unreachable("The server could not be reached.", { cause: reason });
  }
}

function parse(text: string): unknown {
  try {
    return text === "" ? null : JSON.parse(text);
  } catch {
    // Not an answer of ours: a proxy's page, told apart by its status.
    return null;
  }
}

function grantOf(answer: unknown): Grant {
  const fields = (typeof answer === "object" && answer !== null ? answer : {}) as Readonly<Record<string, unknown>>;
  const accessToken = fields.accessToken;
  const expiresAtMs = Number(fields.expiresAtMs);
  const userId = fields.userId;
  if (typeof accessToken !== "string" || accessToken === "" || typeof userId !== "string" || !Number.isFinite(expiresAtMs)) {
    throw new Unreachable(
      "The address of the server was answered by something else: accessToken, expiresAtMs and userId were expected.",
    );
  }

  const serverTimeMs = Number(fields.serverTimeMs);
  return {
    accessToken,
    expiresAtMs,
    userId,
    serverTimeMs: Number.isFinite(serverTimeMs) && serverTimeMs > 0 ? serverTimeMs : null,
    handle: textOf(fields.handle),
    pageVersion: textOf(fields.pageVersion),
  };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

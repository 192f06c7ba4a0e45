/** What a server says of itself to anybody, so that a page offers what can be had there. */
import { refusalOfProblem } from "../calls/refusals.js";
import { Unreachable } from "../errors.js";

/** What the server is like. What it does not say is as if it were not there. */
export interface ServerAbout {
  /** Who may sign up: anybody, or people with an invitation. */
  readonly signUp: "open" | "invitation";
  /** Whether people without an account may listen. */
  readonly guests: boolean;
  /** Names of the reactions, in their order. */
  readonly reactions: readonly string[];
  /** For how many days a sealed copy of what was said is kept for reports; 0 for no copy. */
  readonly keptDays: number;
  /** The public key for Web Push, in base64url; null if the server pushes nothing. */
  readonly pushKey: string | null;
}

const ANSWER_WITHIN_MS = 10_000;
const REACTIONS_MAX = 32;

export const standardAbout: ServerAbout = {
  signUp: "open",
  guests: false,
  reactions: ["wave", "100", "peace"],
  keptDays: 0,
  pushKey: null,
};

/** Asks once. Rejects with `Unreachable` or `Refused`; a server that knows no such question is a standard one. */
export async function readAbout(server: string, fetch: typeof globalThis.fetch): Promise<ServerAbout> {
  let response: Response;
  let answer: unknown;
  try {
    response = await fetch(`${server}/session/about`, {
      credentials: "same-origin",
      cache: "no-store",
      redirect: "error",
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    answer = parse(await response.text());
  } catch (reason) {
    throw new Unreachable("The server could not be reached.", { cause: reason });
  }

  if (response.status === 404) {
    return standardAbout;
  }

  if (!response.ok) {
    throw refusalOfProblem(response.status, response.headers, answer);
  }

  return aboutOf(answer);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not an answer of ours: a proxy's page, told apart by its status.
    return null;
  }
}

function aboutOf(answer: unknown): ServerAbout {
  const said = (typeof answer === "object" && answer !== null ? answer : {}) as Readonly<Record<string, unknown>>;
  const reactions = Array.isArray(said.reactions) ? said.reactions.filter((one) => typeof one === "string" && one !== "") : [];
  const keptDays = Number(said.keptDays);
  return {
    signUp: said.signUp === "invitation" ? "invitation" : "open",
    guests: said.guests === true,
    reactions: reactions.length > 0 ? (reactions.slice(0, REACTIONS_MAX) as string[]) : standardAbout.reactions,
    keptDays: Number.isFinite(keptDays) && keptDays > 0 ? Math.floor(keptDays) : 0,
    pushKey: typeof said.pushKey === "string" && said.pushKey !== "" ? said.pushKey : null,
  };
}

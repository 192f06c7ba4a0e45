import { describe, expect, it } from "vitest";
import { Unreachable } from "../../src/errors.js";
import { sessionApi } from "../../src/session/sessionApi.js";

interface Request {
  readonly url: string;
  readonly init: RequestInit;
}

function server(response: () => Response): { api: ReturnType<typeof sessionApi>; requests: Request[] } {
  const requests: Request[] = [];
  // A response that throws is a network that fails: `fetch` rejects.
  const fetch: typeof globalThis.fetch = async (url, init = {}) => {
    requests.push({ url: url as string, init });
    return await Promise.resolve().then(response);
  };
  return { api: sessionApi("https://example.org", fetch), requests };
}

const json = (body: unknown, init: ResponseInit = {}): Response => new Response(JSON.stringify(body), init);
const answer = { accessToken: "token", expiresAtMs: 9, userId: "me" };

describe("sessionApi", () => {
  it("signIn_postsToTheOwnOriginWithTheHeaderThatNoFormCanSet", async () => {
    const { api, requests } = server(() => json({ ...answer, handle: "me", serverTimeMs: 5, pageVersion: "1" }));

    const grant = await api.signIn({ handle: "me", password: "a long password" });

    expect(grant).toEqual({
      accessToken: "token",
      expiresAtMs: 9,
      userId: "me",
      handle: "me",
      serverTimeMs: 5,
      pageVersion: "1",
    });
    expect(requests[0]?.url).toBe("https://example.org/session/sign-in");
    expect(requests[0]?.init).toMatchObject({ method: "POST", credentials: "same-origin", cache: "no-store", redirect: "error" });
    expect(requests[0]?.init.headers).toMatchObject({ "x-audiorooms": "1", "content-type": "application/json" });
    expect(requests[0]?.init.body).toBe('{"handle":"me","password":"a long password"}');
  });

  it("signOut_carriesTheTokenInAHeader", async () => {
    const { api, requests } = server(() => new Response(null, { status: 204 }));

    await api.signOut("token");

    expect(requests[0]?.url).toBe("https://example.org/session/sign-out");
    expect(requests[0]?.init.headers).toMatchObject({ authorization: "Bearer token" });
  });

  it("aRefusal_isNamedByItsProblem", async () => {
    const { api } = server(() => json({ code: "credentials_wrong", detail: "No such account." }, { status: 401 }));

    await expect(api.refresh()).rejects.toMatchObject({
      name: "Refused",
      code: "credentials_wrong",
      message: "No such account.",
      retryAfterMs: null,
    });
  });

  it("aRefusal_isNamedByItsHeaders", async () => {
    const headers = { "refusal-code": "account_suspended", "retry-after-ms": "0", "until-unix-ms": "99", "appeal-ticket": "t" };
    const { api } = server(() => json({}, { status: 403, headers }));

    await expect(api.refresh()).rejects.toMatchObject({
      code: "account_suspended",
      retryAfterMs: null,
      untilMs: 99,
      appealTicket: "t",
    });
  });

  it.each<[string, () => Response]>([
    ["a proxy's error page", () => new Response("<html>", { status: 502 })],
    ["a server that stops", () => json({ code: "server_stopping" }, { status: 503 })],
    ["a page in the server's place", () => new Response("<html>")],
    ["an answer without a token", () => json({ userId: "me", expiresAtMs: 9 })],
    [
      "no network",
      () => {
        throw new TypeError("Failed to fetch");
      },
    ],
  ])("%s_isNoAnswerOfTheServer", async (_, response) => {
    await expect(server(response).api.refresh()).rejects.toBeInstanceOf(Unreachable);
  });
});

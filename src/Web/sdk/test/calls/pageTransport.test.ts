import { Code, ConnectError, createClient, createContextValues, createRouterTransport } from "@connectrpc/connect";
import type { ConnectRouter, HandlerContext } from "@connectrpc/connect";
import { beforeEach, describe, expect, it } from "vitest";
import { withOperatorKey } from "../../src/calls/operatorKey.js";
import { PageTransport } from "../../src/calls/pageTransport.js";
import { isRepeatable, once } from "../../src/calls/retry.js";
import { Refused, Unreachable } from "../../src/errors.js";
import { Clubs } from "../../src/gen/audiorooms/v1/clubs_pb.js";
import { Discovery } from "../../src/gen/audiorooms/v1/discovery_pb.js";
import { Profiles } from "../../src/gen/audiorooms/v1/profiles_pb.js";
import { Rooms } from "../../src/gen/audiorooms/v1/rooms_pb.js";
import { SessionKeeper } from "../../src/session/sessionKeeper.js";
import { FakeClock } from "../support/fakeClock.js";

let clock: FakeClock;
let session: SessionKeeper;
let tokens: (string | null)[];
let transport: PageTransport;
let onCall: (call: number, context: HandlerContext) => void;

const refusal = (code: Code, name: string, more: Record<string, string> = {}): ConnectError =>
  new ConnectError("No.", code, { "refusal-code": name, ...more });

beforeEach(() => {
  clock = new FakeClock();
  tokens = [];
  onCall = () => undefined;
  let number = 0;
  const grant = (): Promise<never> =>
    Promise.resolve({
      accessToken: `token-${++number}`,
      expiresAtMs: clock.wall() + 900_000,
      serverTimeMs: null,
      userId: "me",
      handle: "me",
      pageVersion: "",
    } as never);
  const tabs = { exclusive: <T>(task: () => Promise<T>) => task(), post: () => undefined, onMessage: () => undefined };
  session = new SessionKeeper({ signUp: grant, signIn: grant, refresh: grant, signOut: () => Promise.resolve() }, clock, tabs);
  const answer = (_: unknown, context: HandlerContext): object => {
    tokens.push(context.requestHeader.get("authorization"));
    onCall(tokens.length, context);
    return {};
  };
  const routes = (router: ConnectRouter): void => {
    router.service(Profiles, { getProfile: answer, follow: answer });
    router.service(Rooms, { createRoom: answer });
    router.service(Clubs, { foundClub: answer });
    router.service(Discovery, {
      async *watchHallway(request, context) {
        answer(request, context);
        yield { isPicture: true };
        await Promise.resolve();
        throw refusal(Code.ResourceExhausted, "watch_too_slow");
      },
    });
  };
  transport = new PageTransport({
    server: "https://example.org",
    session,
    clock,
    fetch: () => Promise.reject(new TypeError("not used")),
    random: () => 0,
    inner: createRouterTransport(routes),
  });
});

const signIn = (): Promise<unknown> => session.signIn({ handle: "me", password: "" });
const getProfile = (): Promise<unknown> => createClient(Profiles, transport).getProfile({ userId: "ada" });

describe("PageTransport", () => {
  it("signedIn_carriesTheToken", async () => {
    await signIn();
    await getProfile();

    expect(tokens).toEqual(["Bearer token-1"]);
  });

  it("signedOut_carriesNone", async () => {
    await getProfile();

    expect(tokens).toEqual([null]);
  });

  it("aTokenThatIsRefused_isRenewedAndTheCallMadeOnceMore", async () => {
    await signIn();
    onCall = (call) => {
      if (call === 1) {
        throw refusal(Code.Unauthenticated, "token_invalid");
      }
    };

    await getProfile();

    expect(tokens).toEqual(["Bearer token-1", "Bearer token-2"]);
  });

  it("aTokenThatIsRefusedTwice_isARefusal", async () => {
    await signIn();
    onCall = () => {
      throw refusal(Code.Unauthenticated, "token_invalid");
    };

    await expect(getProfile()).rejects.toMatchObject({ code: "token_invalid" });
    expect(tokens).toHaveLength(2);
  });

  it("aRefusal_hasItsNameItsWaitAndItsEnd", async () => {
    onCall = () => {
      throw refusal(Code.PermissionDenied, "account_suspended", {
        "retry-after-ms": "2500",
        "until-unix-ms": "77",
        "appeal-ticket": "t",
      });
    };

    const failure = await getProfile().catch((reason: unknown) => reason);

    expect(failure).toBeInstanceOf(Refused);
    expect(failure).toMatchObject({
      code: "account_suspended",
      message: "No.",
      retryAfterMs: 2_500,
      untilMs: 77,
      appealTicket: "t",
    });
    expect(transport.reachable.get()).toBe(true);
  });

  it("aStatusWithoutACode_isNamedByItsStatus", async () => {
    onCall = () => {
      throw new ConnectError("No.", Code.NotFound);
    };

    await expect(getProfile()).rejects.toMatchObject({ code: "not_found" });
  });

  it("aReadingCallWithoutAnAnswer_isMadeThreeTimes", async () => {
    onCall = () => {
      throw new ConnectError("away", Code.Unavailable);
    };
    const outcome = expect(getProfile()).rejects.toBeInstanceOf(Unreachable);

    await clock.untilPending();
    await clock.advance(300);
    await clock.untilPending();
    await clock.advance(1_000);
    await outcome;

    expect(tokens).toHaveLength(3);
    expect(transport.reachable.get()).toBe(false);
  });

  it("aCallThatIsMadeOnce_isNotRepeated", async () => {
    onCall = () => {
      throw new ConnectError("away", Code.Unavailable);
    };

    const call = createClient(Profiles, transport).getProfile({}, { contextValues: createContextValues().set(once, true) });

    await expect(call).rejects.toBeInstanceOf(Unreachable);
    expect(tokens).toHaveLength(1);
  });

  it("aCallThatChangesSomething_isNotRepeatedWithoutAKey", async () => {
    onCall = () => {
      throw new ConnectError("away", Code.Unavailable);
    };

    await expect(createClient(Rooms, transport).createRoom({ title: "Tea" })).rejects.toBeInstanceOf(Unreachable);

    expect(tokens).toHaveLength(1);
  });

  it("aCallWithAKey_isRepeatedAndAnswered", async () => {
    onCall = (call) => {
      if (call === 1) {
        throw refusal(Code.Unavailable, "unavailable");
      }
    };
    const created = createClient(Rooms, transport).createRoom({ title: "Tea", idempotencyKey: "key" });

    await clock.untilPending();
    await clock.advance(300);
    await created;

    expect(tokens).toHaveLength(2);
    expect(transport.reachable.get()).toBe(true);
  });

  it("aShortWait_isWaitedForAReadingCall", async () => {
    onCall = (call) => {
      if (call === 1) {
        throw refusal(Code.ResourceExhausted, "rate_limited", { "retry-after-ms": "1500" });
      }
    };
    const read = getProfile();

    await clock.untilPending();
    await clock.advance(1_499);
    expect(tokens).toHaveLength(1);
    await clock.advance(1);
    await read;

    expect(tokens).toHaveLength(2);
  });

  it("aCallerWhoGivesUp_getsAnAbortError", async () => {
    const giveUp = new AbortController();
    giveUp.abort();

    await expect(createClient(Profiles, transport).getProfile({}, { signal: giveUp.signal })).rejects.toMatchObject({
      name: "AbortError",
    });
  });

  it("aStreamThatIsEnded_endsWithItsRefusal", async () => {
    await signIn();
    const seen: boolean[] = [];

    const read = async (): Promise<void> => {
      for await (const news of createClient(Discovery, transport).watchHallway({})) {
        seen.push(news.isPicture);
      }
    };

    await expect(read()).rejects.toMatchObject({ name: "Refused", code: "watch_too_slow" });
    expect([seen, tokens]).toEqual([[true], ["Bearer token-1"]]);
  });

  it("withOperatorKey_carriesItBesideTheToken", async () => {
    await signIn();
    let key: string | null = null;
    onCall = (_, { requestHeader }) => {
      key = requestHeader.get("operator-key");
    };

    await createClient(Profiles, withOperatorKey(transport, "secret")).getProfile({});

    expect([key, tokens]).toEqual(["secret", ["Bearer token-1"]]);
  });
});

describe("isRepeatable", () => {
  it.each([
    ["getProfile", {}, true],
    ["search", {}, true],
    ["whoAmI", {}, true],
    ["follow", { userId: "ada" }, false],
    ["foundClub", { idempotencyKey: "" }, false],
    ["foundClub", { idempotencyKey: "key" }, true],
  ])("%s with %j: %s", (localName, message, expected) => {
    expect(isRepeatable({ localName }, message)).toBe(expected);
  });
});

import { beforeEach, describe, expect, it } from "vitest";
import { Refused, SignedOut, Unreachable } from "../../src/errors.js";
import type { Grant, SessionApi } from "../../src/session/sessionApi.js";
import { SessionKeeper } from "../../src/session/sessionKeeper.js";
import type { TabMessage, Tabs } from "../../src/session/tabs.js";
import { FakeClock, settle } from "../support/fakeClock.js";

const LIFETIME_MS = 15 * 60_000;

let clock: FakeClock;
let keeper: SessionKeeper;
let refreshes: number;
let refresh: () => Promise<Grant>;
let posted: TabMessage[];
let tell: (message: TabMessage) => void;

const grant = (number: number, userId = "me"): Grant => ({
  accessToken: `token-${number}`,
  expiresAtMs: clock.wall() + LIFETIME_MS,
  serverTimeMs: clock.wall(),
  userId,
  handle: `@${userId}`,
  pageVersion: "1.2.3",
});

const refused = (code: string): Promise<never> => Promise.reject(new Refused(code, code));

beforeEach(() => {
  clock = new FakeClock();
  refreshes = 0;
  posted = [];
  refresh = () => Promise.resolve(grant(refreshes));
  const api: SessionApi = {
    signUp: () => Promise.resolve(grant(0)),
    signIn: ({ handle }) => Promise.resolve(grant(0, handle)),
    refresh: () => {
      refreshes++;
      return refresh();
    },
    signOut: () => Promise.resolve(),
  };
  const tabs: Tabs = {
    exclusive: (task) => task(),
    post: (message) => posted.push(message),
    onMessage: (listener) => {
      tell = listener;
    },
  };
  keeper = new SessionKeeper(api, clock, tabs);
});

const signIn = (): Promise<unknown> => keeper.signIn({ handle: "me", password: "a long password" });

describe("restore", () => {
  it("withACookie_isSignedIn", async () => {
    await expect(keeper.restore()).resolves.toBe(true);

    expect(keeper.state.get()).toEqual({ kind: "signedIn", userId: "me", handle: "@me" });
    expect(keeper.pageVersion.get()).toBe("1.2.3");
  });

  it("withoutOne_isSignedOutAndAsksNoMore", async () => {
    refresh = () => refused("refresh_token_invalid");

    await expect(keeper.restore()).resolves.toBe(false);
    await clock.advance(3_600_000);

    expect(keeper.state.get()).toEqual({ kind: "signedOut", reason: "never" });
    await expect(keeper.token()).rejects.toBeInstanceOf(SignedOut);
    expect(refreshes).toBe(1);
  });

  it("withoutANetwork_leavesItOpenAndAsksAgain", async () => {
    refresh = () => Promise.reject(new Unreachable("away"));

    await expect(keeper.restore()).rejects.toBeInstanceOf(Unreachable);

    expect(keeper.state.get()).toEqual({ kind: "unknown" });
    refresh = () => Promise.resolve(grant(1));
    await clock.advance(10_000);
    expect(keeper.state.get().kind).toBe("signedIn");
  });
});

describe("token", () => {
  it("thatHolds_isGivenWithoutAsking", async () => {
    await signIn();

    await expect(keeper.token()).resolves.toBe("token-0");
    expect(refreshes).toBe(0);
  });

  it("isRenewedAMinuteBeforeItsEnd", async () => {
    await signIn();

    await clock.advance(LIFETIME_MS - 60_001);
    expect(refreshes).toBe(0);
    await clock.advance(1);

    expect(refreshes).toBe(1);
    expect(keeper.renewed.get()).toBe("token-1");
  });

  it("thatIsDue_isRenewedOnceForAllWhoAsk", async () => {
    await signIn();
    clock.sleep(LIFETIME_MS);

    const tokens = await Promise.all([keeper.token(), keeper.token(), keeper.token()]);

    expect(tokens).toEqual(["token-1", "token-1", "token-1"]);
    expect(refreshes).toBe(1);
  });

  it("afterFifteenMinutesOffline_isRenewedAndTheSessionGoesOn", async () => {
    await signIn();
    refresh = () => Promise.reject(new Unreachable("away"));
    await clock.advance(2 * LIFETIME_MS);
    await expect(keeper.token()).rejects.toBeInstanceOf(Unreachable);
    expect(keeper.state.get().kind).toBe("signedIn");

    refresh = () => Promise.resolve(grant(99));

    await expect(keeper.token()).resolves.toBe("token-99");
  });

  it("ofAMachineWithAWrongClock_isRenewedInTimeAllTheSame", async () => {
    clock.setWall(clock.wall() + 3 * 3_600_000);
    const serverWall = clock.wall() - 3 * 3_600_000;
    refresh = () => Promise.resolve({ ...grant(1), serverTimeMs: serverWall, expiresAtMs: serverWall + LIFETIME_MS });
    await keeper.restore();

    await clock.advance(LIFETIME_MS - 60_001);
    expect(refreshes).toBe(1);
    await clock.advance(1);

    expect(refreshes).toBe(2);
  });

  it("thatTheServerRefused_isRenewedOnce", async () => {
    await signIn();

    const tokens = await Promise.all([keeper.tokenAfter("token-0"), keeper.tokenAfter("token-0")]);
    const later = await keeper.tokenAfter("token-0");

    expect([...tokens, later]).toEqual(["token-1", "token-1", "token-1"]);
    expect(refreshes).toBe(1);
  });

  it("ofASessionEndedElsewhere_signsOut", async () => {
    await signIn();
    refresh = () => refused("refresh_token_invalid");

    await expect(keeper.tokenAfter("token-0")).rejects.toBeInstanceOf(SignedOut);

    expect(keeper.state.get()).toEqual({ kind: "signedOut", reason: "ended" });
    expect(keeper.renewed.get()).toBeNull();
  });

  it("ofASuspendedAccount_saysUntilWhenAndHowToAppeal", async () => {
    await signIn();
    refresh = () => Promise.reject(new Refused("account_suspended", "Suspended.", { untilMs: 5_000, appealTicket: "ticket" }));

    await expect(keeper.tokenAfter("token-0")).rejects.toBeInstanceOf(SignedOut);

    expect(keeper.state.get()).toEqual({ kind: "signedOut", reason: "suspended" });
    expect(keeper.suspension.get()).toEqual({ untilMs: 5_000, appealTicket: "ticket" });
  });

  it("thatIsRenewedTooOften_isNoSignOut", async () => {
    await signIn();
    refresh = () => Promise.reject(new Refused("rate_limited", "Wait.", { retryAfterMs: 9_000 }));

    await expect(keeper.tokenAfter("token-0")).rejects.toMatchObject({ code: "rate_limited" });

    expect(keeper.state.get().kind).toBe("signedIn");
  });
});

describe("signing out", () => {
  it("isDoneHereAtOnceAndToldToOtherTabs", async () => {
    await signIn();

    const done = keeper.signOut();
    expect(keeper.state.get()).toEqual({ kind: "signedOut", reason: "asked" });
    await done;

    expect(posted).toEqual([{ userId: "me" }, { userId: null }]);
  });

  it("whileATokenIsRenewed_isNotUndoneByIt", async () => {
    await signIn();
    let answer: (grant: Grant) => void = () => undefined;
    refresh = () => new Promise((resolve) => (answer = resolve));
    const token = keeper.tokenAfter("token-0");
    const outcome = expect(token).rejects.toBeInstanceOf(SignedOut);

    await keeper.signOut();
    answer(grant(7));
    await outcome;

    expect(keeper.state.get().kind).toBe("signedOut");
    expect(keeper.currentToken).toBeNull();
  });

  it("inAnotherTab_signsOutHere", async () => {
    await signIn();

    tell({ userId: null });

    expect(keeper.state.get()).toEqual({ kind: "signedOut", reason: "asked" });
  });

  it("andInAsSomebodyElseInAnotherTab_isThatPersonHereToo", async () => {
    await signIn();
    refresh = () => Promise.resolve(grant(5, "you"));

    tell({ userId: "you" });
    await settle();

    expect(keeper.state.get()).toMatchObject({ kind: "signedIn", userId: "you" });
  });
});

describe("a guest", () => {
  const ask = (): Promise<Grant> => Promise.resolve({ ...grant(7, "guest-1"), pageVersion: "" });

  it("comesInWithoutACookie_andOtherTabsAreNotTold", async () => {
    await expect(keeper.enterAsGuest(ask)).resolves.toEqual({ kind: "guest", userId: "guest-1", handle: "@guest-1" });

    await expect(keeper.token()).resolves.toBe("token-7");
    expect([refreshes, posted]).toEqual([0, []]);
  });

  it("whileBeingLetIn_aRoomWaitsForTheToken", async () => {
    await keeper.restore().catch(() => undefined);
    await keeper.signOut();
    let letIn: (grant: Grant) => void = () => undefined;
    const entering = keeper.enterAsGuest(() => new Promise((resolve) => (letIn = resolve)));
    const token = keeper.token();

    letIn(grant(3, "guest-1"));

    await expect(token).resolves.toBe("token-3");
    await entering;
  });

  it("refused_isNoGuest_andTheRoomHearsWhy", async () => {
    refresh = () => refused("refresh_token_invalid");
    await keeper.restore();
    const entering = keeper.enterAsGuest(() => refused("guests_full"));
    const token = keeper.token();

    await expect(token).rejects.toMatchObject({ code: "guests_full" });
    await expect(entering).rejects.toMatchObject({ code: "guests_full" });
    expect(keeper.state.get()).toEqual({ kind: "signedOut", reason: "never" });
  });

  it("whenTheHoursAreOver_isOut_andNothingIsRenewed", async () => {
    await keeper.enterAsGuest(ask);

    await clock.advance(LIFETIME_MS);
    await settle();

    expect(keeper.state.get()).toEqual({ kind: "signedOut", reason: "ended" });
    expect(refreshes).toBe(0);
  });

  it("whoSignsIn_isThatPerson", async () => {
    await keeper.enterAsGuest(ask);

    await signIn();

    expect(keeper.state.get()).toMatchObject({ kind: "signedIn", userId: "me" });
    await expect(keeper.token()).resolves.toBe("token-0");
  });
});

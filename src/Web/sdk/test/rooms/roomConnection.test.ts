import { create } from "@bufbuild/protobuf";
import { beforeEach, describe, expect, it } from "vitest";
import { Refused, SignedOut, Unreachable } from "../../src/errors.js";
import { JoinedSchema, LatencyClass, Sound } from "../../src/gen/audiorooms/v1/session_pb.js";
import type { Joined } from "../../src/gen/audiorooms/v1/session_pb.js";
import type { HeardFigures } from "../../src/soundEngine.js";
import { RoomConnection } from "../../src/rooms/roomConnection.js";
import type { RoomClosed } from "../../src/rooms/roomApi.js";
import { FakeClock, settle } from "../support/fakeClock.js";
import { FakePresence } from "../support/fakePresence.js";
import { FakeSocket } from "../support/fakeSocket.js";
import { snapshot } from "../support/rooms.js";

let clock: FakeClock;
let presence: FakePresence;
let sockets: FakeSocket[];
let heard: string[];
let closed: RoomClosed | null;
let tokens: { token: () => Promise<string>; probe: () => Promise<void> };
let figures: ReadonlyMap<number, HeardFigures> | null;
let random: () => number;
let connection: RoomConnection;

type JoinedInit = Pick<Partial<Joined>, "resumed" | "position" | "resumeToken">;

const joinedAnswer = (more: JoinedInit = {}): Joined =>
  create(JoinedSchema, {
    room: snapshot(),
    resumeToken: "resume-1",
    position: 100n,
    userId: "me",
    ackEveryMs: 100,
    latency: LatencyClass.AUDIENCE,
    ...more,
  });

const current = (): FakeSocket => sockets[sockets.length - 1]!;

/** The server lets the newest socket in. */
async function admit(more: JoinedInit = {}): Promise<FakeSocket> {
  await settle();
  const socket = current();
  socket.open();
  socket.say({ case: "joined", value: joinedAnswer(more) });
  await settle();
  return socket;
}

const bundle = (socket: FakeSocket, position: bigint, count = 1): void => {
  const packets = Array.from({ length: count }, (_, i) => ({
    source: 1,
    sequence: i,
    timestamp: i * 960,
    level: 30,
    opus: Uint8Array.of(0x48),
  }));
  socket.say({ case: "bundle", value: { position, packets } });
};

beforeEach(() => {
  clock = new FakeClock();
  presence = new FakePresence();
  sockets = [];
  heard = [];
  closed = null;
  figures = null;
  random = () => 0.5;
  let number = 0;
  tokens = { token: () => Promise.resolve(`token-${++number}`), probe: () => Promise.resolve() };
  connection = new RoomConnection({
    roomId: "room",
    url: "wss://example.org/ws",
    linkToken: "link",
    giveUpAfterMs: 900_000,
    tokens: { token: () => tokens.token(), probe: () => tokens.probe() },
    open: (url, protocols) => {
      const socket = new FakeSocket(url, protocols);
      sockets.push(socket);
      return socket;
    },
    clock,
    ticker: (run) => clock.every(1_000, run),
    presence,
    random: () => random(),
    wanted: () => ({ latency: "audience", sound: "forwarded" }),
    knownVersion: () => 17n,
    isEnded: () => false,
    takeFigures: () => figures,
    listener: {
      connecting: () => heard.push("connecting"),
      joined: (_, about) => heard.push(`joined first=${about.first} whole=${about.whole} away=${about.awayMs}`),
      message: (message) => heard.push(`message ${String(message.body.case)}`),
      bundle: (bundle, from) => heard.push(`bundle ${bundle.position} from ${from}`),
      missed: (count) => heard.push(`missed ${count}`),
      lost: (reason) => heard.push(`lost ${reason}`),
      waiting: (milliseconds) => heard.push(`waiting ${milliseconds}`),
    },
  });
  void connection.closed.then((reason) => {
    closed = reason;
  });
});

describe("joining", () => {
  it("opensTheSocketWithTheTokenAsASubprotocolAndSaysJoin", async () => {
    await settle();
    current().open();

    expect(current().url).toBe("wss://example.org/ws");
    expect(current().protocols).toEqual(["audiorooms.v1", "bearer.token-1"]);
    expect(current().binaryType).toBe("arraybuffer");
    expect(current().last("join").requestId).toBeGreaterThan(0n);
    expect(current().said("join")[0]).toMatchObject({
      roomId: "room",
      linkToken: "link",
      latency: LatencyClass.AUDIENCE,
      resumeToken: "",
      knownVersion: 0n,
    });
    expect(current().said("join")[0]?.resumePosition).toBeUndefined();
  });

  it("aRefusedJoin_isTheEnd", async () => {
    await settle();
    current().open();
    current().refuse("join", "room_locked");
    current().end(4_009, "room_locked");
    await settle();

    expect(closed?.code).toBe("room_locked");
    expect(connection.failure).toBeInstanceOf(Refused);
    expect(sockets).toHaveLength(1);
  });

  it("aBusyServer_isAskedAgainAtItsTimeAndNotBefore", async () => {
    await settle();
    current().open();
    current().refuse("join", "server_busy", 3_000);
    current().end(4_008, "server_busy");

    await clock.advance(1_000);
    presence.online();
    await clock.advance(1_999);
    expect(sockets).toHaveLength(1);
    await clock.advance(101);

    expect(sockets).toHaveLength(2);
  });

  it("aServerThatDoesNotAnswer_isGivenUpAfter8Seconds", async () => {
    await settle();
    current().open();

    await clock.advance(8_000);

    expect(current().closedWith).toBe(1_000);
    expect(heard).toContain("waiting 100");
  });

  it("noNetworkForHalfAMinute_fails", async () => {
    tokens.token = () => Promise.reject(new Unreachable("The server could not be reached."));

    await clock.advance(45_000);

    expect(closed?.code).toBe("gave_up");
    expect(connection.failure).toBeInstanceOf(Unreachable);
  });

  it("noSession_isTheEnd", async () => {
    tokens.token = () => Promise.reject(new SignedOut());
    await settle();
    current().end();

    await clock.advance(200);

    expect(closed?.code).toBe("signed_out");
    expect(connection.failure).toBeInstanceOf(SignedOut);
    expect(sockets).toHaveLength(1);
  });

  it("aSocketThatIsNotLetIn_asksWhyByACall", async () => {
    tokens.probe = () => Promise.reject(new Refused("rate_limited", "Wait.", { retryAfterMs: 7_000 }));
    await settle();
    current().end(1_006);
    await settle();

    expect(heard).toContain("waiting 7100");
  });
});

describe("hearing", () => {
  it("acknowledgesAsOftenAsTheServerAsked", async () => {
    const socket = await admit();
    await clock.advance(100);

    for (let i = 0; i < 10; i++) {
      bundle(socket, 100n + BigInt(i));
      await clock.advance(50);
    }

    expect(socket.said("ack").map((ack) => ack.position)).toEqual([101n, 103n, 105n, 107n, 109n]);
  });

  it("theLastBundleBeforeASilence_isAcknowledgedByTheTick", async () => {
    const socket = await admit();
    await clock.advance(100);
    bundle(socket, 100n);
    await clock.advance(50);
    bundle(socket, 101n);

    await clock.advance(1_000);

    expect(socket.said("ack").map((ack) => ack.position)).toEqual([101n, 102n]);
  });

  it("whatPlayoutDidWithout_goesIntoTheAcknowledgement", async () => {
    const socket = await admit();
    await clock.advance(100);
    figures = new Map([
      [1, { played: 5, concealed: 2, lost: 3 }],
      [2, { played: 5, concealed: 1, lost: 0 }],
    ]);

    bundle(socket, 100n);

    expect(socket.said("ack")[0]).toMatchObject({ position: 101n, concealed: 3, lost: 3 });
    expect(socket.said("ack")[0]?.heard).toMatchObject([
      { source: 1, played: 5, concealed: 2 },
      { source: 2, played: 5, concealed: 1 },
    ]);
  });

  it("whatWasPlayed_isReportedOnceASecond", async () => {
    const socket = await admit();
    await clock.advance(100);

    for (let i = 0; i < 12; i++) {
      figures = new Map([[1, { played: 5, concealed: 0, lost: 0 }]]);
      bundle(socket, 100n + BigInt(i));
      await clock.advance(100);
    }

    const reports = socket.said("ack").map((ack) => ack.heard.map((voice) => voice.played));
    expect(reports).toEqual([[5], ...Array<number[]>(9).fill([]), [50], []]);
  });

  it("nothingPlayedOfWhatCame_isReportedToo", async () => {
    const socket = await admit();
    await clock.advance(100);
    figures = new Map();

    bundle(socket, 100n);

    expect(socket.said("ack")[0]?.heard).toMatchObject([{ source: 0, played: 0, concealed: 0 }]);
  });

  it("withoutPlayout_whatIsMissingIsConcealed", async () => {
    const socket = await admit();
    await clock.advance(100);

    bundle(socket, 104n);

    expect(socket.said("ack")[0]).toMatchObject({ position: 105n, concealed: 4 });
    expect(socket.said("ack")[0]?.lost).toBeUndefined();
    expect(socket.said("ack")[0]?.heard).toEqual([]);
    expect(heard).toContain("missed 4");
  });

  it("aBundleOfTheFormerLog_isIgnored", async () => {
    const socket = await admit();
    const other = 1n << 40n;

    socket.say({ case: "soundChanged", value: { sound: Sound.MIX, position: other } });
    bundle(socket, 101n);
    bundle(socket, other);

    expect(heard.filter((line) => line.startsWith("bundle"))).toEqual([`bundle ${other} from 0`]);
  });

  it("latencyChanged_isAcknowledgedAtOnceAndThenInItsTime", async () => {
    const socket = await admit();
    socket.say({ case: "latencyChanged", value: { latency: LatencyClass.BROADCAST, ackEveryMs: 3_500 } });
    expect(socket.said("ack")).toHaveLength(1);

    for (let i = 0; i < 6; i++) {
      await clock.advance(1_000);
      bundle(socket, 100n + BigInt(i));
    }

    expect(socket.said("ack").map((ack) => ack.position)).toEqual([100n, 103n]);
  });
});

describe("asking", () => {
  it("resolvesWithOkAndRejectsWithTheRefusal", async () => {
    const socket = await admit();
    const raised = connection.ask({ case: "raiseHand", value: {} });
    const locked = connection.ask({ case: "setLocked", value: { locked: true } });

    socket.ok("raiseHand");
    socket.refuse("setLocked", "not_host");

    await expect(raised).resolves.toBeUndefined();
    await expect(locked).rejects.toMatchObject({ code: "not_host", retryAfterMs: null });
    expect(socket.last("raiseHand").idempotencyKey).toMatch(/^[0-9a-f]{32}$/);
  });

  it("withoutAnAnswer_failsAfter8Seconds", async () => {
    await admit();
    const raised = connection.ask({ case: "raiseHand", value: {} });
    const outcome = expect(raised).rejects.toBeInstanceOf(Unreachable);

    await clock.advance(8_000);

    await outcome;
  });

  it("acrossABrokenConnection_isSentAgainWithTheSameKey", async () => {
    const first = await admit();
    const raised = connection.ask({ case: "raiseHand", value: {} });
    const { idempotencyKey } = first.last("raiseHand");

    first.end();
    await clock.advance(200);
    const second = await admit();
    second.ok("raiseHand");

    await expect(raised).resolves.toBeUndefined();
    expect(second.messages("raiseHand")).toHaveLength(1);
    expect(second.last("raiseHand").idempotencyKey).toBe(idempotencyKey);
  });

  it("whatMustNotBeRepeated_failsWithTheConnection", async () => {
    const first = await admit();
    const opened = connection.ask({ case: "setMuted", value: { muted: false } }, false);
    const outcome = expect(opened).rejects.toBeInstanceOf(Unreachable);

    first.end();
    await outcome;
    await clock.advance(200);
    const second = await admit();

    expect(second.messages("setMuted")).toHaveLength(0);
  });

  it("whileThereIsNoConnection_failsAtOnce", async () => {
    (await admit()).end();

    await expect(connection.ask({ case: "raiseHand", value: {} })).rejects.toBeInstanceOf(Unreachable);
  });

  it("aRefusalThatNobodyWaitsFor_isTold", async () => {
    const socket = await admit();

    socket.say({ case: "refusal", value: { requestId: 0n, code: "audio_muted" } });

    expect(heard).toContain("message refusal");
  });

  it("aVoiceThatTheNetworkDoesNotTake_isDropped", async () => {
    const socket = await admit();
    const packet = { case: "audio" as const, value: { sequence: 1, timestamp: 960, level: 30, opus: Uint8Array.of(0x48) } };

    connection.speak(packet);
    socket.bufferedAmount = 20_000;
    connection.speak(packet);

    expect(socket.messages("audio")).toHaveLength(1);
    expect(connection.figures).toMatchObject({ sent: 1, unsent: 1 });
  });
});

describe("coming back", () => {
  it("resumesWithTokenPositionAndVersionAndAFreshAccessToken", async () => {
    const first = await admit();
    bundle(first, 100n, 3);
    first.end();
    await clock.advance(200);
    await settle();
    current().open();

    expect(sockets).toHaveLength(2);
    expect(current().protocols[1]).toBe("bearer.token-2");
    expect(current().said("join")[0]).toMatchObject({ resumeToken: "resume-1", resumePosition: 103n, knownVersion: 17n });
  });

  it("tellsHowLongItWasAwayAndWhetherAllIsThere", async () => {
    (await admit()).end();
    await clock.advance(200);
    await admit({ resumed: true, position: 100n, resumeToken: "resume-2" });

    expect(heard).toContain("joined first=false whole=true away=200");
  });

  it("doublesItsWaitsUntilItIsIn", async () => {
    (await admit()).end();
    for (let i = 0; i < 5; i++) {
      await clock.advance(2_000);
      current().end();
      await settle();
    }

    expect(heard.filter((line) => line.startsWith("waiting"))).toEqual([
      "waiting 100",
      "waiting 200",
      "waiting 400",
      "waiting 500",
      "waiting 500",
      "waiting 500",
    ]);
  });

  it("online_triesAtOnce", async () => {
    random = () => 1;
    (await admit()).end();
    await settle();
    await clock.advance(20);

    presence.online();
    await settle();

    expect(sockets).toHaveLength(2);
  });

  it("aServerThatStops_isComeBackTo", async () => {
    const socket = await admit();
    socket.say({ case: "closing", value: { code: "server_stopping", message: "", resume: true } });
    socket.end(4_014, "server_stopping");
    await clock.advance(200);

    expect(sockets).toHaveLength(2);
  });

  it("aPlaceTakenByAnotherDevice_isNotTakenBack", async () => {
    const socket = await admit();
    socket.say({ case: "closing", value: { code: "replaced", message: "Another device." } });
    socket.end(4_010, "replaced");
    await clock.advance(60_000);

    expect(closed?.code).toBe("replaced");
    expect(sockets).toHaveLength(1);
  });

  it("fifteenMinutesWithoutANetwork_areGivenUpAndNotBefore", async () => {
    (await admit()).end();
    tokens.token = () => Promise.reject(new Unreachable("away"));
    await clock.advance(880_000);
    expect(closed).toBeNull();

    await clock.advance(40_000);

    expect(closed?.code).toBe("gave_up");
  });
});

describe("a connection that may be dead", () => {
  it("silence_isAskedForAWordAfter3SecondsAndCutAfter10", async () => {
    const socket = await admit();
    await clock.advance(4_000);
    expect(socket.messages("ping")).toHaveLength(1);
    expect(connection.isConnected).toBe(true);

    await clock.advance(7_000);

    expect(connection.isConnected).toBe(false);
    expect(heard).toContain("lost the server does not answer");
  });

  it("anyWordOfTheServer_isASignOfLife", async () => {
    const socket = await admit();
    for (let i = 0; i < 30; i++) {
      await clock.advance(1_000);
      socket.say({ case: "dominant", value: { source: 0 } });
    }

    expect(connection.isConnected).toBe(true);
  });

  it("pong_measuresTheWay", async () => {
    const socket = await admit();
    await clock.advance(3_000);
    await clock.advance(40);

    socket.say({ case: "pong", value: { sentAtMicros: socket.said("ping")[0]!.sentAtMicros } });

    expect(connection.figures.roundTripMs).toBe(40);
  });

  it("silenceOfThisDevice_isBrokenEvery3Seconds", async () => {
    const socket = await admit();
    for (let i = 0; i < 20; i++) {
      await clock.advance(1_000);
      socket.say({ case: "pong", value: { sentAtMicros: 1n } });
    }

    // The server drops a connection that is silent for 20 s.
    expect(socket.messages("ping").length).toBeGreaterThanOrEqual(6);
  });

  it("aPageSeenAgain_asksAndTakesNoAnswerIn2SecondsForDead", async () => {
    const socket = await admit();

    presence.show();
    expect(socket.messages("ping")).toHaveLength(1);
    await clock.advance(2_000);
    await settle();

    expect(sockets).toHaveLength(2);
  });

  it("aPageSeenAgainWithAnAnswer_staysConnected", async () => {
    const socket = await admit();

    presence.show();
    socket.say({ case: "pong", value: { sentAtMicros: 1n } });
    await clock.advance(2_900);

    expect(sockets).toHaveLength(1);
  });

  it("aDeviceThatSlept_comesBackAtOnceAndSaysHowLongItWasAway", async () => {
    random = () => 1;
    await admit();

    clock.sleep(3_600_000);
    await clock.advance(1_000);
    await settle();
    expect(sockets).toHaveLength(2);
    await admit();

    expect(heard[heard.length - 1]).toBe("joined first=false whole=false away=3601000");
  });

  it("aHiddenPageWithRareTicks_isNotTakenForAsleepWhileSoundComes", async () => {
    const socket = await admit();
    clock.sleep(60_000);
    bundle(socket, 100n);

    await clock.advance(1_000);

    expect(sockets).toHaveLength(1);
  });

  it("bytesThatAreNoMessage_endTheConnection", async () => {
    const socket = await admit();

    socket.receive(Uint8Array.of(0x0a, 0xff));
    await clock.advance(200);

    expect(sockets).toHaveLength(2);
  });
});

describe("leaving", () => {
  it("saysLeaveAndWaitsForTheServer", async () => {
    const socket = await admit();
    const left = connection.leave();
    expect(socket.messages("leave")).toHaveLength(1);
    expect(socket.closedWith).toBe(1_000);

    socket.say({ case: "closing", value: { code: "left", message: "" } });
    socket.end(1_000, "left");
    await left;

    expect(closed?.code).toBe("left");
    expect(clock.pending).toBe(1);
  });

  it("withoutAnAnswer_leavesAfter2Seconds", async () => {
    await admit();
    void connection.leave();

    await clock.advance(2_000);

    expect(closed?.code).toBe("left");
  });

  it("betweenTwoConnections_isOverAtOnce", async () => {
    (await admit()).end();
    await settle();

    await connection.leave();

    expect(closed?.code).toBe("left");
    expect(sockets).toHaveLength(1);
  });

  it("whileJoining_isOverAtOnce", async () => {
    await settle();

    await connection.leave();

    expect(closed?.code).toBe("left");
  });
});

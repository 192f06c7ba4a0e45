import { create } from "@bufbuild/protobuf";
import { createClient, createRouterTransport } from "@connectrpc/connect";
import { beforeEach, describe, expect, it } from "vitest";
import { Rooms, StageRole } from "../../src/gen/audiorooms/v1/rooms_pb.js";
import { JoinedSchema, LatencyClass, Sound } from "../../src/gen/audiorooms/v1/session_pb.js";
import { LiveRoom } from "../../src/rooms/liveRoom.js";
import type { Reaction, RoomNotice } from "../../src/rooms/roomApi.js";
import { SoundHost } from "../../src/rooms/soundHost.js";
import { FakeClock, settle } from "../support/fakeClock.js";
import { FakeEngine } from "../support/fakeEngine.js";
import { FakePresence } from "../support/fakePresence.js";
import { FakeSocket } from "../support/fakeSocket.js";
import { event, member, person, selfId, snapshot } from "../support/rooms.js";

let clock: FakeClock;
let sockets: FakeSocket[];
let engines: FakeEngine[];
let host: SoundHost;
let audience: string[];
let room: LiveRoom;
let notices: RoomNotice[];
let version: number;

const socket = (): FakeSocket => sockets[sockets.length - 1]!;
const engine = (): FakeEngine => engines[0]!;

function enter(): LiveRoom {
  return new LiveRoom({
    roomId: "room",
    url: "wss://example.org/ws",
    enter: {},
    host,
    rooms: createClient(
      Rooms,
      createRouterTransport((router) => {
        router.service(Rooms, {
          listAudience: ({ pageToken }) =>
            pageToken === ""
              ? { people: audience.slice(0, 2).map(person), nextPageToken: "more", listenerCount: audience.length }
              : { people: audience.slice(2).map(person), listenerCount: audience.length },
        });
      }),
    ),
    tokens: { token: () => Promise.resolve("token"), probe: () => Promise.resolve() },
    open: (url, protocols) => {
      sockets.push(new FakeSocket(url, protocols));
      return socket();
    },
    clock,
    ticker: (run) => clock.every(1_000, run),
    presence: new FakePresence(),
    random: () => 0.5,
  });
}

async function join(more: Parameters<typeof snapshot>[0] = {}): Promise<void> {
  await settle();
  socket().open();
  const joined = create(JoinedSchema, {
    room: snapshot(more),
    userId: selfId,
    position: 0n,
    sound: Sound.FORWARDED,
    latency: LatencyClass.AUDIENCE,
  });
  socket().say({ case: "joined", value: joined });
  await settle();
}

const happens = (body: Parameters<typeof event>[1]): void => {
  socket().say({ case: "event", value: event(++version, body) });
};

beforeEach(() => {
  clock = new FakeClock();
  sockets = [];
  engines = [];
  audience = ["bob", "cy", "dee"];
  version = 10;
  host = new SoundHost((options) => {
    const engine = new FakeEngine(options);
    engines.push(engine);
    return engine;
  });
  room = enter();
  notices = [];
  room.onNotice((notice) => notices.push(notice));
});

describe("a room", () => {
  it("isJoined_andShown", async () => {
    await join();

    await expect(room.joined).resolves.toMatchObject({ roomId: "room", title: "Tea", selfId });
    expect(room.connection.get()).toEqual({ kind: "live" });
    expect(room.delivery.get()).toMatchObject({ served: "audience", sound: "forwarded" });
    expect(notices).toEqual([]);
  });

  it("isRefused_andJoinedRejects", async () => {
    await settle();
    socket().open();
    socket().refuse("join", "room_not_found");
    socket().end(4_005, "room_not_found");

    await expect(room.joined).rejects.toMatchObject({ code: "room_not_found" });
    await expect(room.closed).resolves.toMatchObject({ code: "room_not_found" });
    expect(room.connection.get()).toMatchObject({ kind: "closed", closed: { code: "room_not_found" } });
  });

  it("breaks_andSaysWhenItIsTriedAgain", async () => {
    await join();
    socket().end();
    await settle();
    expect(room.connection.get()).toEqual({ kind: "waiting", retryAtMs: clock.now() + 100, reason: "" });

    await clock.advance(100);
    expect(room.connection.get()).toEqual({ kind: "connecting" });
    await join();

    expect(room.connection.get()).toEqual({ kind: "live" });
    expect(notices).toEqual([{ kind: "resumed", afterMs: 100, whole: false }]);
  });

  it("whoLeads_isForgottenWithADescription", async () => {
    await join();
    socket().say({ case: "dominant", value: { source: 1, userId: "ada" } });
    expect(room.state.get()?.dominantUserId).toBe("ada");

    socket().say({ case: "snapshot", value: snapshot({ version: 11n }) });

    expect(room.state.get()?.dominantUserId).toBe("");
  });

  it("manyEventsAtOnce_areTakenInOrder", async () => {
    await join();

    socket().say({
      case: "events",
      value: {
        events: [
          event(11, { case: "stageTaken", value: { member: member("bob", 2) } }),
          event(12, { case: "stageLeft", value: { userId: "bob", source: 2 } }),
        ],
      },
    });

    expect(notices.map((notice) => notice.kind)).toEqual(["cameOnStage", "leftStage"]);
    expect(room.state.get()?.version).toBe(12n);
  });

  it("serverNow_followsTheServersClock", async () => {
    await join();
    clock.setWall(0);

    happens({ case: "lockChanged", value: { locked: true } });

    expect(room.serverNow()).toBe(1_764_000_000_011);
  });

  it("asksForTheLatencyAgainAfterAReconnect", async () => {
    await join();
    const asked = room.setLatency("economy");
    socket().ok("setLatency");
    await asked;
    expect(room.delivery.get()).toMatchObject({ wanted: "economy", served: "economy" });

    socket().end();
    await clock.advance(100);
    await join();

    expect(socket().said("join")[0]?.latency).toBe(LatencyClass.ECONOMY);
  });

  it("isServedInAnotherClass_andSaysSo", async () => {
    await join();
    const before = room.delivery.get().delayMs;

    socket().say({ case: "latencyChanged", value: { latency: LatencyClass.BROADCAST, ackEveryMs: 3_500 } });

    expect(room.delivery.get()).toMatchObject({ wanted: "audience", served: "broadcast" });
    expect(room.delivery.get().delayMs).toBeGreaterThan(before + 1_000);
  });

  it("whatTheServerFindsOutOfHearing_isToldOnce", async () => {
    await join();
    // HearingNotice { nobody_hears_you = true }, twice, and all well again.
    for (const hex of ["C201020801", "C201020801", "C20100"]) {
      socket().receive(Buffer.from(hex, "hex"));
    }

    expect(notices).toEqual([
      { kind: "nobodyHearsYou", since: true },
      { kind: "nobodyHearsYou", since: false },
    ]);
  });

  it("whatTheServerFoundOutOfHearing_isOverWithTheConnection", async () => {
    await join();
    socket().say({ case: "hearing", value: { nobodyHearsYou: true, youHearNothing: false } });
    socket().end();
    await clock.advance(100);

    await join();

    expect(notices).toEqual([
      { kind: "nobodyHearsYou", since: true },
      { kind: "nobodyHearsYou", since: false },
      { kind: "resumed", afterMs: 100, whole: false },
    ]);
  });

  it("authenticate_goesOnWithTheNewerToken", async () => {
    await join();

    room.authenticate("token-2");

    expect(socket().said("authenticate")[0]?.accessToken).toBe("token-2");
  });
});

describe("its audience", () => {
  it("isReadWhileSomebodyLooks_pageByPage", async () => {
    await join();
    await clock.advance(20_000);
    expect(room.audience.get().kind).toBe("unknown");

    room.audience.subscribe(() => undefined);
    await room.refreshAudience();

    expect(room.audience.get().people.map((one) => one.userId)).toEqual(["bob", "cy", "dee"]);
    expect(room.state.get()?.listenerCount).toBe(3);
  });
});

describe("its sound", () => {
  beforeEach(async () => {
    await room.startSound();
    await join({ stage: [member("ada", 1, { role: StageRole.HOST }), member("bob", 2)] });
  });

  const hear = (source: number): void => {
    const packets = [{ source, sequence: 1, timestamp: 960, level: 30, opus: Uint8Array.of(0x48) }];
    socket().say({ case: "bundle", value: { position: BigInt(engine().played.length), packets } });
  };

  it("goesToTheEngine", () => {
    hear(1);

    expect(engine().played[0]).toMatchObject({ source: 1, sequence: 1, timestamp: 960, level: 30 });
  });

  it("levels_areThoseOfPeople", () => {
    const levels: [string, number][] = [];
    room.onLevel((userId, level) => levels.push([userId, level]));

    engine().sound(2, 25);
    engine().sound(99, 25);

    expect(levels).toEqual([["bob", 25]]);
  });

  it("aVolume_isThePersonsInEveryStay", () => {
    room.setVolume("bob", 0.5);
    expect(engine().volumes.get(2)).toBe(0.5);

    happens({ case: "stageLeft", value: { userId: "bob", source: 2 } });
    happens({ case: "stageTaken", value: { member: member("bob", 3) } });

    expect([engine().forgotten, engine().volumes.get(3)]).toEqual([[2], 0.5]);
  });

  it("heard_countsByPerson", async () => {
    await clock.advance(100);
    hear(2);
    await clock.advance(1_000);

    expect(room.heard().get("bob")?.played).toBe(1);
  });

  it("isHandedBackBeforeTheServerAnswersToLeave", async () => {
    void room.leave();
    const next = enter();
    hear(1);

    expect(engine().played).toEqual([]);
    expect(engine().forgotten).toContain(1);
    await settle();
    void next.leave();
  });

  it("theMicrophone_speaksToTheRoomThatIsOn", async () => {
    const taken = room.takeStage();
    socket().ok("takeStage");
    happens({ case: "stageTaken", value: { member: member(selfId, 5) } });
    await taken;
    engine().speak(1);
    await settle();
    expect(socket().said("audio")).toHaveLength(1);

    const before = socket();
    void room.leave();
    engine().speak(2);

    expect(before.said("audio")).toHaveLength(1);
    expect(engine().microphone.state.get().openness).toBe("closed");
  });
});

describe("reactions", () => {
  it("theOwn_isSeenAtOnceAndNotAgain", async () => {
    await join();
    const seen: Reaction[] = [];
    room.onReaction((reaction) => seen.push(reaction));

    room.react("wave");
    socket().say({ case: "reactions", value: { counts: [{ reaction: "wave", count: 3 }] } });

    expect(socket().said("react")[0]?.reaction).toBe("wave");
    expect(seen).toEqual([
      { name: "wave", count: 1, userIds: [selfId], own: true },
      { name: "wave", count: 2, userIds: [], own: false },
    ]);
  });

  it("oneThatWasRefused_hidesNobodyElsesLater", async () => {
    await join();
    const seen: number[] = [];
    room.onReaction((reaction) => seen.push(reaction.count));
    room.react("wave");
    await clock.advance(3_001);

    socket().say({ case: "reactions", value: { counts: [{ reaction: "wave", count: 1 }] } });

    expect(seen).toEqual([1, 1]);
  });
});

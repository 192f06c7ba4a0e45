import { describe, expect, it } from "vitest";
import { Emitter, Value } from "../../src/observable.js";
import { delayOf, latencyClassOf, latencyModeOf } from "../../src/rooms/delivery.js";
import { PendingCommands } from "../../src/rooms/pendingCommands.js";
import type { StagePerson } from "../../src/rooms/roomState.js";
import { ServerClock } from "../../src/rooms/serverClock.js";
import { Sources } from "../../src/rooms/sources.js";
import type { LatencyMode } from "../../src/soundEngine.js";
import { clientMessage } from "../../src/wire/frames.js";
import { stopwatch } from "../../src/clock.js";
import { FakeClock } from "../support/fakeClock.js";
import { person } from "../support/rooms.js";

const stay = (userId: string, source: number): StagePerson => ({
  ...person(userId),
  source,
  muted: false,
  mutedBy: "",
  role: "speaker",
});

describe("Value", () => {
  it("set_theSameValue_tellsNobody", () => {
    const value = new Value(1);
    const told: number[] = [];
    value.subscribe((now) => told.push(now));

    value.set(1);
    value.set(2);

    expect(told).toEqual([2]);
  });

  it("subscribe_twiceWithOneFunction_endsOneByOne", () => {
    const value = new Value(0);
    let told = 0;
    const listener = (): void => {
      told++;
    };
    const first = value.subscribe(listener);
    const second = value.subscribe(listener);

    value.set(1);
    first();
    first();
    value.set(2);
    expect([told, value.isObserved]).toEqual([3, true]);
    second();

    expect(value.isObserved).toBe(false);
  });

  it("set_aListenerThatLeavesMeanwhile_harmsNoOther", () => {
    const value = new Value(0);
    const told: string[] = [];
    const leave = value.subscribe(() => {
      told.push("first");
      leave();
    });
    value.subscribe(() => told.push("second"));

    value.set(1);
    value.set(2);

    expect(told).toEqual(["first", "second", "second"]);
  });
});

describe("Emitter", () => {
  it("emit_reachesWhoListens", () => {
    const emitter = new Emitter<number>();
    const told: number[] = [];
    const stop = emitter.listen((value) => told.push(value));

    emitter.emit(1);
    stop();
    emitter.emit(2);

    expect(told).toEqual([1]);
  });
});

describe("stopwatch", () => {
  it.each<[string, (clock: FakeClock) => void | Promise<void>, number]>([
    ["time passes", (clock) => clock.advance(500), 500],
    [
      "the machine sleeps",
      (clock) => {
        clock.sleep(60_000);
      },
      60_000,
    ],
    [
      "the time of day is set back",
      (clock) => {
        clock.setWall(0);
      },
      0,
    ],
  ])("%s", async (_, happen, expected) => {
    const clock = new FakeClock();
    const elapsed = stopwatch(clock);

    await happen(clock);

    expect(elapsed()).toBe(expected);
  });
});

describe("ServerClock", () => {
  it("theYoungestMessage_saysMost", () => {
    const clock = new FakeClock();
    const server = new ServerClock(clock);
    const wall = clock.wall();

    server.observe(wall - 5_000);
    server.observe(wall + 2_000);
    server.observe(wall - 9_000);

    expect(server.now()).toBe(wall + 2_000);
  });
});

describe("Sources", () => {
  it("aStayThatEnded_isRememberedForLatePackets", () => {
    const sources = new Sources();
    sources.update([stay("ada", 1), stay("bob", 2)]);

    expect(sources.update([stay("ada", 1), stay("bob", 3)])).toEqual([2]);
    expect([sources.userOf(2), sources.sourcesOf("bob")]).toEqual(["bob", [3]]);
  });

  it("thousandsOfStays_areNotAllRemembered", () => {
    const sources = new Sources();
    for (let source = 2; source < 5_000; source++) {
      sources.update([stay("ada", 1), stay("bob", source)]);
    }

    expect(sources.userOf(2)).toBeUndefined();
    expect([sources.userOf(1), sources.userOf(4_998), sources.userOf(4_950)]).toEqual(["ada", "bob", "bob"]);
  });
});

describe("PendingCommands", () => {
  it("tooManyAtOnce_areRefused", async () => {
    const pending = new PendingCommands();
    const command = (): Promise<void> => pending.add(clientMessage({ case: "raiseHand", value: {} }));
    for (let i = 0; i < 64; i++) {
      command().catch(() => undefined);
    }

    await expect(command()).rejects.toThrow("64 commands");
    pending.failAll(new Error("over"));
  });

  it("unanswered_areThoseWithAKey_oldestFirst", () => {
    const pending = new PendingCommands();
    for (const [key, userId] of [
      ["a", "1"],
      ["", "2"],
      ["b", "3"],
    ] as const) {
      const message = clientMessage({ case: "lowerHand", value: { userId } });
      message.idempotencyKey = key;
      pending.add(message).catch(() => undefined);
    }

    pending.accept(99n);

    expect(pending.unanswered().map((message) => message.idempotencyKey)).toEqual(["a", "b"]);
    pending.failAll(new Error("over"));
    expect(pending.unanswered()).toEqual([]);
  });
});

describe("delivery", () => {
  it.each<LatencyMode>(["interactive", "audience", "economy", "broadcast"])("%s is the same there and back", (mode) => {
    expect(latencyModeOf(latencyClassOf(mode), "audience")).toBe(mode);
  });

  it("delayOf_growsFromClassToClass", () => {
    const delays = (["interactive", "audience", "economy", "broadcast"] as const).map((mode) => delayOf(mode, "forwarded", 40));

    expect(delays).toEqual([...delays].sort((left, right) => left - right));
    expect(delays[3]).toBeGreaterThan(1_000);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { MicrophoneState, Openness } from "../../src/soundEngine.js";
import { Value } from "../../src/observable.js";
import { mustReopen, type DeviceInfo } from "../../src/sound/microphone/deviceChange.js";
import { HoldToTalk } from "../../src/sound/microphone/holdToTalk.js";
import { setAudioSession } from "../../src/sound/platform/audioSession.js";
import { RoomMediaSession } from "../../src/sound/platform/mediaSession.js";
import { ScreenWakeLock } from "../../src/sound/platform/wakeLock.js";
import { StallDetector } from "../../src/sound/playout/stallDetector.js";
import { FakeTarget } from "./support/fakes.js";

describe("push to talk", () => {
  const setup = (openness: Openness) => {
    const page = new FakeTarget();
    const window = new FakeTarget();
    const set: Openness[] = [];
    const state = new Value<MicrophoneState>({ openness, problem: null, deviceId: "", refusedConstraints: [] });
    const microphone = {
      state,
      set: (wanted: Openness) => {
        set.push(wanted);
        return Promise.resolve(state.get());
      },
    };
    const hold = new HoldToTalk(microphone, page, window);
    return { hold, page, window, set, state };
  };

  it("is open while held, however often the key repeats", () => {
    const { hold, set } = setup("muted");
    hold.press();
    hold.press();
    hold.release();
    hold.release();

    expect(set).toEqual(["open", "muted"]);
  });

  it.each(["blur", "pagehide"])("ends when the key-up will not come: %s", (event) => {
    const { hold, window, set } = setup("muted");
    hold.press();
    window.fire(event);

    expect([set, hold.isHeld]).toEqual([["open", "muted"], false]);
  });

  it("ends when the page is hidden or the mode is switched off, and leaves nothing behind", () => {
    const { hold, page, window, set } = setup("muted");
    hold.press();
    page.fire("visibilitychange");
    hold.press();
    hold.close();

    expect(set).toEqual(["open", "muted", "open", "muted"]);
    expect(page.listenerCount + window.listenerCount).toBe(0);
  });

  it("opens nothing off the stage, and does not open it again after a demotion while held", () => {
    const off = setup("closed");
    off.hold.press();
    expect(off.set).toEqual([]);

    const demoted = setup("muted");
    demoted.hold.press();
    demoted.state.set({ ...demoted.state.get(), openness: "closed" });
    demoted.hold.release();
    expect(demoted.set).toEqual(["open"]);
  });
});

describe("a change of devices", () => {
  const input = (deviceId: string, groupId = deviceId): DeviceInfo => ({
    deviceId,
    groupId,
    kind: "audioinput",
    label: deviceId,
  });

  it.each([
    ["the one in use is gone", "a", null, [input("a"), input("b")], [input("b")], true],
    ["another came", "a", null, [input("a")], [input("a"), input("b")], false],
    [
      "the default is another one",
      "a",
      null,
      [input("default", "a"), input("a")],
      [input("default", "b"), input("a"), input("b")],
      true,
    ],
    [
      "the default is not followed",
      "a",
      "a",
      [input("default", "a"), input("a")],
      [input("default", "b"), input("a"), input("b")],
      false,
    ],
    ["the chosen one is gone", "a", "a", [input("a"), input("b")], [input("b")], true],
    ["the chosen one is back", "b", "a", [input("b")], [input("a"), input("b")], true],
    ["nothing is left", "a", null, [input("a")], [], false],
    ["an output came", "a", null, [input("a")], [input("a"), { ...input("o"), kind: "audiooutput" as const }], false],
  ])("%s", (_name, used, chosen, before, after, expected) => {
    expect(mustReopen(used, chosen, before, after)).toBe(expected);
  });
});

describe("the lock screen", () => {
  beforeEach(() => {
    vi.stubGlobal("MediaMetadata", Object);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it("shows the room, takes its keys, and survives actions that a browser does not know", () => {
    const handlers = new Map<string, (() => void) | null>();
    const session = {
      metadata: null as unknown,
      playbackState: "none",
      setActionHandler: (action: string, handler: (() => void) | null) => {
        if (action === "hangup") {
          throw new TypeError("unknown action");
        }

        handlers.set(action, handler);
      },
    };
    const deafened: boolean[] = [];
    const room = new RoomMediaSession({ mediaSession: session as unknown as MediaSession });
    room.show(
      { title: "Room", artist: "Anna" },
      { toggleMicrophone: null, leave: () => undefined, setDeafened: (is) => deafened.push(is) },
    );
    handlers.get("pause")!();
    room.show(
      { title: "Room", artist: "Ben" },
      { toggleMicrophone: null, leave: () => undefined, setDeafened: (is) => deafened.push(is) },
    );
    expect(session.playbackState).toBe("paused");
    handlers.get("play")!();

    expect([deafened, session.playbackState]).toEqual([[true, false], "playing"]);
    room.clear();
    expect([session.metadata, session.playbackState, handlers.get("pause")]).toEqual([null, "none", null]);
  });

  it("is left alone where there is none", () => {
    const room = new RoomMediaSession({});

    expect(() => {
      room.show({ title: "", artist: "" }, { toggleMicrophone: null, leave: () => undefined, setDeafened: () => undefined });
      room.setMicrophoneOpen(true);
      room.clear();
    }).not.toThrow();
  });

  it("knows whether somebody speaks, where iOS asks", () => {
    const navigator = { audioSession: { type: "auto" } };
    setAudioSession(true, navigator);
    expect(navigator.audioSession.type).toBe("play-and-record");
    setAudioSession(false, navigator);
    expect(navigator.audioSession.type).toBe("playback");
    setAudioSession(true, {});
  });
});

describe("the screen", () => {
  const setup = () => {
    const page = new FakeTarget();
    const sentinels: { released: boolean; release(): Promise<void> }[] = [];
    const request = (): Promise<WakeLockSentinel> => {
      const sentinel = {
        released: false,
        release: () => {
          sentinel.released = true;
          return Promise.resolve();
        },
      };
      sentinels.push(sentinel);
      return Promise.resolve(sentinel as unknown as WakeLockSentinel);
    };
    return { page, sentinels, lock: new ScreenWakeLock({ request }, page) };
  };

  it("stays on while it is wanted, also after the page was hidden", async () => {
    const { page, sentinels, lock } = setup();
    await lock.hold();
    await lock.hold();
    expect([sentinels.length, lock.isHeld]).toEqual([1, true]);

    sentinels[0]!.released = true;
    page.fire("visibilitychange");
    await lock.hold();
    expect(lock.isHeld).toBe(true);

    await lock.release();
    expect([lock.isHeld, sentinels.every(({ released }) => released), page.listenerCount]).toEqual([false, true, 0]);
  });

  it("is not kept on by an answer that came too late, nor by a browser that refuses", async () => {
    const { sentinels, lock } = setup();
    const holding = lock.hold();
    await lock.release();
    await holding;
    expect([lock.isHeld, sentinels[0]!.released]).toEqual([false, true]);

    const refusing = new ScreenWakeLock({ request: () => Promise.reject(new Error("battery")) }, new FakeTarget());
    await refusing.hold();
    expect(refusing.isHeld).toBe(false);
  });
});

describe("sound that stood still", () => {
  it("is told once for each time, and not for jitter or drift", () => {
    const stalls = new StallDetector(500);
    const seen: number[] = [];
    let wall = 0;
    for (let sound = 0; sound < 100_000; sound += 10) {
      wall += 10.005 + (sound === 50_000 ? 2_000 : 0);
      const stall = stalls.observe(wall + (sound % 30), sound);
      if (stall > 0) {
        seen.push(stall);
      }
    }

    expect(seen.length).toBe(1);
    expect(Math.abs(seen[0]! - 2_000)).toBeLessThan(50);
  });
});

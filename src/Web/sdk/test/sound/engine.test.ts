import { beforeEach, describe, expect, it } from "vitest";
import type { IncomingPacket, OutgoingPacket } from "../../src/soundEngine.js";
import { Engine } from "../../src/sound/engine/engine.js";
import type { VoiceReport } from "../../src/sound/playout/roomPlayout.js";
import { FakePlatform, settle } from "./support/fakes.js";

let browser: FakePlatform;
let engine: Engine;
let packets: OutgoingPacket[];

const incoming = (sequence: number): IncomingPacket => ({
  source: 7,
  sequence,
  timestamp: sequence * 960,
  level: 30,
  opus: new Uint8Array(1_000).subarray(100, 160),
});
const report = (played: number, more: Partial<VoiceReport> = {}): VoiceReport => ({
  source: 7,
  level: 30,
  played,
  concealed: 0,
  lost: 0,
  recovered: 0,
  late: 0,
  duplicates: 0,
  undecodable: 0,
  buffered: 2,
  targetDelayMs: 40,
  ...more,
});
const played = () => browser.playout.port.sent.filter(({ type }) => type === "packet");
const encoded = (timestamp: number): void => {
  browser.worker.say({ type: "packet", timestamp, level: 20, opus: Uint8Array.of(72, 1, 2) });
};

beforeEach(async () => {
  browser = new FakePlatform();
  packets = [];
  engine = new Engine({ onPacket: (packet) => packets.push(packet) }, browser.asPlatform);
  await engine.start();
  browser.playout.port.say({ type: "ready" });
});

describe("starting", () => {
  it("loads the playout alone, and asks for no microphone", () => {
    expect(engine.state.get()).toBe("running");
    expect(browser.context.modules).toEqual(["playout.js"]);
    expect(browser.loaded).toEqual(["decoder.wasm"]);
    expect(browser.mediaDevices.asked).toEqual([]);
    expect(browser.playout.targets).toEqual(["loudspeaker"]);
    expect(browser.sessions).toEqual([false]);
  });

  it("says blocked without a gesture, and runs with the first that counts", async () => {
    const other = new FakePlatform();
    other.context.mayRun = false;
    const blocked = new Engine({ onPacket: () => undefined }, other.asPlatform);
    await blocked.start();
    expect(blocked.state.get()).toBe("blocked");

    other.document.fire("keydown");
    expect(blocked.state.get()).toBe("blocked");
    other.context.mayRun = true;
    other.document.fire("pointerup");

    expect(blocked.state.get()).toBe("running");
  });

  it("may be tried again after a failure", async () => {
    const other = new FakePlatform();
    other.context.failsToLoad = true;
    const failing = new Engine({ onPacket: () => undefined }, other.asPlatform);
    await expect(failing.start()).rejects.toThrow("no network");
    expect([failing.state.get(), failing.diagnostics().detail]).toEqual(["failed", "no network"]);

    other.context.failsToLoad = false;
    other.context.state = "suspended";
    await failing.start();

    expect(failing.state.get()).toBe("running");
  });

  it("tells a playout that failed, and starts another when asked to", async () => {
    browser.playout.port.say({ type: "failed", detail: "no WebAssembly here" });
    expect([engine.state.get(), engine.diagnostics().detail, engine.diagnostics().decoder]).toEqual([
      "failed",
      "no WebAssembly here",
      "none",
    ]);

    browser.context.state = "suspended";
    await engine.start();

    expect(engine.state.get()).toBe("running");
  });
});

describe("hearing", () => {
  it("hands packets on without the message that they are a view into, and drops them while nothing sounds", () => {
    engine.play(incoming(1));
    browser.context.mayRun = false;
    browser.context.become("interrupted");
    engine.play(incoming(2));
    browser.context.become("running");
    engine.play(incoming(3));

    expect(played().map((message) => message.type === "packet" && message.sequence)).toEqual([1, 3]);
    expect(played().every((message) => message.type === "packet" && message.opus.buffer.byteLength === 60)).toBe(true);
    expect(browser.playout.port.sent.filter(({ type }) => type === "restart").length).toBeGreaterThanOrEqual(2);
  });

  it("tells a playout that begins anew what it has to know", () => {
    engine.setVolume(7, 0.5);
    engine.setDeafened(true);
    engine.setLatency("broadcast");
    browser.playout.port.sent.length = 0;

    browser.playout.port.say({ type: "ready" });

    expect(browser.playout.port.sent).toEqual([
      { type: "broadcast", isBroadcast: true },
      { type: "deafen", isDeafened: true },
      { type: "volume", source: 7, volume: 0.5 },
    ]);
    engine.forget(7);
    browser.playout.port.sent.length = 0;
    browser.playout.port.say({ type: "ready" });
    expect(browser.playout.port.sent.some(({ type }) => type === "volume")).toBe(false);
  });

  it("sums figures, once since the last call and once since the start", () => {
    const levels: number[][] = [];
    engine.onLevel((source, level) => levels.push([source, level]));
    browser.playout.port.say({ type: "voices", voices: [report(2), report(3, { concealed: 1, lost: 1, late: 1, level: 127 })] });

    expect([...engine.takeFigures()]).toEqual([[7, { played: 5, concealed: 1, lost: 1 }]]);
    expect([...engine.takeFigures()]).toEqual([]);
    browser.playout.port.say({ type: "voices", voices: [report(4)] });
    expect([...engine.takeFigures()]).toEqual([[7, { played: 4, concealed: 0, lost: 0 }]]);
    expect(engine.diagnostics().sources.get(7)).toEqual({ played: 9, concealed: 1, lost: 1, buffered: 2, late: 1, duplicate: 0 });
    expect(levels).toEqual([
      [7, 30],
      [7, 127],
      [7, 30],
    ]);
  });

  it("goes to the chosen output, and stays where it was if that is gone", async () => {
    await engine.setOutput("out-1");
    expect([browser.context.sinkIds, engine.devices.get().outputId]).toEqual([["out-1"], "out-1"]);

    await expect(engine.setOutput("gone")).rejects.toThrow("no such device");

    expect(engine.devices.get().outputId).toBe("out-1");
  });

  it("starts on the default when the output of the last time is gone", async () => {
    const other = new FakePlatform();
    const elsewhere = new Engine({ onPacket: () => undefined, outputId: "gone" }, other.asPlatform);

    await elsewhere.start();

    expect([elsewhere.state.get(), elsewhere.devices.get().outputId]).toEqual(["running", null]);
  });
});

describe("speaking", () => {
  const open = async (): Promise<void> => {
    expect(await engine.microphone.set("open")).toMatchObject({ openness: "open", problem: null, deviceId: "mic-1" });
    browser.worker.say({ type: "ready", kind: "webcodecs", detail: "probed" });
  };

  it("asks for echo cancellation, noise suppression and gain, and says what was refused", async () => {
    await open();

    expect(browser.mediaDevices.asked).toEqual([
      {
        echoCancellation: true,
        noiseSuppression: true,
        autoGainControl: true,
        channelCount: { ideal: 1 },
        sampleRate: { ideal: 48_000 },
      },
    ]);
    expect(engine.microphone.state.get().refusedConstraints).toEqual(["autoGainControl"]);
    expect(browser.sessions.at(-1)).toBe(true);
  });

  it("numbers packets without a gap, across mutes and devices", async () => {
    await open();
    encoded(0);
    encoded(960);
    void engine.microphone.set("muted");
    encoded(1_920);
    await engine.microphone.setDevice("mic-2");
    encoded(2_880);
    await engine.microphone.set("open");
    encoded(48_000);

    expect(packets.map(({ sequence, timestamp }) => [sequence, timestamp])).toEqual([
      [0, 0],
      [1, 960],
      [2, 48_000],
    ]);
    expect(browser.worker.isTerminated).toBe(false);
  });

  it("stops the track when closed, before the call returns, and takes no packet after it", async () => {
    await open();
    encoded(0);

    void engine.microphone.set("closed");
    encoded(960);

    expect([browser.mediaDevices.liveTracks, packets.length, engine.microphone.state.get().openness]).toEqual([0, 1, "closed"]);
    expect(browser.sessions.at(-1)).toBe(false);
    expect(browser.capture.port.sent.at(-1)).toEqual({ type: "gate", isOpen: false });
  });

  it.each([
    ["NotAllowedError", "denied"],
    ["NotFoundError", "missing"],
    ["NotReadableError", "busy"],
    ["TypeError", "unsupported"],
  ])("hears everything all the same after %s: %s", async (name, problem) => {
    browser.mediaDevices.refusals = [new DOMException("no", name)];

    expect(await engine.microphone.set("open")).toMatchObject({ openness: "closed", problem });

    engine.play(incoming(1));
    expect([engine.state.get(), played().length]).toEqual(["running", 1]);
  });

  it("stops a track that came after it was no longer wanted", async () => {
    browser.mediaDevices.isSlow = true;
    const opening = engine.microphone.set("open");
    void engine.microphone.set("closed");
    browser.mediaDevices.answer();

    expect(await opening).toMatchObject({ openness: "closed" });
    await settle();
    expect(browser.mediaDevices.liveTracks).toBe(0);
  });

  it("is muted by a phone call and by sleep, with a reason, and opens by the person alone", async () => {
    await open();
    browser.mediaDevices.tracks[0]!.onmute!();
    encoded(0);
    expect(engine.microphone.state.get()).toMatchObject({ openness: "muted", problem: "busy" });
    browser.mediaDevices.tracks[0]!.onunmute!();
    encoded(960);
    expect(packets).toEqual([]);

    await engine.microphone.set("open");
    browser.playout.port.say({ type: "stalled", milliseconds: 900 });
    encoded(1_920);
    browser.playout.port.say({ type: "stalled", milliseconds: 60_000 });
    encoded(2_880);

    expect(packets.map(({ timestamp }) => timestamp)).toEqual([1_920]);
    expect(engine.microphone.state.get()).toMatchObject({ openness: "muted", problem: "lost" });
  });

  it("is muted when the context is interrupted", async () => {
    await open();

    browser.context.become("interrupted");
    browser.context.become("running");

    expect(engine.microphone.state.get().openness).toBe("muted");
  });

  it("opens anew when the system's default device changes, as open as it was", async () => {
    await open();
    browser.mediaDevices.devices[0] = { deviceId: "default", groupId: "g2", kind: "audioinput", label: "Default: headset" };
    browser.mediaDevices.fire("devicechange");
    await settle();

    expect([browser.mediaDevices.tracks.length, browser.mediaDevices.liveTracks]).toEqual([2, 1]);
    encoded(0);
    expect(packets.length).toBe(1);

    void engine.microphone.set("muted");
    browser.mediaDevices.devices[0] = { deviceId: "default", groupId: "g1", kind: "audioinput", label: "Default" };
    browser.mediaDevices.fire("devicechange");
    await settle();
    encoded(960);
    expect([browser.mediaDevices.tracks.length, packets.length]).toEqual([3, 1]);
  });

  it("takes another device when its own is unplugged, and says lost when there is none", async () => {
    await open();
    browser.mediaDevices.tracks[0]!.onended!();
    await settle();
    expect([browser.mediaDevices.liveTracks, engine.microphone.state.get().openness]).toEqual([1, "open"]);

    browser.mediaDevices.refusals = [new DOMException("none", "NotFoundError")];
    browser.mediaDevices.tracks[1]!.onended!();
    await settle();

    expect(engine.microphone.state.get()).toMatchObject({ openness: "closed", problem: "lost" });
  });

  it("takes the default when the chosen device is not there", async () => {
    await engine.microphone.setDevice("mic-9");
    browser.mediaDevices.refusals = [new DOMException("none", "OverconstrainedError")];

    expect(await engine.microphone.set("open")).toMatchObject({ openness: "open", deviceId: "mic-1" });
    expect(engine.devices.get().inputId).toBe("mic-9");
  });

  it("is lowered by the room and never opened by it", async () => {
    await open();
    engine.microphone.lower("muted");
    engine.microphone.lower("open");
    expect(engine.microphone.state.get().openness).toBe("muted");

    engine.microphone.lower("closed");

    expect(browser.mediaDevices.liveTracks).toBe(0);
  });

  it("encodes as the server asks, also what it asked before the encoder was there", async () => {
    engine.adviseEncoder({ useInBandFec: true, expectedLossPercent: 12.4, bitrate: null });
    await open();
    engine.adviseEncoder({ useInBandFec: false, expectedLossPercent: 200, bitrate: 1 });

    expect(browser.worker.sent.map((message) => (message.type === "stop" ? null : message.settings))).toEqual([
      { bitrate: 24_000, useInBandFec: true, expectedLossPercent: 12 },
      { bitrate: 6_000, useInBandFec: false, expectedLossPercent: 100 },
    ]);
  });

  it("tells levels while a track is there", async () => {
    const levels: number[] = [];
    engine.microphone.onLevel((level) => levels.push(level));
    await open();
    browser.capture.port.say({ level: 30 });
    void engine.microphone.set("closed");
    browser.capture.port.say({ level: 20 });

    expect(levels).toEqual([30]);
  });
});

describe("checking", () => {
  it("names what works, step by step", async () => {
    browser.whileWaiting = () => {
      browser.playout.port.say({ type: "checked", id: 1, isOk: true, detail: "decoded" });
      browser.playout.port.say({ type: "pulse", frame: 24_000, peak: 0.2 });
      browser.playout.port.say({ type: "pulse", frame: 48_000, peak: 0.1 });
      browser.capture.port.say({ level: 40 });
      browser.worker.say({ type: "ready", kind: "wasm", detail: "no AudioEncoder" });
    };

    const checks = await engine.check(true);

    expect(checks.map(({ step, outcome }) => `${step} ${outcome}`)).toEqual([
      "context ok",
      "worklet ok",
      "decode ok",
      "output ok",
      "level ok",
      "permission ok",
      "input ok",
      "encode ok",
    ]);
    expect(checks.find(({ step }) => step === "input")!.detail).toBe("-40 dBov; refused: autoGainControl");
    expect([browser.mediaDevices.liveTracks, engine.microphone.state.get().openness]).toEqual([0, "closed"]);
  });

  it("names what does not, and asks for no microphone unless it may", async () => {
    engine.setDeafened(true);
    browser.context.mayRun = false;
    browser.context.become("suspended");

    const checks = await engine.check(false);

    const found = Object.fromEntries(checks.map(({ step, outcome, detail }) => [step, `${outcome}: ${detail}`]));
    expect(found).toMatchObject({
      context: "failed: blocked",
      worklet: "skipped: the context does not run",
      decode: "skipped: the worklet did not answer",
      level: "failed: you are deafened",
      input: "skipped: not asked for",
    });
    expect(browser.mediaDevices.asked).toEqual([]);
  });
});

it("releases everything when closed", async () => {
  await engine.microphone.set("open");

  await engine.close();

  expect([browser.context.state, browser.mediaDevices.liveTracks, browser.worker.isTerminated]).toEqual(["closed", 0, true]);
  expect([browser.document.listenerCount, browser.mediaDevices.listenerCount, browser.context.listenerCount]).toEqual([0, 0, 0]);
});

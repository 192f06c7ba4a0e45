import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FRAME_SAMPLES } from "../../../src/sound/playout/format.js";
import { judgeLivePacket, REFUSED } from "../../../src/sound/playout/livePacket.js";
import { decodeAll, recordedSpeech } from "../support/sounds.js";
import { compareAligned, type Comparison } from "./alignment.js";
import { openTestPage, type TestPage } from "./harness.js";

interface Sent {
  readonly sequence: number;
  readonly timestamp: number;
  readonly level: number;
  readonly opus: readonly number[];
  readonly isLost: boolean;
  readonly atMs: number;
}

/** What the page's `tools` are called with, and answer. */
interface Tools {
  state(): string;
  microphone(openness: string): Promise<{ openness: string; problem: string | null; refusedConstraints: string[] }>;
  advise(lossPercent: number): void;
  lose(share: number, seed: number): void;
  check(withMicrophone: boolean): Promise<{ step: string; outcome: string; detail: string }[]>;
  diagnostics(): {
    encoder: string;
    decoder: string;
    sampleRate: number;
    sources: [number, { played: number; lost: number; concealed: number }][];
  };
  figures(): [number, { played: number; concealed: number; lost: number }][];
  sentCount(): number;
  sent(): Sent[];
  heardSamples(): number;
  heard(): string;
  levels(): number[];
  inputLevels(): number;
  clear(): void;
  close(): Promise<void>;
}

let opened: TestPage;

function call<Name extends keyof Tools>(name: Name, ...args: Parameters<Tools[Name]>): Promise<Awaited<ReturnType<Tools[Name]>>> {
  const run = ([tool, given]: [string, unknown[]]): unknown =>
    (globalThis as unknown as { tools: Record<string, (...given: unknown[]) => unknown> }).tools[tool]!(...given);
  return opened.page.evaluate(run, [name, args] as [string, unknown[]]) as Promise<Awaited<ReturnType<Tools[Name]>>>;
}

async function until(isSo: () => Promise<boolean>, what: string): Promise<void> {
  const end = Date.now() + 30_000;
  while (!(await isSo())) {
    if (Date.now() > end) {
      throw new Error(`Waited 30 s for: ${what}`);
    }

    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const samplesOf = (text: string): Float32Array => {
  const bytes = Buffer.from(text, "base64");
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
};

/** What a decoder without any loss makes of the packets, silence between them included. */
function decodeSent(sent: readonly Sent[], lost: (packet: Sent) => boolean = () => false): Float32Array {
  const pcm = decodeAll(sent.map(({ opus }) => Uint8Array.from(opus)));
  const first = sent[0]!.timestamp;
  const whole = new Float32Array(sent.at(-1)!.timestamp - first + FRAME_SAMPLES);
  sent.forEach((packet, index) => {
    if (!lost(packet)) {
      whole.set(pcm.subarray(index * FRAME_SAMPLES, (index + 1) * FRAME_SAMPLES), packet.timestamp - first);
    }
  });
  return whole;
}

/** Speaks 900 packets, of which 5 % do not come back, and compares what is heard with what a player without concealment would make of it. */
async function compareWithZeros(): Promise<{ mended: Comparison; zeros: Comparison; sent: Sent[] }> {
  await call("advise", 10);
  await call("lose", 0.05, 2);
  const microphone = await call("microphone", "open");
  expect(microphone).toMatchObject({ openness: "open", problem: null });
  await until(async () => (await call("sentCount")) >= 900, "900 packets");
  await call("microphone", "muted");
  await new Promise((resolve) => setTimeout(resolve, 600));

  const sent = await call("sent");
  const heard = samplesOf(await call("heard"));
  const signal = decodeSent(sent);
  const mended = compareAligned(signal, heard, 2 * 48_000);
  const zeros = compareAligned(
    signal,
    decodeSent(sent, ({ isLost }) => isLost),
    0,
  );
  const { encoder } = await call("diagnostics");
  console.log(
    `${encoder}: ${sent.length} packets, ${sent.filter(({ isLost }) => isLost).length} lost; heard ${mended.signalToNoise.toFixed(1)} dB ` +
      `(correlation ${mended.correlation.toFixed(3)}), zeros ${zeros.signalToNoise.toFixed(1)} dB; ${JSON.stringify(await call("figures"))}`,
  );
  return { mended, zeros, sent };
}

function expectMended({ mended, zeros, sent }: Awaited<ReturnType<typeof compareWithZeros>>): void {
  expect(sent.every(({ opus }) => judgeLivePacket(Uint8Array.from(opus)) !== REFUSED)).toBe(true);
  expect(sent.every(({ sequence }, index) => index === 0 || sequence === ((sent[index - 1]!.sequence + 1) & 0xffff))).toBe(true);
  expect(sent.every(({ timestamp }) => timestamp % FRAME_SAMPLES === 0)).toBe(true);
  expect(mended.pieces).toBeGreaterThan(400);
  expect(mended.signalToNoise - zeros.signalToNoise).toBeGreaterThanOrEqual(6);
  expect(mended.correlation).toBeGreaterThan(0.9);
}

describe("the sound engine in Chromium", () => {
  beforeAll(async () => {
    opened = await openTestPage(recordedSpeech(1_900));
  });

  afterAll(async () => {
    await opened.close();
  });

  it("loads nothing before it is wanted, and runs after one gesture under a strict policy", async () => {
    const before = opened.requests.filter((path) => /wasm|worklet|worker|sound/.test(path));
    expect(before).toEqual([]);

    await opened.page.click("#start");
    await until(async () => (await call("state")) === "running", "the context to run");

    expect(opened.requests.some((path) => /playout\.worklet-.+\.js$/.test(path))).toBe(true);
    expect(opened.requests.some((path) => /decoder.+\.wasm$/.test(path))).toBe(true);
    // A listener never touches the microphone.
    expect(opened.requests.some((path) => /capture|encoder/.test(path))).toBe(false);
    expect(opened.errors).toEqual([]);
  });

  it("encodes what the microphone hears, and plays it back 6 dB better than zeros with 5 % lost", async () => {
    expectMended(await compareWithZeros());

    expect(await call("diagnostics")).toMatchObject({ decoder: "wasm", sampleRate: 48_000 });
    expect((await call("levels")).some((level) => level < 35)).toBe(true);
  });

  it("sends nothing while muted, keeps its numbers going, and stops the track when closed", async () => {
    const last = (await call("sent")).at(-1)!;
    await call("clear");
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await call("sentCount")).toBe(0);
    expect(await call("inputLevels")).toBeGreaterThan(5);

    await call("microphone", "open");
    await until(async () => (await call("sentCount")) >= 20, "20 packets");
    await call("microphone", "closed");
    const sent = await call("sent");

    expect(sent[0]!.sequence).toBe((last.sequence + 1) & 0xffff);
    const passedMs = sent[0]!.atMs - last.atMs;
    expect(Math.abs((sent[0]!.timestamp - last.timestamp) / 48 - passedMs)).toBeLessThan(150);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await call("sentCount")).toBe(sent.length);
  });

  it("finds nothing wrong with itself", async () => {
    const checks = await call("check", true);

    console.log(checks.map(({ step, outcome, detail }) => `${step}: ${outcome} (${detail})`).join("\n"));
    const failed = checks.filter(({ outcome }) => outcome === "failed");
    // The recording is over by now: a microphone that delivers silence is told from one that works.
    expect(failed.filter(({ step }) => step !== "input")).toEqual([]);
    expect(opened.errors).toEqual([]);
  });
});

describe("the sound engine in a Chromium without WebCodecs", () => {
  beforeAll(async () => {
    opened = await openTestPage(recordedSpeech(1_900), { withoutWebCodecs: true });
    await opened.page.click("#start");
    await until(async () => (await call("state")) === "running", "the context to run");
  });

  afterAll(async () => {
    await opened.close();
  });

  it("encodes by libopus, and plays it back 6 dB better than zeros with 5 % lost", async () => {
    expectMended(await compareWithZeros());

    expect(await call("diagnostics")).toMatchObject({ encoder: "wasm" });
    expect(opened.requests.some((path) => /encoder.+\.wasm$/.test(path))).toBe(true);
    expect(opened.errors).toEqual([]);
  });
});

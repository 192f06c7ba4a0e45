import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FRAME_SAMPLES } from "../../../src/sound/playout/format.js";
import { judgeLivePacket, REFUSED } from "../../../src/sound/playout/livePacket.js";
import { decodeAll, recordedSpeech } from "../support/sounds.js";
import { alignedPieces, signalToNoiseOf, type Piece } from "./alignment.js";
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
function decodeSent(sent: readonly Sent[]): Float32Array {
  const pcm = decodeAll(sent.map(({ opus }) => Uint8Array.from(opus)));
  const first = sent[0]!.timestamp;
  const whole = new Float32Array(sent.at(-1)!.timestamp - first + FRAME_SAMPLES);
  sent.forEach((packet, index) => {
    whole.set(pcm.subarray(index * FRAME_SAMPLES, (index + 1) * FRAME_SAMPLES), packet.timestamp - first);
  });
  return whole;
}

/** Frames after a loss in which its trace may still be heard. */
const TRACE = 10;

interface Measured {
  readonly sent: readonly Sent[];
  readonly mendedDb: number;
  readonly zerosDb: number;
  /** Frames of sound that were compared. */
  readonly compared: number;
  readonly ofAll: number;
}

/** Speaks 900 packets, of which 5 % do not come back, and compares what is heard with what a player without concealment would make of it. */
async function speakWithLoss(): Promise<Measured> {
  await call("advise", 10);
  await call("lose", 0.05, 2);
  const microphone = await call("microphone", "open");
  expect(microphone).toMatchObject({ openness: "open", problem: null });
  await until(async () => (await call("sentCount")) >= 900, "900 packets");
  await call("microphone", "muted");
  await new Promise((resolve) => setTimeout(resolve, 600));

  const sent = await call("sent");
  const signal = decodeSent(sent);
  const first = sent[0]!.timestamp;
  const lost = sent.filter(({ isLost }) => isLost).map(({ timestamp }) => (timestamp - first) / FRAME_SAMPLES);
  const pieces = alignedPieces(signal, samplesOf(await call("heard")), 2 * 48_000);
  // This runs at the speed of sound: where a frame came to harm without a loss before it, the machine was late, and neither side counts.
  const isHarmed = ({ frame, power, noise }: Piece): boolean =>
    noise > power / 4 && !lost.some((loss) => loss <= frame && frame - loss <= TRACE);
  const harmed = pieces.filter(isHarmed).map(({ frame }) => frame);
  const compared = pieces.filter(({ frame }) => !harmed.some((other) => Math.abs(other - frame) <= TRACE));
  const mendedDb = signalToNoiseOf(compared);
  const zerosDb = signalToNoiseOf(compared.map((piece) => ({ ...piece, noise: lost.includes(piece.frame) ? piece.power : 0 })));
  const { encoder } = await call("diagnostics");
  console.log(
    `${encoder}: ${sent.length} packets, ${lost.length} lost; heard ${mendedDb.toFixed(1)} dB, zeros ${zerosDb.toFixed(1)} dB, ` +
      `over ${compared.length} of ${pieces.length} frames of sound; ${JSON.stringify(await call("figures"))}`,
  );
  return { sent, mendedDb, zerosDb, compared: compared.length, ofAll: pieces.length };
}

function expectMended({ sent, mendedDb, zerosDb, compared, ofAll }: Measured): void {
  expect(sent.every(({ opus }) => judgeLivePacket(Uint8Array.from(opus)) !== REFUSED)).toBe(true);
  expect(sent.every(({ sequence }, index) => index === 0 || sequence === ((sent[index - 1]!.sequence + 1) & 0xffff))).toBe(true);
  expect(sent.every(({ timestamp }) => timestamp % FRAME_SAMPLES === 0)).toBe(true);
  expect(ofAll).toBeGreaterThan(400);
  expect(compared).toBeGreaterThan(ofAll / 2);
  expect(mendedDb - zerosDb).toBeGreaterThanOrEqual(6);
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
    expectMended(await speakWithLoss());

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
    expectMended(await speakWithLoss());

    expect(await call("diagnostics")).toMatchObject({ encoder: "wasm" });
    expect(opened.requests.some((path) => /encoder.+\.wasm$/.test(path))).toBe(true);
    expect(opened.errors).toEqual([]);
  });
});

/** What run.mjs does with the engine in a real browser: a microphone whose packets come back, some of them lost on the way. */
import type { OutgoingPacket, SoundEngine } from "../../../src/soundEngine.js";
import { seededRandom } from "../support/random.js";
import recorderUrl from "./recorder.worklet.ts?worker&url";

const SOURCE = 7;

interface Sent {
  readonly sequence: number;
  readonly timestamp: number;
  readonly level: number;
  readonly opus: readonly number[];
  readonly isLost: boolean;
  readonly atMs: number;
}

const sent: Sent[] = [];
const heard: Float32Array[] = [];
const levels: number[] = [];
const inputLevels: number[] = [];
let engine: (SoundEngine & { playTone(ms?: number): void }) | null = null;
let lossShare = 0;
let random = seededRandom(1);

/** Everything that goes to the loudspeaker is recorded on the way: the engine keeps its context to itself. */
function recordOutput(): void {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its node below
  const connect = AudioNode.prototype.connect as (this: AudioNode, target: AudioNode, ...rest: number[]) => AudioNode;
  AudioNode.prototype.connect = function (this: AudioNode, target: AudioNode, ...rest: number[]): AudioNode {
    if (target instanceof AudioDestinationNode) {
      void this.context.audioWorklet.addModule(recorderUrl).then(() => {
        const recorder = new AudioWorkletNode(this.context, "recorder", { numberOfOutputs: 0 });
        recorder.port.onmessage = ({ data }: MessageEvent<Float32Array>) => heard.push(data);
        connect.call(this, recorder);
      });
    }

    return connect.call(this, target, ...rest);
  } as typeof connect as typeof AudioNode.prototype.connect;
}

function onPacket(packet: OutgoingPacket): void {
  const isLost = random() < lossShare;
  sent.push({ ...packet, opus: [...packet.opus], isLost, atMs: performance.now() });
  if (!isLost) {
    engine?.play({ source: SOURCE, ...packet });
  }
}

const tools = {
  async start(): Promise<void> {
    const { createSoundEngine } = await import("../../../src/sound/index.js");
    recordOutput();
    engine = createSoundEngine({ onPacket });
    engine.onLevel((source, level) => source === SOURCE && levels.push(level));
    engine.microphone.onLevel((level) => inputLevels.push(level));
    await engine.start();
  },
  state: () => engine?.state.get(),
  microphone: async (openness: "closed" | "muted" | "open") => engine?.microphone.set(openness),
  advise: (expectedLossPercent: number) => {
    engine?.adviseEncoder({ useInBandFec: expectedLossPercent > 0, expectedLossPercent, bitrate: null });
  },
  lose: (share: number, seed: number) => {
    lossShare = share;
    random = seededRandom(seed);
  },
  check: (withMicrophone: boolean) => engine?.check(withMicrophone),
  diagnostics: () => {
    const found = engine?.diagnostics();
    return found && { ...found, sources: [...found.sources] };
  },
  figures: () => [...(engine?.takeFigures() ?? [])],
  tone: () => engine?.playTone(500),
  devices: () => engine?.devices.get(),
  setOutput: (id: string | null) => engine?.setOutput(id).then(String, String),
  sentCount: () => sent.length,
  sent: () => sent,
  heardSamples: () => heard.reduce((sum, { length }) => sum + length, 0),
  /** Base64 of the samples as 32-bit floats: arrays of half a million numbers are slow to hand over. */
  heard: () => base64(concatenate(heard)),
  levels: () => levels,
  inputLevels: () => inputLevels.length,
  clear: () => {
    sent.length = 0;
    heard.length = 0;
    levels.length = 0;
    inputLevels.length = 0;
  },
  close: () => engine?.close(),
};

function concatenate(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }

  return whole;
}

function base64(pcm: Float32Array): string {
  const bytes = new Uint8Array(pcm.buffer);
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }

  return btoa(text);
}

Object.assign(globalThis, { tools });
document.querySelector("#start")?.addEventListener("click", () => {
  void tools.start().catch((error: unknown) => {
    document.title = `failed: ${String(error)}`;
  });
});

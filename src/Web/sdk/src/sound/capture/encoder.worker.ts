/** The mouth's second half: frames of the capture worklet become packets. A worker, so that neither the page nor its timers delay a voice. */
import { DEFAULT_ENCODER, LibOpus, type EncoderSettings } from "../codec/libopus.js";
import { WasmEncoder, type EncodedFrame, type FrameEncoder } from "./frameEncoder.js";
import { MediaClock } from "./mediaClock.js";
import { probeWebCodecs } from "./probe.js";
import type { FrameMessage, FromEncoder, ToEncoder } from "./protocol.js";
import { WebCodecsEncoder } from "./webCodecsEncoder.js";

/** Failures of the browser's encoder after which libopus takes over for good. */
const MAX_FAILURES = 3;

let clock = new MediaClock();
let settings: EncoderSettings = DEFAULT_ENCODER;
let encoder: FrameEncoder | null = null;
let wasmUrl = "";
let failures = 0;

const page = self as unknown as { postMessage(message: FromEncoder, transfer?: Transferable[]): void };

self.onmessage = ({ data }: MessageEvent<ToEncoder>) => {
  switch (data.type) {
    case "start":
      settings = data.settings;
      wasmUrl = data.encoderWasm;
      clock = new MediaClock(data.offset);
      data.frames.onmessage = ({ data: frame }: MessageEvent<FrameMessage>) => {
        encode(frame);
      };
      void start();
      return;
    case "configure":
      settings = data.settings;
      configure();
      return;
    case "stop":
      encoder?.close();
      encoder = null;
      self.close();
  }
};

async function start(): Promise<void> {
  const probe = await probeWebCodecs();
  if (probe.isOk) {
    startWebCodecs(probe.detail);
  } else {
    await startWasm(probe.detail);
  }
}

function startWebCodecs(detail: string): void {
  encoder = new WebCodecsEncoder(settings, send, fallBack);
  page.postMessage({ type: "ready", kind: encoder.kind, detail });
}

async function startWasm(reason: string): Promise<void> {
  try {
    const answer = await fetch(wasmUrl);
    if (!answer.ok) {
      throw new Error(`the encoder could not be loaded: HTTP ${answer.status}`);
    }

    encoder = new WasmEncoder(new LibOpus(await answer.arrayBuffer()), settings, send);
    page.postMessage({ type: "ready", kind: encoder.kind, detail: reason });
  } catch (error) {
    page.postMessage({ type: "failed", detail: `${reason}; ${messageOf(error)}` });
  }
}

function configure(): void {
  try {
    encoder?.configure(settings);
  } catch (error) {
    fallBack(error);
  }
}

function encode({ slot, wallMs, level, pcm }: FrameMessage): void {
  const timestamp = clock.timestampOf(slot, wallMs);
  try {
    encoder?.encode({ timestamp, level, pcm });
  } catch (error) {
    fallBack(error);
  }
}

function fallBack(error: unknown): void {
  const kind = encoder?.kind;
  encoder?.close();
  encoder = null;
  if (kind === "webcodecs" && ++failures < MAX_FAILURES) {
    startWebCodecs(`AudioEncoder began anew: ${messageOf(error)}`);
  } else if (kind === "webcodecs") {
    void startWasm(`AudioEncoder failed ${failures} times: ${messageOf(error)}`);
  } else if (kind === "wasm") {
    page.postMessage({ type: "failed", detail: messageOf(error) });
  }
}

function send({ timestamp, level, opus }: EncodedFrame): void {
  page.postMessage({ type: "packet", timestamp, level, opus }, [opus.buffer as ArrayBuffer]);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

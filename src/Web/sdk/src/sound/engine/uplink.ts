import type { EncoderAdvice, OutgoingPacket } from "../../soundEngine.js";
import { DEFAULT_ENCODER, type EncoderSettings } from "../codec/libopus.js";
import {
  CAPTURE_PROCESSOR,
  type EncoderKind,
  type FromCapture,
  type FromEncoder,
  type ToCapture,
  type ToEncoder,
} from "../capture/protocol.js";
import type { SoundPlatform } from "../platform/platform.js";
import { FRAME_SAMPLES } from "../playout/format.js";

const MIN_BITRATE = 6_000;
const MAX_BITRATE = 128_000;
const FRAME_MS = 20;
const MICROPHONE_OF_ITS_OWN_CONTEXT = "NotSupportedError";

interface Pipeline {
  readonly node: AudioWorkletNode;
  readonly worker: Worker;
}

export function encoderSettings(advice: EncoderAdvice): EncoderSettings {
  return {
    bitrate: Math.min(Math.max(Math.round(advice.bitrate ?? DEFAULT_ENCODER.bitrate), MIN_BITRATE), MAX_BITRATE),
    useInBandFec: advice.useInBandFec,
    expectedLossPercent: Math.min(Math.max(Math.round(advice.expectedLossPercent), 0), 100),
  };
}

/**
 * The way of a voice from a track to packets: capture worklet, encoder's worker, and the gate in front of the room. Two gates, because a
 * frame that was captured before the microphone closed may still be under way: the worklet lets no sound out, and this class no packet.
 * The pipeline outlives tracks, so that the sequence and the media clock go on across devices, mutes and reconnects.
 */
export class Uplink {
  encoder: EncoderKind | "none" = "none";
  /** Why this encoder, or why none. */
  detail = "";
  packets = 0;

  readonly #platform: SoundPlatform;
  readonly #onPacket: (packet: OutgoingPacket) => void;
  readonly #onLevel: (level: number) => void;
  #settings: EncoderSettings = DEFAULT_ENCODER;
  #pipeline: Pipeline | null = null;
  #ownContext: AudioContext | null = null;
  #source: MediaStreamAudioSourceNode | null = null;
  #isOpen = false;
  #sequence = 0;
  #lastTimestamp: number | null = null;
  #lastPacketMs = 0;

  constructor(platform: SoundPlatform, onPacket: (packet: OutgoingPacket) => void, onLevel: (level: number) => void) {
    this.#platform = platform;
    this.#onPacket = onPacket;
    this.#onLevel = onLevel;
  }

  /** Takes effect at once: after `false` no packet leaves, whatever is under way. */
  set isOpen(isOpen: boolean) {
    if (this.#isOpen !== isOpen) {
      this.#isOpen = isOpen;
      this.#tellCapture({ type: "gate", isOpen });
    }
  }

  configure(advice: EncoderAdvice): void {
    this.#settings = encoderSettings(advice);
    this.#tellEncoder({ type: "configure", settings: this.#settings });
  }

  /** Hears this stream instead of the one before. @throws Error The browser has no way to capture. */
  async connect(stream: MediaStream, context: AudioContext): Promise<void> {
    this.disconnect();
    let source: MediaStreamAudioSourceNode;
    try {
      source = (this.#ownContext ?? context).createMediaStreamSource(stream);
    } catch (error) {
      // Firefox connects no microphone to a context of another rate; in one of the device's rate the worklet resamples.
      if (!(error instanceof DOMException && error.name === MICROPHONE_OF_ITS_OWN_CONTEXT) || this.#ownContext !== null) {
        throw error;
      }

      this.#dismantle();
      this.#ownContext = this.#platform.createContext(null);
      // A page that may use the microphone needs no gesture.
      this.#ownContext.resume().catch(() => undefined);
      source = this.#ownContext.createMediaStreamSource(stream);
    }

    this.#source = source;
    const pipeline = this.#pipeline ?? (await this.#build(this.#ownContext ?? context));
    if (this.#source === source) {
      source.connect(pipeline.node);
    }
  }

  disconnect(): void {
    this.#source?.disconnect();
    this.#source = null;
  }

  async close(): Promise<void> {
    this.isOpen = false;
    this.disconnect();
    this.#dismantle();
    await this.#ownContext?.close();
  }

  async #build(context: AudioContext): Promise<Pipeline> {
    const { assets } = this.#platform;
    await context.audioWorklet.addModule(assets.captureWorklet);
    if (this.#pipeline !== null) {
      return this.#pipeline;
    }

    const node = this.#platform.createWorkletNode(context, CAPTURE_PROCESSOR, { numberOfInputs: 1, numberOfOutputs: 0 });
    node.port.onmessage = ({ data }: MessageEvent<FromCapture>) => {
      this.#onLevel(data.level);
    };
    const worker = this.#platform.createWorker(assets.encoderWorker);
    worker.onmessage = ({ data }: MessageEvent<FromEncoder>) => {
      this.#receive(data);
    };
    worker.onerror = ({ message }) => {
      this.#receive({ type: "failed", detail: message || "The encoder's worker could not be started." });
    };
    const { port1, port2 } = new MessageChannel();
    this.#pipeline = { node, worker };
    const start = { type: "start", frames: port1, encoderWasm: assets.encoderWasm, settings: this.#settings } as const;
    this.#tellEncoder({ ...start, offset: this.#timestampNow() }, [port1]);
    this.#tellCapture({ type: "encoder", port: port2 }, [port2]);
    this.#tellCapture({ type: "gate", isOpen: this.#isOpen });
    return this.#pipeline;
  }

  #receive(message: FromEncoder): void {
    if (message.type !== "packet") {
      this.encoder = message.type === "ready" ? message.kind : "none";
      this.detail = message.detail;
      return;
    }

    if (this.#isOpen) {
      const { timestamp, level, opus } = message;
      const sequence = this.#sequence;
      this.#sequence = (sequence + 1) & 0xffff;
      this.#lastTimestamp = timestamp;
      this.#lastPacketMs = this.#platform.wallMs();
      this.packets++;
      this.#onPacket({ sequence, timestamp, level, opus });
    }
  }

  /** Where the media clock has come to since the last packet. */
  #timestampNow(): number {
    if (this.#lastTimestamp === null) {
      return 0;
    }

    const slots = Math.max(1, Math.ceil((this.#platform.wallMs() - this.#lastPacketMs) / FRAME_MS));
    return (this.#lastTimestamp + slots * FRAME_SAMPLES) % 0x1_0000_0000;
  }

  #dismantle(): void {
    const pipeline = this.#pipeline;
    this.#pipeline = null;
    if (pipeline !== null) {
      pipeline.node.port.onmessage = null;
      pipeline.node.disconnect();
      pipeline.worker.terminate();
    }
  }

  #tellCapture(message: ToCapture, transfer: Transferable[] = []): void {
    this.#pipeline?.node.port.postMessage(message, transfer);
  }

  #tellEncoder(message: ToEncoder, transfer: Transferable[] = []): void {
    this.#pipeline?.worker.postMessage(message, transfer);
  }
}

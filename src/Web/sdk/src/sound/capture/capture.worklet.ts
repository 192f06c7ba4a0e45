/** The mouth's first half: what the microphone hears goes to the encoder's worker in frames of 20 ms. */
import { Framer, type CapturedFrame } from "./framer.js";
import { CAPTURE_PROCESSOR, type FrameMessage, type FromCapture, type ToCapture } from "./protocol.js";
import { SILENCE } from "../playout/audioLevel.js";

/** Levels are told every other frame. */
const FRAMES_PER_LEVEL = 2;
const QUANTUM = 128;

class CaptureProcessor extends AudioWorkletProcessor {
  readonly #framer = new Framer(sampleRate, (frame) => {
    this.#take(frame);
  });
  #encoder: MessagePort | null = null;
  #loudest = SILENCE;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<ToCapture>) => {
      if (data.type === "encoder") {
        this.#encoder = data.port;
      } else {
        this.#framer.isOpen = data.isOpen;
      }
    };
  }

  override process(inputs: Float32Array[][]): boolean {
    const channels = inputs[0] ?? [];
    this.#framer.push(channels, channels[0]?.length ?? QUANTUM);
    return true;
  }

  #take({ slot, level, pcm }: CapturedFrame): void {
    if (pcm !== null && this.#encoder !== null) {
      const message: FrameMessage = { slot, wallMs: Date.now(), level, pcm };
      this.#encoder.postMessage(message, [pcm.buffer as ArrayBuffer]);
    }

    this.#loudest = Math.min(this.#loudest, level);
    if (slot % FRAMES_PER_LEVEL === 0) {
      const message: FromCapture = { level: this.#loudest };
      this.port.postMessage(message);
      this.#loudest = SILENCE;
    }
  }
}

registerProcessor(CAPTURE_PROCESSOR, CaptureProcessor);

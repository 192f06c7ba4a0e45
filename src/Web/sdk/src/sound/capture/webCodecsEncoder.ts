import { COMPLEXITY, type EncoderSettings } from "../codec/libopus.js";
import { FRAME_MICROS, FRAME_SAMPLES, SAMPLE_RATE_HZ } from "../playout/format.js";
import { SilenceGate } from "./silenceGate.js";
import { isWorthSending, type EncodedFrame, type FrameEncoder, type TimedFrame } from "./frameEncoder.js";

/** Frames that may wait in the browser's encoder: half a second. Beyond that the machine is too slow, and what is new matters more. */
const MAX_QUEUED = 25;

/** Frames whose packets may still come: two seconds. */
const MAX_UNDERWAY = 100;

/** The configuration that is probed and used. Always 48 kHz: a track's own rate changes with the headset (moq-dev/moq#2400). */
export function encoderConfig({ bitrate, useInBandFec, expectedLossPercent }: EncoderSettings): AudioEncoderConfig {
  const opus: OpusEncoderConfig & Record<string, unknown> = {
    frameDuration: FRAME_MICROS,
    complexity: COMPLEXITY,
    packetlossperc: expectedLossPercent,
    useinbandfec: useInBandFec,
    // Silence is left out by the gate below, see there.
    usedtx: false,
    application: "voip",
    signal: "voice",
  };
  return { codec: "opus", sampleRate: SAMPLE_RATE_HZ, numberOfChannels: 1, bitrate, opus };
}

/** The browser's own encoder. */
export class WebCodecsEncoder implements FrameEncoder {
  readonly kind = "webcodecs";
  readonly #encoder: AudioEncoder;
  /** What is under way, by the number of the frame, which the browser carries along as a time. */
  readonly #underway = new Map<number, TimedFrame>();
  readonly #gate = new SilenceGate();
  #next = 0;

  /** @param onError The encoder is closed then, and another one takes its place. */
  constructor(settings: EncoderSettings, onPacket: (packet: EncodedFrame) => void, onError: (error: unknown) => void) {
    this.#encoder = new AudioEncoder({
      output: (chunk) => {
        const frame = this.#take(Math.round(chunk.timestamp / FRAME_MICROS));
        if (frame !== undefined) {
          const opus = new Uint8Array(chunk.byteLength);
          chunk.copyTo(opus);
          if (this.#gate.passes(opus, frame.level) && isWorthSending(opus)) {
            onPacket({ timestamp: frame.timestamp, level: frame.level, opus });
          }
        }
      },
      error: onError,
    });
    this.#encoder.configure(encoderConfig(settings));
  }

  encode(frame: TimedFrame): void {
    if (this.#encoder.encodeQueueSize >= MAX_QUEUED) {
      return;
    }

    const number = this.#next++;
    this.#underway.set(number, frame);
    if (this.#underway.size > MAX_UNDERWAY) {
      // The browser made no packet of it, for whatever reason.
      this.#underway.delete(number - MAX_UNDERWAY);
    }

    const data = new AudioData({
      format: "f32-planar",
      sampleRate: SAMPLE_RATE_HZ,
      numberOfFrames: FRAME_SAMPLES,
      numberOfChannels: 1,
      timestamp: number * FRAME_MICROS,
      data: frame.pcm as Float32Array<ArrayBuffer>,
    });
    try {
      this.#encoder.encode(data);
    } finally {
      data.close();
    }
  }

  configure(settings: EncoderSettings): void {
    this.#encoder.configure(encoderConfig(settings));
  }

  close(): void {
    if (this.#encoder.state !== "closed") {
      this.#encoder.close();
    }
  }

  /** Frames before it made no packet, and never will. */
  #take(number: number): TimedFrame | undefined {
    const frame = this.#underway.get(number);
    for (const older of this.#underway.keys()) {
      if (older > number) {
        break;
      }

      this.#underway.delete(older);
    }

    return frame;
  }
}

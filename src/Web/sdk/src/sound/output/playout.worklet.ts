/** The ears: packets come in by messages, sound goes out. No timer, nothing of the page, so a hidden or throttled tab plays on. */
import { LibOpus, OpusDecoder } from "../codec/libopus.js";
import { FRAME_SAMPLES, SAMPLE_RATE_HZ } from "../playout/format.js";
import { RoomPlayout } from "../playout/roomPlayout.js";
import { StallDetector } from "../playout/stallDetector.js";
import { PLAYOUT_PROCESSOR, type FromPlayout, type PlayoutSetup, type ToPlayout } from "./protocol.js";
import { TestTone } from "./testTone.js";

/** A packet that waited longer in the page than this is old: the page or the machine was asleep. */
const OLDEST_PACKET_MS = 1_000;
const STALL_MS = 500;
/** 25 a second: what a ring on an avatar can show. */
const REPORT_EVERY = SAMPLE_RATE_HZ / 25;
const PULSE_EVERY = SAMPLE_RATE_HZ / 2;
/** A fault of the codec costs its voices a moment; one that comes again and again is told instead. */
const MAX_FAULTS = 5;

/** TOC of a CELT frame of 20 ms, full band, and a frame of nothing but noise floor: any decoder makes 960 samples of it. */
const CHECK_PACKET = new Uint8Array([31 << 3, 0xff, 0xfe, 0, 0, 0, 0, 0]);

class PlayoutProcessor extends AudioWorkletProcessor {
  readonly #wasm: ArrayBuffer;
  readonly #stalls = new StallDetector(STALL_MS);
  readonly #tone = new TestTone();
  #playout: RoomPlayout | null = null;
  #opus: LibOpus | null = null;
  #reportIn = REPORT_EVERY;
  #pulseIn = PULSE_EVERY;
  #peak = 0;
  #faults = 0;

  constructor(options: AudioWorkletNodeOptions) {
    super();
    this.#wasm = (options.processorOptions as PlayoutSetup).wasm;
    this.port.onmessage = ({ data }: MessageEvent<ToPlayout>) => {
      try {
        this.#receive(data);
      } catch (error) {
        this.#recover(error);
      }
    };
    try {
      this.#begin();
    } catch (error) {
      this.#recover(error);
    }
  }

  override process(_inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const output = outputs[0]?.[0];
    try {
      if (output !== undefined) {
        this.#render(output);
      }
    } catch (error) {
      // An error that left this method would end all sound for good.
      this.#recover(error);
    }

    return true;
  }

  #render(output: Float32Array): void {
    const milliseconds = this.#stalls.observe(Date.now(), (currentFrame * 1_000) / SAMPLE_RATE_HZ);
    if (milliseconds > 0) {
      this.#playout?.restart();
      this.#tell({ type: "stalled", milliseconds });
    }

    this.#playout?.render(output, now());
    this.#tone.mixInto(output);
    for (const sample of output) {
      this.#peak = Math.max(this.#peak, Math.abs(sample));
    }

    this.#reportIn -= output.length;
    if (this.#reportIn <= 0) {
      this.#reportIn += REPORT_EVERY;
      const voices = this.#playout?.takeReports() ?? [];
      if (voices.length > 0) {
        this.#tell({ type: "voices", voices });
      }
    }

    this.#pulseIn -= output.length;
    if (this.#pulseIn <= 0) {
      this.#pulseIn += PULSE_EVERY;
      this.#tell({ type: "pulse", frame: currentFrame, peak: this.#peak });
      this.#peak = 0;
    }
  }

  #receive(message: ToPlayout): void {
    switch (message.type) {
      case "packet":
        if (Date.now() - message.atMs <= OLDEST_PACKET_MS) {
          this.#playout?.insert(message.source, message.sequence, message.timestamp, message.opus, now());
        }

        return;
      case "broadcast":
        this.#playout?.setBroadcast(message.isBroadcast);
        return;
      case "volume":
        this.#playout?.setVolume(message.source, message.volume);
        return;
      case "deafen":
        this.#playout?.setDeafened(message.isDeafened);
        return;
      case "forget":
        this.#playout?.forget(message.source);
        return;
      case "restart":
        this.#playout?.restart();
        return;
      case "tone":
        this.#tone.start(message.milliseconds);
        return;
      case "check":
        this.#check(message.id);
        return;
    }
  }

  #check(id: number): void {
    const pcm = new Float32Array(FRAME_SAMPLES);
    const decoder = this.#opus === null ? null : new OpusDecoder(this.#opus);
    const isOk = decoder?.decode(CHECK_PACKET, pcm) === true && pcm.every(Number.isFinite);
    decoder?.free();
    this.#tell({
      type: "checked",
      id,
      isOk,
      detail: isOk ? "libopus made 960 samples of a packet" : "libopus made no sound of a packet",
    });
  }

  #begin(): void {
    const opus = new LibOpus(this.#wasm);
    this.#opus = opus;
    this.#playout = new RoomPlayout(() => new OpusDecoder(opus));
    // What a new playout does not know yet (volumes, deafened, class) the page tells when it hears this.
    this.#tell({ type: "ready" });
  }

  #recover(error: unknown): void {
    this.#playout = null;
    const detail = error instanceof Error ? error.message : String(error);
    if (++this.#faults >= MAX_FAULTS) {
      this.#tell({ type: "failed", detail });
      return;
    }

    try {
      this.#begin();
    } catch {
      this.#faults = MAX_FAULTS;
      this.#tell({ type: "failed", detail });
    }
  }

  #tell(message: FromPlayout): void {
    this.port.postMessage(message);
  }
}

function now(): number {
  return Math.round((currentFrame * 1_000_000) / SAMPLE_RATE_HZ);
}

registerProcessor(PLAYOUT_PROCESSOR, PlayoutProcessor);

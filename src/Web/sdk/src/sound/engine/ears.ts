import { Emitter, Value } from "../../observable.js";
import type { IncomingPacket, SoundState, SourceId } from "../../soundEngine.js";
import { OutputSink } from "../output/outputSink.js";
import { PLAYOUT_PROCESSOR, type FromPlayout, type PlayoutSetup, type ToPlayout } from "../output/protocol.js";
import { ContextKeeper } from "../platform/contextKeeper.js";
import { CONTEXT_RATE, type SoundPlatform } from "../platform/platform.js";
import { SILENCE } from "../playout/audioLevel.js";
import { Figures } from "./figures.js";

/** Volumes that are remembered; the oldest go first. */
const MAX_VOLUMES = 1_000;

export interface PlayoutLevel {
  readonly source: SourceId;
  readonly level: number;
}

interface Running {
  readonly context: AudioContext;
  readonly keeper: ContextKeeper;
  readonly node: AudioWorkletNode;
  readonly sink: OutputSink;
}

/** The listening half of the engine: the context, the playout worklet, and where its sound comes out. */
export class Ears {
  readonly state = new Value<SoundState>("idle");
  readonly levels = new Emitter<PlayoutLevel>();
  /** The worklet lives: the frame that the sound has come to, and the loudest sample of the last half second. */
  readonly pulses = new Emitter<{ readonly frame: number; readonly peak: number }>();
  readonly stalls = new Emitter<number>();
  readonly checked = new Emitter<Extract<FromPlayout, { type: "checked" }>>();
  readonly figures = new Figures();
  /** Why the state is what it is. */
  detail = "";
  isDecoding = false;

  readonly #platform: SoundPlatform;
  readonly #volumes = new Map<SourceId, number>();
  #starting: Promise<void> | null = null;
  #running: Running | null = null;
  #context: AudioContext | null = null;
  #outputId: string | null;
  #isBroadcast = false;
  #isDeafened = false;
  #isClosed = false;

  constructor(platform: SoundPlatform, outputId: string | null) {
    this.#platform = platform;
    this.#outputId = outputId;
  }

  get context(): AudioContext | null {
    return this.#running?.context ?? null;
  }

  get outputId(): string | null {
    return this.#outputId;
  }

  /** To be called within a gesture: the context is made before anything is waited for. A start that failed may be tried again. */
  start(): Promise<void> {
    this.#running?.keeper.resume();
    this.#starting ??= this.#begin().catch((error: unknown) => {
      this.#starting = null;
      throw error;
    });
    return this.#starting;
  }

  play(packet: IncomingPacket): void {
    if (this.#running === null || this.state.get() !== "running") {
      // Nothing hears it now, and later it is old.
      return;
    }

    // Cloning a view clones all that it looks into, which is a whole message.
    const opus = packet.opus.slice();
    const { source, sequence, timestamp } = packet;
    this.#tell({ type: "packet", source, sequence, timestamp, opus, atMs: this.#platform.wallMs() }, [opus.buffer]);
  }

  forget(source: SourceId): void {
    this.#volumes.delete(source);
    this.#tell({ type: "forget", source });
  }

  setBroadcast(isBroadcast: boolean): void {
    this.#isBroadcast = isBroadcast;
    this.#tell({ type: "broadcast", isBroadcast });
  }

  setVolume(source: SourceId, volume: number): void {
    this.#volumes.delete(source);
    this.#volumes.set(source, volume);
    const [oldest] = this.#volumes.keys();
    if (this.#volumes.size > MAX_VOLUMES && oldest !== undefined) {
      this.#volumes.delete(oldest);
    }

    this.#tell({ type: "volume", source, volume });
  }

  setDeafened(isDeafened: boolean): void {
    this.#isDeafened = isDeafened;
    this.#tell({ type: "deafen", isDeafened });
  }

  /** @throws The browser's own error; the former output stays then. */
  async setOutput(id: string | null): Promise<void> {
    await this.#running?.sink.choose(id ?? "");
    this.#outputId = id;
  }

  playTone(milliseconds: number): void {
    this.#tell({ type: "tone", milliseconds });
  }

  requestCheck(id: number): void {
    this.#tell({ type: "check", id });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#abandon();
    this.state.set("idle");
  }

  async #begin(): Promise<void> {
    const { assets } = this.#platform;
    this.state.set("starting");
    this.#platform.setAudioSession(false);
    try {
      const context = this.#platform.createContext(CONTEXT_RATE);
      this.#context = context;
      // Within the gesture; the answer may never come without one.
      context.resume().catch(() => undefined);
      const [wasm] = await Promise.all([
        this.#platform.loadBytes(assets.decoderWasm),
        context.audioWorklet.addModule(assets.playoutWorklet),
      ]);
      if (this.#isClosed) {
        return;
      }

      this.#running = this.#connect(context, wasm);
      await this.#restoreOutput(this.#running.sink);
      this.#show(this.#running.keeper.state);
    } catch (error) {
      await this.#abandon();
      this.#fail(error instanceof Error ? error.message : String(error));
      throw error;
    }
  }

  #connect(context: AudioContext, wasm: ArrayBuffer): Running {
    const setup: PlayoutSetup = { wasm };
    const node = this.#platform.createWorkletNode(context, PLAYOUT_PROCESSOR, {
      numberOfInputs: 0,
      numberOfOutputs: 1,
      outputChannelCount: [1],
      processorOptions: setup,
    });
    node.port.onmessage = ({ data }: MessageEvent<FromPlayout>) => {
      this.#receive(data);
    };
    node.onprocessorerror = () => {
      this.#giveUp("The playout worklet stopped by an error.");
    };
    const sink = new OutputSink(context, node, this.#platform);
    const keeper = new ContextKeeper(
      context,
      this.#platform.document,
      (state) => {
        sink.resume();
        this.#show(state);
      },
      () => {
        sink.resume();
      },
    );
    return { context, keeper, node, sink };
  }

  /** An output that is gone since it was chosen is no reason for silence. */
  async #restoreOutput(sink: OutputSink): Promise<void> {
    if (this.#outputId !== null) {
      try {
        await sink.choose(this.#outputId);
      } catch (error) {
        this.#outputId = null;
        this.detail = `The chosen output is not there: ${error instanceof Error ? error.message : String(error)}`;
      }
    }
  }

  #receive(message: FromPlayout): void {
    switch (message.type) {
      case "ready":
        this.isDecoding = true;
        this.#tellAll();
        return;
      case "voices":
        for (const voice of message.voices) {
          this.figures.add(voice);
          this.levels.emit({ source: voice.source, level: Math.min(voice.level, SILENCE) });
        }

        return;
      case "pulse":
        this.pulses.emit(message);
        return;
      case "stalled":
        this.stalls.emit(message.milliseconds);
        return;
      case "checked":
        this.checked.emit(message);
        return;
      case "failed":
        this.#giveUp(message.detail);
    }
  }

  /** What a new playout has to know. */
  #tellAll(): void {
    this.#tell({ type: "broadcast", isBroadcast: this.#isBroadcast });
    this.#tell({ type: "deafen", isDeafened: this.#isDeafened });
    for (const [source, volume] of this.#volumes) {
      this.#tell({ type: "volume", source, volume });
    }
  }

  #show(state: SoundState): void {
    const before = this.state.get();
    if (this.#isClosed || before === "failed") {
      return;
    }

    if (state === "running" && before !== "running") {
      // What waited since the sound stopped is old.
      this.#tell({ type: "restart" });
    }

    this.state.set(state);
  }

  #fail(detail: string): void {
    this.detail = detail;
    this.state.set("failed");
  }

  /** Another start may do better. */
  #giveUp(detail: string): void {
    this.#starting = null;
    void this.#abandon();
    this.#fail(detail);
  }

  async #abandon(): Promise<void> {
    const running = this.#running;
    const context = this.#context;
    this.#running = null;
    this.#context = null;
    this.isDecoding = false;
    running?.keeper.close();
    running?.sink.close();
    if (context !== null && context.state !== "closed") {
      await context.close();
    }
  }

  #tell(message: ToPlayout, transfer: Transferable[] = []): void {
    this.#running?.node.port.postMessage(message, transfer);
  }
}

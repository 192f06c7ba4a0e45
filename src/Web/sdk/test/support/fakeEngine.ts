import { Emitter, Value } from "../../src/observable.js";
import type {
  HeardFigures,
  IncomingPacket,
  MicrophoneState,
  Openness,
  SoundDevices,
  SoundEngine,
  SoundEngineOptions,
  SoundState,
} from "../../src/soundEngine.js";

/** An engine without sound: keeps what it is given, and says through its microphone what a test says. */
export class FakeEngine implements SoundEngine {
  readonly state = new Value<SoundState>("idle");
  readonly devices = new Value<SoundDevices>({ inputs: [], outputs: [], inputId: null, outputId: null, canChooseOutput: false });
  readonly played: IncomingPacket[] = [];
  readonly heard = new Emitter<IncomingPacket>();
  readonly forgotten: number[] = [];
  readonly volumes = new Map<number, number>();
  missedCount = 0;
  deafened = false;

  readonly #options: SoundEngineOptions;
  readonly #levels = new Emitter<[number, number]>();
  readonly #microphoneState = new Value<MicrophoneState>({
    openness: "closed",
    problem: null,
    deviceId: "",
    refusedConstraints: [],
  });
  readonly #figures = new Map<number, HeardFigures>();
  #sequence = 65_530;
  #timestamp = 0;

  constructor(options: SoundEngineOptions) {
    this.#options = options;
  }

  readonly microphone = {
    state: this.#microphoneState,
    set: (openness: Openness): Promise<MicrophoneState> => {
      this.#microphoneState.set({ ...this.#microphoneState.get(), openness });
      return Promise.resolve(this.#microphoneState.get());
    },
    setDevice: (): Promise<MicrophoneState> => Promise.resolve(this.#microphoneState.get()),
    onLevel: () => () => undefined,
  };

  /** The microphone hears a frame of 20 ms; it is sent if the microphone is open. */
  speak(content: number): void {
    if (this.#microphoneState.get().openness === "open") {
      // The first byte says: SILK, wide band, 20 ms, one frame (RFC 6716 §3.1).
      const opus = Uint8Array.of(0x48, content & 0xff, (content >> 8) & 0xff, 1);
      this.#options.onPacket({ sequence: this.#sequence, timestamp: this.#timestamp, level: 30, opus });
      this.#sequence = (this.#sequence + 1) & 0xffff;
    }

    this.#timestamp = (this.#timestamp + 960) >>> 0;
  }

  start(): Promise<void> {
    this.state.set("running");
    return Promise.resolve();
  }

  play(packet: IncomingPacket): void {
    const before = this.#figures.get(packet.source);
    this.#figures.set(packet.source, { played: (before?.played ?? 0) + 1, concealed: 0, lost: 0 });
    this.played.push(packet);
    this.heard.emit(packet);
  }

  missed(count: number): void {
    this.missedCount += count;
  }

  forget(source: number): void {
    this.forgotten.push(source);
  }

  setLatency(): void {
    // Nothing waits here.
  }

  setVolume(source: number, volume: number): void {
    this.volumes.set(source, volume);
  }

  setDeafened(deafened: boolean): void {
    this.deafened = deafened;
  }

  setOutput(): Promise<void> {
    return Promise.resolve();
  }

  onLevel(listener: (source: number, level: number) => void): () => void {
    return this.#levels.listen(([source, level]) => {
      listener(source, level);
    });
  }

  /** A voice is heard. */
  sound(source: number, level: number): void {
    this.#levels.emit([source, level]);
  }

  takeFigures(): ReadonlyMap<number, HeardFigures> {
    const figures = new Map(this.#figures);
    this.#figures.clear();
    return figures;
  }

  adviseEncoder(): void {
    // No encoder.
  }

  diagnostics(): ReturnType<SoundEngine["diagnostics"]> {
    return {
      state: this.state.get(),
      detail: "",
      sampleRate: 48_000,
      outputLatencyMs: 0,
      decoder: "none",
      encoder: "none",
      sources: new Map(),
    };
  }

  check(): Promise<[]> {
    return Promise.resolve([]);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

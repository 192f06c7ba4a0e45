import type {
  EncoderAdvice,
  HeardFigures,
  IncomingPacket,
  LatencyMode,
  SoundCheck,
  SoundDevices,
  SoundDiagnostics,
  SoundEngine,
  SoundEngineOptions,
  SoundState,
  SourceId,
} from "../../soundEngine.js";
import type { Observable, Unsubscribe } from "../../observable.js";
import { Microphone } from "../microphone/microphone.js";
import type { SoundPlatform } from "../platform/platform.js";
import { soundChecks } from "./checks.js";
import { Devices } from "./devices.js";
import { Ears } from "./ears.js";
import { Uplink } from "./uplink.js";

/** Sound that stood still for so long was asleep: the lid was closed, and nobody remembers an open microphone. */
const SLEEP_MS = 10_000;
/** How long a check listens to the worklet's pulse (two a second) and to the microphone. */
const WATCH_MS = 1_200;

/** One listener's ears and mouth; see {@link SoundEngine}. */
export class Engine implements SoundEngine {
  readonly state: Observable<SoundState>;
  readonly devices: Observable<SoundDevices>;
  readonly microphone: Microphone;

  readonly #platform: SoundPlatform;
  readonly #ears: Ears;
  readonly #uplink: Uplink;
  readonly #devices: Devices;
  #isDeafened = false;
  #missed = 0;
  #checks = 0;

  constructor(options: SoundEngineOptions, platform: SoundPlatform) {
    const { mediaDevices } = platform;
    this.#platform = platform;
    this.#ears = new Ears(platform, options.outputId ?? null);
    this.#uplink = new Uplink(platform, options.onPacket, (level) => {
      if (this.microphone.track !== null) {
        this.microphone.levels.emit(level);
      }
    });
    this.microphone = new Microphone(
      {
        mediaDevices,
        setGate: (isOpen) => {
          this.#uplink.isOpen = isOpen;
        },
        connect: (stream) => this.#connect(stream),
        disconnect: () => {
          this.#uplink.disconnect();
        },
        onDevice: (hasDevice) => {
          platform.setAudioSession(hasDevice);
          if (hasDevice) {
            // Names of devices are told only now.
            void this.#devices.refresh();
          }
        },
        onInput: (inputId) => {
          this.#devices.choose({ inputId });
        },
      },
      options.inputId ?? null,
    );
    this.#devices = new Devices(mediaDevices, options.inputId ?? null, options.outputId ?? null, (before, after) => {
      this.microphone.devicesChanged(before, after);
    });
    this.state = this.#ears.state;
    this.devices = this.#devices.state;
    this.#watchInterruptions();
  }

  async start(): Promise<void> {
    const started = this.#ears.start();
    await Promise.all([started, this.#devices.refresh()]);
    this.#devices.choose({ outputId: this.#ears.outputId });
  }

  play(packet: IncomingPacket): void {
    this.#ears.play(packet);
  }

  missed(count: number): void {
    this.#missed += count;
  }

  forget(source: SourceId): void {
    this.#ears.forget(source);
  }

  setLatency(mode: LatencyMode): void {
    this.#ears.setBroadcast(mode === "broadcast");
  }

  setVolume(source: SourceId, volume: number): void {
    this.#ears.setVolume(source, volume);
  }

  setDeafened(deafened: boolean): void {
    this.#isDeafened = deafened;
    this.#ears.setDeafened(deafened);
  }

  async setOutput(deviceId: string | null): Promise<void> {
    await this.#ears.setOutput(deviceId);
    this.#devices.choose({ outputId: deviceId });
  }

  onLevel(listener: (source: SourceId, level: number) => void): Unsubscribe {
    return this.#ears.levels.listen(({ source, level }) => {
      listener(source, level);
    });
  }

  takeFigures(): ReadonlyMap<SourceId, HeardFigures> {
    return this.#ears.figures.take();
  }

  adviseEncoder(advice: EncoderAdvice): void {
    this.#uplink.configure(advice);
  }

  /** Plays a tone where sound comes out, so that a person can hear whether it does. */
  playTone(milliseconds = 800): void {
    this.#ears.playTone(milliseconds);
  }

  diagnostics(): SoundDiagnostics & { readonly missed: number; readonly sent: number } {
    const { context } = this.#ears;
    return {
      state: this.#ears.state.get(),
      detail: this.#ears.detail,
      sampleRate: context?.sampleRate ?? 0,
      outputLatencyMs: Math.round(1_000 * ((context?.baseLatency ?? 0) + (context?.outputLatency ?? 0))),
      decoder: this.#ears.isDecoding ? "wasm" : "none",
      encoder: this.#uplink.encoder,
      sources: this.#ears.figures.totals(),
      missed: this.#missed,
      sent: this.#uplink.packets,
    };
  }

  async check(withMicrophone: boolean): Promise<readonly SoundCheck[]> {
    const wasClosed = this.microphone.state.get().openness === "closed";
    const microphone = withMicrophone && wasClosed ? await this.microphone.set("muted") : this.microphone.state.get();
    const watched = await this.#watch();
    const { state, detail, context } = this.#ears;
    const { outputs, outputId } = this.#devices.state.get();
    const checks = soundChecks({
      ...watched,
      state: state.get(),
      detail,
      sampleRate: context?.sampleRate ?? 0,
      isDeafened: this.#isDeafened,
      outputId,
      outputs: outputs.map(({ id }) => id),
      permission: await this.#permission(),
      microphone: withMicrophone || !wasClosed ? microphone : null,
      encoder: this.#uplink.encoder,
      encoderDetail: this.#uplink.detail,
    });
    if (withMicrophone && wasClosed && this.microphone.state.get().openness === "muted") {
      this.microphone.lower("closed");
    }

    return checks;
  }

  async close(): Promise<void> {
    this.microphone.close();
    this.#devices.close();
    await Promise.all([this.#uplink.close(), this.#ears.close()]);
  }

  async #connect(stream: MediaStream): Promise<void> {
    await this.#ears.start();
    const { context } = this.#ears;
    if (context === null) {
      throw new Error("There is no sound in this browser.");
    }

    await this.#uplink.connect(stream, context);
  }

  #watchInterruptions(): void {
    let wasInterrupted = false;
    this.#ears.state.subscribe((state) => {
      const isInterrupted = state === "interrupted";
      if (isInterrupted !== wasInterrupted) {
        wasInterrupted = isInterrupted;
        this.microphone.apply({ type: isInterrupted ? "interrupted" : "resumed" });
      }
    });
    this.#ears.stalls.listen((milliseconds) => {
      if (milliseconds >= SLEEP_MS) {
        this.microphone.apply({ type: "slept" });
      }
    });
  }

  /** Listens for a moment to what the worklet and the microphone say. */
  async #watch() {
    const frames: number[] = [];
    let peak = 0;
    let inputLevel: number | null = null;
    const decodes: { readonly isOk: boolean; readonly detail: string }[] = [];
    const id = ++this.#checks;
    const unsubscribe = [
      this.#ears.pulses.listen((pulse) => {
        frames.push(pulse.frame);
        peak = Math.max(peak, pulse.peak);
      }),
      this.#ears.checked.listen((checked) => {
        if (checked.id === id) {
          decodes.push(checked);
        }
      }),
      this.microphone.levels.listen((level) => {
        inputLevel = Math.min(inputLevel ?? level, level);
      }),
    ];
    this.#ears.requestCheck(id);
    await this.#platform.delay(WATCH_MS);
    for (const end of unsubscribe) {
      end();
    }

    const first = frames[0];
    const last = frames.at(-1);
    const framesRendered = first === undefined || last === undefined ? null : last - first;
    return { framesRendered, peak, inputLevel, decode: decodes[0] ?? null };
  }

  async #permission(): Promise<PermissionState | "unknown"> {
    try {
      const status = await this.#platform.permissions?.query({ name: "microphone" });
      return status?.state ?? "unknown";
    } catch {
      // Firefox knows no such name.
      return "unknown";
    }
  }
}

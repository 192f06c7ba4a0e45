/** What one hears of a room: hands packets to the engine, and tells by person what the engine tells by source. */
import type { Bundle } from "../gen/audiorooms/v1/session_pb.js";
import { Emitter, Value } from "../observable.js";
import type { Unsubscribe } from "../observable.js";
import { MIX_SOURCE } from "../soundEngine.js";
import type { EncoderAdvice, HeardFigures, LatencyMode, SoundEngine, SoundState, SourceId } from "../soundEngine.js";
import { Sources } from "./sources.js";
import type { SoundHost } from "./soundHost.js";
import type { RoomState } from "./roomState.js";

const VOLUME_MAX = 2;

export class RoomSound {
  readonly state = new Value<SoundState>("idle");
  readonly deafened = new Value(false);
  readonly volumes = new Value<ReadonlyMap<string, number>>(new Map());
  readonly levels = new Emitter<{ readonly userId: string; readonly level: number }>();
  readonly inputLevels = new Emitter<number>();

  readonly #host: SoundHost;
  readonly #plays: boolean;
  readonly #sources = new Sources();
  readonly #heard = new Map<string, HeardFigures>();
  readonly #subscriptions: Unsubscribe[] = [];
  #engine: SoundEngine | null = null;
  #latency: LatencyMode = "audience";
  #advice: EncoderAdvice | null = null;
  #isClosed = false;

  /** @param plays false: the page's engine is left alone */
  constructor(host: SoundHost, plays: boolean) {
    this.#host = host;
    this.#plays = plays;
    if (plays) {
      this.#subscriptions.push(
        host.engine.subscribe((engine) => {
          this.#attach(engine);
        }),
      );
      this.#attach(host.engine.get());
    }
  }

  get engine(): SoundEngine | null {
    return this.#engine;
  }

  /** By user id, since the room was entered; the mix under an empty one. */
  get heard(): ReadonlyMap<string, HeardFigures> {
    return this.#heard;
  }

  async start(): Promise<void> {
    if (!this.#plays) {
      return;
    }

    if (this.state.get() === "idle") {
      this.state.set("starting");
    }

    try {
      await this.#host.start();
    } catch (reason) {
      this.state.set("failed");
      throw reason;
    }
  }

  play(bundle: Bundle, from: number): void {
    const engine = this.#engine;
    if (!engine) {
      return;
    }

    for (let i = from; i < bundle.packets.length; i++) {
      const packet = bundle.packets[i];
      if (packet) {
        engine.play(packet);
      }
    }
  }

  missed(count: number): void {
    this.#engine?.missed(count);
  }

  /** What was played since the last call; null while nothing plays. */
  takeFigures(): ReadonlyMap<SourceId, HeardFigures> | null {
    if (this.#engine?.state.get() !== "running") {
      return null;
    }

    const figures = this.#engine.takeFigures();
    for (const [source, one] of figures) {
      const userId = source === MIX_SOURCE ? "" : this.#sources.userOf(source);
      if (userId !== undefined) {
        this.#heard.set(userId, added(this.#heard.get(userId), one));
      }
    }

    return figures;
  }

  /** The room is like this now. */
  update(state: RoomState): void {
    for (const source of this.#sources.update(state.stage)) {
      this.#engine?.forget(source);
    }

    for (const person of state.stage) {
      const volume = this.volumes.get().get(person.userId);
      if (volume !== undefined) {
        this.#engine?.setVolume(person.source, volume);
      }
    }
  }

  setLatency(mode: LatencyMode): void {
    this.#latency = mode;
    this.#engine?.setLatency(mode);
  }

  advise(advice: EncoderAdvice): void {
    this.#advice = advice;
    this.#engine?.adviseEncoder(advice);
  }

  setDeafened(deafened: boolean): void {
    this.deafened.set(deafened);
    this.#engine?.setDeafened(deafened);
  }

  setVolume(userId: string, volume: number): void {
    const bounded = Math.min(Math.max(volume, 0), VOLUME_MAX);
    const volumes = new Map(this.volumes.get());
    if (bounded === 1) {
      volumes.delete(userId);
    } else {
      volumes.set(userId, bounded);
    }

    this.volumes.set(volumes);
    for (const source of this.#sources.sourcesOf(userId)) {
      this.#engine?.setVolume(source, bounded);
    }
  }

  /** Hands the engine back: nothing of this room is heard any more. */
  close(): void {
    this.#isClosed = true;
    for (const unsubscribe of this.#subscriptions.splice(0)) {
      unsubscribe();
    }

    if (this.#engine) {
      for (const source of [...this.#sources.present, MIX_SOURCE]) {
        this.#engine.forget(source);
      }

      this.#engine = null;
    }

    this.state.set("idle");
  }

  #attach(engine: SoundEngine | null): void {
    if (!engine || this.#engine || this.#isClosed) {
      return;
    }

    this.#engine = engine;
    this.state.set(engine.state.get());
    engine.setLatency(this.#latency);
    engine.setDeafened(this.deafened.get());
    if (this.#advice) {
      engine.adviseEncoder(this.#advice);
    }

    this.#subscriptions.push(
      engine.state.subscribe((state) => {
        this.state.set(state);
      }),
      engine.onLevel((source, level) => {
        const userId = this.#sources.userOf(source);
        if (userId !== undefined) {
          this.levels.emit({ userId, level });
        }
      }),
      engine.microphone.onLevel((level) => {
        this.inputLevels.emit(level);
      }),
    );
  }
}

function added(left: HeardFigures | undefined, right: HeardFigures): HeardFigures {
  return left
    ? { played: left.played + right.played, concealed: left.concealed + right.concealed, lost: left.lost + right.lost }
    : right;
}

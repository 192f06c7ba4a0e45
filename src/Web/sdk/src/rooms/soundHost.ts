import { Value } from "../observable.js";
import type { Observable } from "../observable.js";
import type { CreateSoundEngine, OutgoingPacket, SoundEngine } from "../soundEngine.js";

/** Where packets of the microphone go to, and nowhere else. */
export type VoiceSink = (packet: OutgoingPacket) => void;

/** The page's one sound engine: loaded once, started by a gesture, handed from room to room. */
export class SoundHost {
  readonly #create: CreateSoundEngine | null;
  readonly #engine = new Value<SoundEngine | null>(null);
  #loading: Promise<SoundEngine> | null = null;
  #sink: VoiceSink | null = null;

  /** @param create null for the engine of this package */
  constructor(create: CreateSoundEngine | null) {
    this.#create = create;
  }

  /** Null until it is loaded. */
  get engine(): Observable<SoundEngine | null> {
    return this.#engine;
  }

  load(): Promise<SoundEngine> {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  /** Begins to play; see `SoundEngine.start`. Called within a gesture with the engine loaded, it starts in that gesture. */
  async start(): Promise<void> {
    const engine = this.#engine.get() ?? (await this.load());
    await engine.start();
  }

  /** The microphone speaks to `sink` from now on; to nobody for null. */
  speakTo(sink: VoiceSink | null): void {
    this.#sink = sink;
  }

  /** Stops speaking to `sink`, if it is still that one's turn. Returns whether it was. */
  release(sink: VoiceSink): boolean {
    if (this.#sink !== sink) {
      return false;
    }

    this.#sink = null;
    return true;
  }

  async #load(): Promise<SoundEngine> {
    try {
      const create = this.#create ?? (await import("../sound/index.js")).createSoundEngine;
      const engine = create({
        onPacket: (packet) => {
          this.#sink?.(packet);
        },
      });
      this.#engine.set(engine);
      return engine;
    } catch (reason) {
      // The network may be back for the next try.
      this.#loading = null;
      throw reason;
    }
  }
}

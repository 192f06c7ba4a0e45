/** How sound comes to this device and goes from it: classes, mix, encoder. */
import type { Joined, ServerMessage } from "../gen/audiorooms/v1/session_pb.js";
import { Value } from "../observable.js";
import type { EncoderAdvice, LatencyMode } from "../soundEngine.js";
import type { ClientBody } from "../wire/frames.js";
import { delayOf, latencyClassOf, latencyModeOf, soundChoiceOf, soundOf } from "./delivery.js";
import type { Delivery, SoundChoice } from "./roomApi.js";
import type { RoomSound } from "./roomSound.js";

const NO_ADVICE: EncoderAdvice = { useInBandFec: false, expectedLossPercent: 0, bitrate: null };

export interface RoomDeliveryOptions {
  readonly latency: LatencyMode;
  readonly sound: SoundChoice;
  readonly engine: RoomSound;
  readonly ask: (body: ClientBody, repeats: boolean) => Promise<void>;
  /** The way to the server and back in milliseconds; null until it was measured. */
  readonly roundTripMs: () => number | null;
}

export class RoomDelivery {
  readonly delivery: Value<Delivery>;
  readonly encoderAdvice = new Value<EncoderAdvice>(NO_ADVICE);
  readonly #options: RoomDeliveryOptions;

  constructor(options: RoomDeliveryOptions) {
    const { latency, sound } = options;
    this.#options = options;
    this.delivery = new Value({
      wanted: latency,
      served: latency,
      wantedSound: sound,
      sound,
      delayMs: delayOf(latency, sound, null),
    });
  }

  /** What the next join asks for. */
  get wanted(): { readonly latency: LatencyMode; readonly sound: SoundChoice } {
    const { wanted, wantedSound } = this.delivery.get();
    return { latency: wanted, sound: wantedSound };
  }

  /** A connection begins without advice, in the class that the server has room for. */
  joined({ latency, sound }: Joined): void {
    this.#advise(NO_ADVICE);
    this.#change({ served: latencyModeOf(latency, this.delivery.get().wanted), sound: soundChoiceOf(sound) });
  }

  /** Returns false for a message of something else. */
  receive({ body }: ServerMessage): boolean {
    switch (body.case) {
      case "encoderHint": {
        const { useInBandFec, expectedLossPercent } = body.value;
        this.#advise({ useInBandFec, expectedLossPercent: Math.min(expectedLossPercent, 100), bitrate: null });
        return true;
      }
      case "latencyChanged":
        this.#change({ served: latencyModeOf(body.value.latency, this.delivery.get().served) });
        return true;
      case "soundChanged":
        this.#change({ sound: soundChoiceOf(body.value.sound) });
        return true;
      default:
        return false;
    }
  }

  async setLatency(mode: LatencyMode): Promise<void> {
    await this.#options.ask({ case: "setLatency", value: { latency: latencyClassOf(mode) } }, false);
    // A change into the broadcast class or out of it is told by LatencyChanged.
    const { served } = this.delivery.get();
    this.#change({ wanted: mode, served: served === "broadcast" || mode === "broadcast" ? served : mode });
  }

  async setSound(choice: SoundChoice): Promise<void> {
    await this.#options.ask({ case: "setSound", value: { sound: soundOf(choice) } }, false);
    this.#change({ wantedSound: choice });
  }

  #advise(advice: EncoderAdvice): void {
    this.encoderAdvice.set(advice);
    this.#options.engine.advise(advice);
  }

  #change(change: Partial<Delivery>): void {
    const next = { ...this.delivery.get(), ...change };
    this.delivery.set({ ...next, delayMs: delayOf(next.served, next.sound, this.#options.roundTripMs()) });
    this.#options.engine.setLatency(next.served);
  }
}

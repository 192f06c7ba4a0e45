/** The parts of a room, each of which knows one thing, and the order in which one tells the next. */
import { Unreachable } from "../errors.js";
import type { Joined } from "../gen/audiorooms/v1/session_pb.js";
import { Value } from "../observable.js";
import type { Unsubscribe } from "../observable.js";
import type { SoundEngine } from "../soundEngine.js";
import { AudienceReader } from "./audienceReader.js";
import type { RoomConnectionOptions } from "./connectionOptions.js";
import type { ConnectionState, EnterOptions, RoomClosed } from "./roomApi.js";
import { RoomConnection } from "./roomConnection.js";
import { RoomDelivery } from "./roomDelivery.js";
import { RoomSound } from "./roomSound.js";
import { ownStay } from "./roomState.js";
import type { RoomState } from "./roomState.js";
import { RoomView } from "./roomView.js";
import type { SoundHost } from "./soundHost.js";
import { VoiceControl } from "./voiceControl.js";

type Wiring = Pick<RoomConnectionOptions, "roomId" | "url" | "tokens" | "open" | "clock" | "ticker" | "presence" | "random">;

export interface LiveRoomOptions extends Wiring {
  readonly enter: EnterOptions;
  readonly host: SoundHost;
  readonly rooms: ConstructorParameters<typeof AudienceReader>[0];
}

const GIVE_UP_AFTER_MS = 30 * 60_000;
const AUDIENCE_MAX = 200;

export class RoomParts {
  readonly state = new Value<ConnectionState>({ kind: "joining" });
  readonly joined: Promise<RoomState>;
  readonly closed: Promise<RoomClosed>;
  readonly view: RoomView;
  readonly voice: VoiceControl;
  readonly sound: RoomSound;
  readonly delivery: RoomDelivery;
  readonly audience: AudienceReader;
  readonly connection: RoomConnection;

  readonly #options: LiveRoomOptions;
  readonly #subscriptions: Unsubscribe[] = [];
  #resolveJoined: (state: RoomState) => void = () => undefined;

  constructor(options: LiveRoomOptions) {
    const { roomId, enter, clock, host, rooms } = options;
    this.#options = options;
    this.audience = new AudienceReader(rooms, roomId, enter.audienceMax ?? AUDIENCE_MAX, clock, (listeners) => {
      this.view.counted(listeners);
    });
    this.sound = new RoomSound(host, enter.playSound ?? true);
    this.delivery = new RoomDelivery({
      latency: enter.latency ?? "audience",
      sound: enter.sound ?? "forwarded",
      engine: this.sound,
      ask: (body, repeats) => this.connection.ask(body, repeats),
      roundTripMs: () => this.connection.figures.roundTripMs,
    });
    this.voice = this.#makeVoice();
    this.view = new RoomView(clock, this.voice);
    this.#follow();
    this.connection = this.#connect();
    this.closed = this.connection.closed.then((closed) => this.#close(closed));
    this.joined = new Promise((resolve, reject) => {
      this.#resolveJoined = resolve;
      void this.closed.then(({ message }) => {
        reject(this.connection.failure ?? new Unreachable(message));
      });
    });
    // A page that looks at the state alone does not wait for this promise.
    this.joined.catch(() => undefined);
  }

  #makeVoice(): VoiceControl {
    return new VoiceControl({
      ask: (body, repeats) => this.connection.ask(body, repeats),
      isConnected: () => this.connection.isConnected,
      speak: ({ sequence, timestamp, level, opus }) => {
        this.connection.speak({ case: "audio", value: { sequence, timestamp, level, opus } });
      },
      engine: () => this.sound.engine,
      place: () => {
        const state = this.view.state.get();
        const stay = state && ownStay(state);
        return { onStage: stay !== null, muted: stay?.muted ?? true };
      },
      onRefusal: ({ code, message }) => {
        this.view.notices.emit({ kind: "refused", code, message });
      },
    });
  }

  #connect(): RoomConnection {
    const { enter, ticker, clock, ...wiring } = this.#options;
    return new RoomConnection({
      ...wiring,
      clock,
      ticker: (run) =>
        ticker(() => {
          run();
          this.#tick();
        }),
      linkToken: enter.linkToken ?? "",
      giveUpAfterMs: enter.giveUpAfterMs ?? GIVE_UP_AFTER_MS,
      wanted: () => this.delivery.wanted,
      knownVersion: () => this.view.state.get()?.version ?? 0n,
      isEnded: () => this.view.state.get()?.ended ?? false,
      takeFigures: () => this.sound.takeFigures(),
      listener: {
        connecting: () => {
          this.state.set({ kind: this.view.state.get() ? "connecting" : "joining" });
        },
        joined: (answer, about) => {
          this.#join(answer, about);
        },
        message: (message) => {
          if (!this.delivery.receive(message)) {
            this.view.receive(message);
          }
        },
        bundle: (bundle, from) => {
          this.sound.play(bundle, from);
        },
        missed: (count) => {
          this.sound.missed(count);
        },
        lost: () => {
          this.voice.connectionLost();
        },
        waiting: (milliseconds, reason) => {
          this.state.set({ kind: "waiting", retryAtMs: clock.now() + milliseconds, reason });
        },
      },
    });
  }

  #join(
    answer: Joined,
    { first, whole, awayMs }: { readonly first: boolean; readonly whole: boolean; readonly awayMs: number },
  ): void {
    if (answer.room) {
      this.view.describe(answer.room, answer.userId);
    }

    this.view.connected();
    this.delivery.joined(answer);
    this.state.set({ kind: "live" });
    this.voice.joined(awayMs, first);
    const state = this.view.state.get();
    if (first && state) {
      this.#resolveJoined(state);
    } else {
      this.view.notices.emit({ kind: "resumed", afterMs: awayMs, whole });
    }
  }

  #tick(): void {
    if (this.state.get().kind === "live") {
      this.audience.tick();
    }
  }

  /** Lets each part hear of the others. */
  #follow(): void {
    const { host } = this.#options;
    const attach = (engine: SoundEngine | null): void => {
      if (engine) {
        this.voice.engineLoaded();
        const changed = engine.microphone.state.subscribe(() => {
          this.voice.microphoneChanged();
        });
        this.#subscriptions.push(changed);
      }
    };
    host.speakTo(this.voice.speak);
    this.#subscriptions.push(
      host.engine.subscribe(attach),
      this.view.state.subscribe((state) => {
        if (state) {
          this.sound.update(state);
        }
      }),
      this.view.stageChanges.listen(() => {
        this.audience.changed();
      }),
    );
    attach(host.engine.get());
  }

  #close(closed: RoomClosed): RoomClosed {
    this.voice.close();
    for (const unsubscribe of this.#subscriptions.splice(0)) {
      unsubscribe();
    }

    this.#options.host.release(this.voice.speak);
    this.sound.close();
    this.state.set({ kind: "closed", closed });
    return closed;
  }
}

/** A room as the page has it: puts the connection, the view, the sound and the own voice together. */
import { Unreachable } from "../errors.js";
import type { Joined, ServerMessage } from "../gen/audiorooms/v1/session_pb.js";
import { Value } from "../observable.js";
import type { Observable, Unsubscribe } from "../observable.js";
import type { EncoderAdvice, HeardFigures, LatencyMode, SoundEngine, SoundState } from "../soundEngine.js";
import type { ClientBody } from "../wire/frames.js";
import { AudienceReader } from "./audienceReader.js";
import type { RoomConnectionOptions } from "./connectionOptions.js";
import { delayOf, latencyClassOf, latencyModeOf, soundChoiceOf, soundOf } from "./delivery.js";
import type {
  Audience,
  ConnectionState,
  Delivery,
  EnterOptions,
  OwnVoice,
  Reaction,
  Room,
  RoomClosed,
  RoomFigures,
  RoomNotice,
  SoundChoice,
} from "./roomApi.js";
import { RoomCommands } from "./roomCommands.js";
import { RoomConnection } from "./roomConnection.js";
import { RoomSound } from "./roomSound.js";
import { ownStay } from "./roomState.js";
import type { PersonName, RoomState } from "./roomState.js";
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
const NO_ADVICE: EncoderAdvice = { useInBandFec: false, expectedLossPercent: 0, bitrate: null };

export class LiveRoom extends RoomCommands implements Room {
  readonly roomId: string;
  readonly connection = new Value<ConnectionState>({ kind: "joining" });
  readonly delivery: Value<Delivery>;
  readonly encoderAdvice = new Value<EncoderAdvice>(NO_ADVICE);
  readonly joined: Promise<RoomState>;
  readonly closed: Promise<RoomClosed>;

  readonly #options: LiveRoomOptions;
  readonly #view: RoomView;
  readonly #voice: VoiceControl;
  readonly #sound: RoomSound;
  readonly #audience: AudienceReader;
  readonly #connection: RoomConnection;
  readonly #subscriptions: Unsubscribe[] = [];
  #resolveJoined: (state: RoomState) => void = () => undefined;

  constructor(options: LiveRoomOptions) {
    super();
    const { roomId, enter, clock, host, rooms } = options;
    const latency = enter.latency ?? "audience";
    const sound = enter.sound ?? "forwarded";
    this.#options = options;
    this.roomId = roomId;
    this.delivery = new Value({ wanted: latency, served: latency, wantedSound: sound, sound, delayMs: delayOf(latency, sound, null) });
    this.#audience = new AudienceReader(rooms, roomId, enter.audienceMax ?? AUDIENCE_MAX, clock, (listeners) => {
      this.#view.counted(listeners);
    });
    this.#sound = new RoomSound(host);
    this.#voice = this.#makeVoice();
    this.#view = new RoomView(clock, this.#voice);
    this.#follow();
    this.#connection = this.#connect();
    this.closed = this.#connection.closed.then((closed) => this.#close(closed));
    this.joined = new Promise((resolve, reject) => {
      this.#resolveJoined = resolve;
      void this.closed.then(({ message }) => {
        reject(this.#connection.failure ?? new Unreachable(message));
      });
    });
    // A page that looks at the state alone does not wait for this promise.
    this.joined.catch(() => undefined);
  }

  get state(): Observable<RoomState | null> {
    return this.#view.state;
  }

  get voice(): Observable<OwnVoice> {
    return this.#voice.voice;
  }

  get audience(): Observable<Audience> {
    return this.#audience.audience;
  }

  get sound(): Observable<SoundState> {
    return this.#sound.state;
  }

  get deafened(): Observable<boolean> {
    return this.#sound.deafened;
  }

  get volumes(): Observable<ReadonlyMap<string, number>> {
    return this.#sound.volumes;
  }

  get engine(): SoundEngine | null {
    return this.#sound.engine;
  }

  onReaction(listener: (reaction: Reaction) => void): Unsubscribe {
    return this.#view.reactions.listen(listener);
  }

  onNotice(listener: (notice: RoomNotice) => void): Unsubscribe {
    return this.#view.notices.listen(listener);
  }

  onLevel(listener: (userId: string, level: number) => void): Unsubscribe {
    const others = this.#sound.levels.listen(({ userId, level }) => {
      listener(userId, level);
    });
    const own = this.#sound.inputLevels.listen((level) => {
      const selfId = this.state.get()?.selfId;
      if (selfId !== undefined && this.voice.get().openness === "open") {
        listener(selfId, level);
      }
    });
    return () => {
      others();
      own();
    };
  }

  onInputLevel(listener: (level: number) => void): Unsubscribe {
    return this.#sound.inputLevels.listen(listener);
  }

  startSound(): Promise<void> {
    return this.#options.enter.playSound === false ? Promise.resolve() : this.#sound.start();
  }

  setDeafened(deafened: boolean): void {
    this.#sound.setDeafened(deafened);
  }

  setVolume(userId: string, volume: number): void {
    this.#sound.setVolume(userId, volume);
  }

  takeStage({ muted = false }: { readonly muted?: boolean } = {}): Promise<void> {
    return this.#voice.takeStage(muted);
  }

  leaveStage(): Promise<void> {
    return this.#voice.leaveStage();
  }

  setMuted(muted: boolean): Promise<void> {
    return this.#voice.setMuted(muted);
  }

  react(name: string): void {
    this.#connection.say({ case: "react", value: { reaction: name } });
    this.#view.give(name);
  }

  async setLatency(mode: LatencyMode): Promise<void> {
    await this.#connection.ask({ case: "setLatency", value: { latency: latencyClassOf(mode) } }, false);
    // A change into the broadcast class or out of it is told by LatencyChanged.
    const { served } = this.delivery.get();
    this.#deliver({ wanted: mode, served: served === "broadcast" || mode === "broadcast" ? served : mode });
  }

  async setSoundChoice(choice: SoundChoice): Promise<void> {
    await this.#connection.ask({ case: "setSound", value: { sound: soundOf(choice) } }, false);
    this.#deliver({ wantedSound: choice });
  }

  refreshAudience(): Promise<void> {
    return this.#audience.refresh();
  }

  findInAudience(words: string): Promise<readonly PersonName[]> {
    return this.#audience.find(words);
  }

  async leave(): Promise<void> {
    // At once: the next room may use the engine already.
    this.#voice.close();
    this.#sound.close();
    await this.#connection.leave();
  }

  serverNow(): number {
    return this.#view.serverNow();
  }

  figures(): RoomFigures {
    return this.#connection.figures;
  }

  heard(): ReadonlyMap<string, HeardFigures> {
    return this.#sound.heard;
  }

  /** The session has a newer token: the connection goes on with it. */
  authenticate(accessToken: string): void {
    this.#connection.say({ case: "authenticate", value: { accessToken } });
  }

  protected ask(body: ClientBody): Promise<void> {
    return this.#connection.ask(body);
  }

  #makeVoice(): VoiceControl {
    return new VoiceControl({
      ask: (body, repeats) => this.#connection.ask(body, repeats),
      isConnected: () => this.#connection.isConnected,
      speak: ({ sequence, timestamp, level, opus }) => {
        this.#connection.speak({ case: "audio", value: { sequence, timestamp, level, opus } });
      },
      engine: () => this.#sound.engine,
      place: () => {
        const state = this.state.get();
        const stay = state && ownStay(state);
        return { onStage: stay !== null, muted: stay?.muted ?? true };
      },
      onRefusal: ({ code, message }) => {
        this.#view.notices.emit({ kind: "refused", code, message });
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
      wanted: () => ({ latency: this.delivery.get().wanted, sound: this.delivery.get().wantedSound }),
      knownVersion: () => this.state.get()?.version ?? 0n,
      isEnded: () => this.state.get()?.ended ?? false,
      takeFigures: () => this.#sound.takeFigures(),
      listener: {
        connecting: () => {
          this.connection.set({ kind: this.state.get() ? "connecting" : "joining" });
        },
        joined: (answer, about) => {
          this.#join(answer, about);
        },
        message: (message) => {
          this.#receive(message);
        },
        bundle: (bundle, from) => {
          this.#sound.play(bundle, from);
        },
        missed: (count) => {
          this.#sound.missed(count);
        },
        lost: () => {
          this.#voice.connectionLost();
        },
        waiting: (milliseconds, reason) => {
          if (this.state.get()) {
            this.connection.set({ kind: "waiting", retryAtMs: clock.now() + milliseconds, reason });
          }
        },
      },
    });
  }

  #join(answer: Joined, { first, whole, awayMs }: { readonly first: boolean; readonly whole: boolean; readonly awayMs: number }): void {
    if (answer.room) {
      this.#view.describe(answer.room, answer.userId);
    }

    this.#advise(NO_ADVICE);
    this.#deliver({ served: latencyModeOf(answer.latency, this.delivery.get().wanted), sound: soundChoiceOf(answer.sound) });
    this.connection.set({ kind: "live" });
    this.#voice.joined(awayMs, first);
    const state = this.state.get();
    if (first && state) {
      this.#resolveJoined(state);
    } else {
      this.#view.notices.emit({ kind: "resumed", afterMs: awayMs, whole });
    }
  }

  #receive(message: ServerMessage): void {
    const { body } = message;
    switch (body.case) {
      case "encoderHint": {
        const { useInBandFec, expectedLossPercent } = body.value;
        this.#advise({ useInBandFec, expectedLossPercent: Math.min(expectedLossPercent, 100), bitrate: null });
        return;
      }
      case "latencyChanged":
        this.#deliver({ served: latencyModeOf(body.value.latency, this.delivery.get().served) });
        return;
      case "soundChanged":
        this.#deliver({ sound: soundChoiceOf(body.value.sound) });
        return;
      default:
        this.#view.receive(message);
    }
  }

  #advise(advice: EncoderAdvice): void {
    this.encoderAdvice.set(advice);
    this.#sound.advise(advice);
  }

  #deliver(change: Partial<Delivery>): void {
    const next = { ...this.delivery.get(), ...change };
    this.delivery.set({ ...next, delayMs: delayOf(next.served, next.sound, this.#connection.figures.roundTripMs) });
    this.#sound.setLatency(next.served);
  }

  #tick(): void {
    if (this.connection.get().kind === "live") {
      this.#audience.tick();
    }
  }

  /** Lets each part hear of the others. */
  #follow(): void {
    const { host } = this.#options;
    const attach = (engine: SoundEngine | null): void => {
      if (engine) {
        this.#voice.engineLoaded();
        const changed = engine.microphone.state.subscribe(() => {
          this.#voice.microphoneChanged();
        });
        this.#subscriptions.push(changed);
      }
    };
    host.speakTo(this.#voice.speak);
    this.#subscriptions.push(
      host.engine.subscribe(attach),
      this.#view.state.subscribe((state) => {
        if (state) {
          this.#sound.update(state);
        }
      }),
      this.#view.stageChanges.listen(() => {
        this.#audience.changed();
      }),
    );
    attach(host.engine.get());
  }

  #close(closed: RoomClosed): RoomClosed {
    this.#voice.close();
    for (const unsubscribe of this.#subscriptions.splice(0)) {
      unsubscribe();
    }

    this.#options.host.release(this.#voice.speak);
    this.#sound.close();
    this.connection.set({ kind: "closed", closed });
    return closed;
  }
}

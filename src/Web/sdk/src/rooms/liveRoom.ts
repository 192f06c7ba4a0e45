/** A room as the page has it: puts the connection, the picture, the sound and the own voice together. */
import { Unreachable } from "../errors.js";
import type { RoomEvent } from "../gen/audiorooms/v1/rooms_pb.js";
import type { Joined, ServerMessage } from "../gen/audiorooms/v1/session_pb.js";
import { Emitter, Value } from "../observable.js";
import type { Observable, Unsubscribe } from "../observable.js";
import type { EncoderAdvice, HeardFigures, LatencyMode, OutgoingPacket, SoundEngine, SoundState } from "../soundEngine.js";
import type { ClientBody } from "../wire/frames.js";
import { hearingOf } from "../wire/hearing.js";
import type { HearingNotice } from "../wire/hearing.js";
import { AudienceReader } from "./audienceReader.js";
import type { ConnectionListener, RoomConnectionOptions } from "./connectionOptions.js";
import { delayOf, latencyClassOf, latencyModeOf, soundChoiceOf, soundOf } from "./delivery.js";
import { noticesOf } from "./notices.js";
import { Reactions } from "./reactions.js";
import { apply, describe, withDominant, withHandPlace, withListenerCount } from "./reducer.js";
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
import { ServerClock } from "./serverClock.js";
import type { SoundHost } from "./soundHost.js";
import { VoiceControl } from "./voiceControl.js";

export interface LiveRoomOptions extends Pick<
  RoomConnectionOptions,
  "roomId" | "url" | "tokens" | "open" | "clock" | "ticker" | "presence" | "random"
> {
  readonly enter: EnterOptions;
  readonly host: SoundHost;
  readonly rooms: ConstructorParameters<typeof AudienceReader>[0];
}

const GIVE_UP_AFTER_MS = 15 * 60_000;
const AUDIENCE_MAX = 200;
const NO_ADVICE: EncoderAdvice = { useInBandFec: false, expectedLossPercent: 0, bitrate: null };

export class LiveRoom extends RoomCommands implements Room {
  readonly roomId: string;
  readonly state = new Value<RoomState | null>(null);
  readonly connection = new Value<ConnectionState>({ kind: "joining" });
  readonly delivery: Value<Delivery>;
  readonly encoderAdvice = new Value<EncoderAdvice>(NO_ADVICE);
  readonly joined: Promise<RoomState>;
  readonly closed: Promise<RoomClosed>;

  readonly #options: LiveRoomOptions;
  readonly #notices = new Emitter<RoomNotice>();
  readonly #reactionsSeen = new Emitter<Reaction>();
  readonly #connection: RoomConnection;
  readonly #audience: AudienceReader;
  readonly #sound: RoomSound;
  readonly #voice: VoiceControl;
  readonly #reactions: Reactions;
  readonly #serverClock: ServerClock;
  readonly #subscriptions: Unsubscribe[] = [];
  #hearing: HearingNotice = { nobodyHearsYou: false, youHearNothing: false };
  #resolveJoined: (state: RoomState) => void = () => undefined;

  constructor(options: LiveRoomOptions) {
    super();
    const { roomId, enter, clock, host, rooms } = options;
    this.#options = options;
    this.roomId = roomId;
    const wanted = enter.latency ?? "audience";
    const wantedSound = enter.sound ?? "forwarded";
    this.delivery = new Value({ wanted, served: wanted, wantedSound, sound: wantedSound, delayMs: delayOf(wanted, wantedSound, null) });
    this.#serverClock = new ServerClock(clock);
    this.#reactions = new Reactions(clock);
    this.#audience = new AudienceReader(rooms, roomId, enter.audienceMax ?? AUDIENCE_MAX, clock);
    this.#sound = new RoomSound(host);
    this.#voice = this.#makeVoice();
    this.#connection = this.#connect();
    this.closed = this.#connection.closed.then((closed) => {
      this.#close(closed);
      return closed;
    });
    this.joined = new Promise((resolve, reject) => {
      this.#resolveJoined = resolve;
      void this.closed.then(({ message }) => {
        reject(this.#connection.failure ?? new Unreachable(message));
      });
    });
    // A page that looks at the state alone does not wait for this promise.
    this.joined.catch(() => undefined);
    host.speakTo(this.#voice.speak);
    this.#followEngine();
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
    return this.#reactionsSeen.listen(listener);
  }

  onNotice(listener: (notice: RoomNotice) => void): Unsubscribe {
    return this.#notices.listen(listener);
  }

  onLevel(listener: (userId: string, level: number) => void): Unsubscribe {
    const unsubscribe = [
      this.#sound.levels.listen(({ userId, level }) => {
        listener(userId, level);
      }),
      this.#sound.inputLevels.listen((level) => {
        const selfId = this.state.get()?.selfId;
        if (selfId !== undefined && this.voice.get().openness === "open") {
          listener(selfId, level);
        }
      }),
    ];
    return () => {
      for (const one of unsubscribe) {
        one();
      }
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
    this.#reactionsSeen.emit(this.#reactions.give(name, this.state.get()?.selfId ?? ""));
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
    return this.#serverClock.now();
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
      speak: ({ sequence, timestamp, level, opus }: OutgoingPacket) => {
        this.#connection.speak({ case: "audio", value: { sequence, timestamp, level, opus } });
      },
      engine: () => this.#sound.engine,
      place: () => {
        const state = this.state.get();
        const stay = state && ownStay(state);
        return { onStage: stay !== null, muted: stay?.muted ?? true };
      },
      onRefusal: ({ code, message }) => {
        this.#notices.emit({ kind: "refused", code, message });
      },
    });
  }

  #connect(): RoomConnection {
    const { enter, ...wiring } = this.#options;
    const ticker: RoomConnectionOptions["ticker"] = (run) =>
      wiring.ticker(() => {
        run();
        if (this.connection.get().kind === "live") {
          this.#audience.tick();
        }
      });
    return new RoomConnection({
      ...wiring,
      ticker,
      linkToken: enter.linkToken ?? "",
      giveUpAfterMs: enter.giveUpAfterMs ?? GIVE_UP_AFTER_MS,
      listener: this.#listener(),
      wanted: () => ({ latency: this.delivery.get().wanted, sound: this.delivery.get().wantedSound }),
      knownVersion: () => this.state.get()?.version ?? 0n,
      isEnded: () => this.state.get()?.ended ?? false,
      takeFigures: () => this.#sound.takeFigures(),
    });
  }

  #listener(): ConnectionListener {
    return {
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
          this.connection.set({ kind: "waiting", retryAtMs: this.#options.clock.now() + milliseconds, reason });
        }
      },
    };
  }

  #join(answer: Joined, { first, whole, awayMs }: { readonly first: boolean; readonly whole: boolean; readonly awayMs: number }): void {
    const earlier = this.state.get();
    if (answer.room) {
      this.#show(describe(answer.room, earlier, answer.userId));
    }

    this.encoderAdvice.set(NO_ADVICE);
    this.#sound.advise(NO_ADVICE);
    this.#deliver({ served: latencyModeOf(answer.latency, this.delivery.get().wanted), sound: soundChoiceOf(answer.sound) });
    this.connection.set({ kind: "live" });
    this.#voice.joined(awayMs, first);
    const state = this.state.get();
    if (first && state) {
      this.#resolveJoined(state);
    } else {
      this.#notices.emit({ kind: "resumed", afterMs: awayMs, whole });
    }
  }

  #receive(message: ServerMessage): void {
    const { body } = message;
    const state = this.state.get();
    switch (body.case) {
      case "event":
        this.#happened(body.value);
        return;
      case "events":
        for (const event of body.value.events) {
          this.#happened(event);
        }

        return;
      case "snapshot":
        this.#show(describe(body.value, state, state?.selfId ?? ""));
        this.#voice.described();
        return;
      case "handPlace":
        this.#show(state && withHandPlace(state, body.value));
        return;
      case "dominant":
        this.#show(state && withDominant(state, body.value.userId));
        return;
      case "reactions":
        for (const reaction of this.#reactions.receive(body.value.counts)) {
          this.#reactionsSeen.emit(reaction);
        }

        return;
      case "encoderHint": {
        const { useInBandFec, expectedLossPercent } = body.value;
        const advice = { useInBandFec, expectedLossPercent: Math.min(expectedLossPercent, 100), bitrate: null };
        this.encoderAdvice.set(advice);
        this.#sound.advise(advice);
        return;
      }
      case "latencyChanged":
        this.#deliver({ served: latencyModeOf(body.value.latency, this.delivery.get().served) });
        return;
      case "soundChanged":
        this.#deliver({ sound: soundChoiceOf(body.value.sound) });
        return;
      case "refusal":
        this.#notices.emit({ kind: "refused", code: body.value.code, message: body.value.message });
        return;
      default:
        this.#observeHearing(hearingOf(message));
    }
  }

  #happened(event: RoomEvent): void {
    const before = this.state.get();
    if (!before || event.version <= before.version) {
      return;
    }

    this.#serverClock.observe(Number(event.atUnixMs));
    this.#show(apply(before, event));
    this.#observeSelf(event, before.selfId);
    for (const notice of noticesOf(before, event)) {
      this.#notices.emit(notice);
    }
  }

  #observeSelf({ body }: RoomEvent, selfId: string): void {
    switch (body.case) {
      case "stageTaken":
        this.#audience.changed();
        if (body.value.member?.person?.userId === selfId) {
          this.#voice.took(body.value.member.muted);
        }

        return;
      case "stageLeft":
        this.#audience.changed();
        if (body.value.userId === selfId) {
          this.#voice.left();
        }

        return;
      case "muteChanged":
        // What one did oneself is known: an echo of an earlier press must not undo a later one.
        if (body.value.userId === selfId && body.value.muted && body.value.byUserId !== "") {
          this.#voice.mutedBy(body.value.byUserId);
        }

        return;
      default:
        return;
    }
  }

  #observeHearing(hearing: HearingNotice | null): void {
    if (!hearing) {
      return;
    }

    const before = this.#hearing;
    this.#hearing = hearing;
    if (hearing.nobodyHearsYou !== before.nobodyHearsYou) {
      this.#notices.emit({ kind: "nobodyHearsYou", since: hearing.nobodyHearsYou });
    }

    if (hearing.youHearNothing !== before.youHearNothing) {
      this.#notices.emit({ kind: "youHearNothing", since: hearing.youHearNothing });
    }
  }

  #show(state: RoomState | null): void {
    if (state) {
      this.state.set(state);
      this.#sound.update(state);
    }
  }

  #deliver(change: Partial<Delivery>): void {
    const next = { ...this.delivery.get(), ...change };
    this.delivery.set({ ...next, delayMs: delayOf(next.served, next.sound, this.#connection.figures.roundTripMs) });
    this.#sound.setLatency(next.served);
  }

  #followEngine(): void {
    const follow = (engine: SoundEngine | null): void => {
      if (engine) {
        this.#voice.engineLoaded();
        this.#subscriptions.push(
          engine.microphone.state.subscribe(() => {
            this.#voice.microphoneChanged();
          }),
        );
      }
    };
    this.#subscriptions.push(this.#options.host.engine.subscribe(follow));
    follow(this.#options.host.engine.get());
    this.#subscriptions.push(
      this.#audience.audience.subscribe(({ kind, listenerCount }) => {
        const state = this.state.get();
        if (state && kind === "known") {
          this.#show(withListenerCount(state, listenerCount));
        }
      }),
    );
  }

  #close(closed: RoomClosed): void {
    this.#voice.close();
    for (const unsubscribe of this.#subscriptions.splice(0)) {
      unsubscribe();
    }

    this.#options.host.release(this.#voice.speak);
    this.#sound.close();
    this.connection.set({ kind: "closed", closed });
  }
}

import type { Observable, Unsubscribe } from "../observable.js";
import type { EncoderAdvice, HeardFigures, LatencyMode, SoundEngine, SoundState } from "../soundEngine.js";
import type { ClientBody } from "../wire/frames.js";
import type {
  Audience,
  ConnectionState,
  Delivery,
  OwnVoice,
  Reaction,
  Room,
  RoomClosed,
  RoomFigures,
  RoomNotice,
  SoundChoice,
} from "./roomApi.js";
import { RoomCommands } from "./roomCommands.js";
import { RoomParts } from "./roomParts.js";
import type { LiveRoomOptions } from "./roomParts.js";
import type { PersonName, RoomState } from "./roomState.js";

/** What a page holds of a room. */
export class LiveRoom extends RoomCommands implements Room {
  readonly roomId: string;
  readonly #parts: RoomParts;

  constructor(options: LiveRoomOptions) {
    super();
    this.roomId = options.roomId;
    this.#parts = new RoomParts(options);
  }

  get joined(): Promise<RoomState> {
    return this.#parts.joined;
  }

  get closed(): Promise<RoomClosed> {
    return this.#parts.closed;
  }

  get connection(): Observable<ConnectionState> {
    return this.#parts.state;
  }

  get state(): Observable<RoomState | null> {
    return this.#parts.view.state;
  }

  get voice(): Observable<OwnVoice> {
    return this.#parts.voice.voice;
  }

  get delivery(): Observable<Delivery> {
    return this.#parts.delivery.delivery;
  }

  get encoderAdvice(): Observable<EncoderAdvice> {
    return this.#parts.delivery.encoderAdvice;
  }

  get audience(): Observable<Audience> {
    return this.#parts.audience.audience;
  }

  get sound(): Observable<SoundState> {
    return this.#parts.sound.state;
  }

  get deafened(): Observable<boolean> {
    return this.#parts.sound.deafened;
  }

  get volumes(): Observable<ReadonlyMap<string, number>> {
    return this.#parts.sound.volumes;
  }

  get engine(): SoundEngine | null {
    return this.#parts.sound.engine;
  }

  onReaction(listener: (reaction: Reaction) => void): Unsubscribe {
    return this.#parts.view.reactions.listen(listener);
  }

  onNotice(listener: (notice: RoomNotice) => void): Unsubscribe {
    return this.#parts.view.notices.listen(listener);
  }

  onLevel(listener: (userId: string, level: number) => void): Unsubscribe {
    const others = this.#parts.sound.levels.listen(({ userId, level }) => {
      listener(userId, level);
    });
    const own = this.#parts.sound.inputLevels.listen((level) => {
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
    return this.#parts.sound.inputLevels.listen(listener);
  }

  startSound(): Promise<void> {
    return this.#parts.sound.start();
  }

  setDeafened(deafened: boolean): void {
    this.#parts.sound.setDeafened(deafened);
  }

  setVolume(userId: string, volume: number): void {
    this.#parts.sound.setVolume(userId, volume);
  }

  takeStage({ muted = false }: { readonly muted?: boolean } = {}): Promise<void> {
    return this.#parts.voice.takeStage(muted);
  }

  leaveStage(): Promise<void> {
    return this.#parts.voice.leaveStage();
  }

  setMuted(muted: boolean): Promise<void> {
    return this.#parts.voice.setMuted(muted);
  }

  react(name: string): void {
    this.#parts.connection.say({ case: "react", value: { reaction: name } });
    this.#parts.view.give(name);
  }

  setLatency(mode: LatencyMode): Promise<void> {
    return this.#parts.delivery.setLatency(mode);
  }

  setSoundChoice(choice: SoundChoice): Promise<void> {
    return this.#parts.delivery.setSound(choice);
  }

  refreshAudience(): Promise<void> {
    return this.#parts.audience.refresh();
  }

  findInAudience(words: string): Promise<readonly PersonName[]> {
    return this.#parts.audience.find(words);
  }

  async leave(): Promise<void> {
    // At once: the next room may use the engine already.
    this.#parts.voice.close();
    this.#parts.sound.close();
    await this.#parts.connection.leave();
  }

  serverNow(): number {
    return this.#parts.view.serverNow();
  }

  figures(): RoomFigures {
    return this.#parts.connection.figures;
  }

  heard(): ReadonlyMap<string, HeardFigures> {
    return this.#parts.sound.heard;
  }

  /** The session has a newer token: the connection goes on with it. */
  authenticate(accessToken: string): void {
    this.#parts.connection.say({ case: "authenticate", value: { accessToken } });
  }

  protected ask(body: ClientBody): Promise<void> {
    return this.#parts.connection.ask(body);
  }
}

/** What one sees of a room: its state after every message, and what is worth a word beside it. */
import type { Clock } from "../clock.js";
import type { RoomEvent, RoomSnapshot } from "../gen/audiorooms/v1/rooms_pb.js";
import type { HearingNotice, ServerMessage } from "../gen/audiorooms/v1/session_pb.js";
import { Emitter, Value } from "../observable.js";
import { noticesOf } from "./notices.js";
import { Reactions } from "./reactions.js";
import { apply, describe, withDominant, withHandPlace, withListenerCount } from "./reducer.js";
import type { Reaction, RoomNotice } from "./roomApi.js";
import type { RoomState } from "./roomState.js";
import { ServerClock } from "./serverClock.js";

/** What happened to the person's own place, for the microphone. */
export interface OwnPlaceListener {
  took(muted: boolean): void;
  left(): void;
  mutedBy(hostUserId: string): void;
  /** The room was described anew. */
  described(): void;
}

/** What the server found out of this device's sound. */
type Hearing = Pick<HearingNotice, "nobodyHearsYou" | "youHearNothing">;

const ALL_IS_WELL: Hearing = { nobodyHearsYou: false, youHearNothing: false };

export class RoomView {
  readonly state = new Value<RoomState | null>(null);
  readonly notices = new Emitter<RoomNotice>();
  readonly reactions = new Emitter<Reaction>();
  /** Somebody came on stage or left it. */
  readonly stageChanges = new Emitter<void>();

  readonly #listener: OwnPlaceListener;
  readonly #given: Reactions;
  readonly #serverClock: ServerClock;
  #hearing = ALL_IS_WELL;

  constructor(clock: Clock, listener: OwnPlaceListener) {
    this.#listener = listener;
    this.#given = new Reactions(clock);
    this.#serverClock = new ServerClock(clock);
  }

  serverNow(): number {
    return this.#serverClock.now();
  }

  /** The room as a join describes it to that person. */
  describe(snapshot: RoomSnapshot, selfId: string): void {
    this.state.set(describe(snapshot, this.state.get(), selfId));
  }

  /** A new connection: the server has found out nothing of it yet. */
  connected(): void {
    this.#observeHearing(ALL_IS_WELL);
  }

  counted(listenerCount: number): void {
    this.#change((state) => withListenerCount(state, listenerCount));
  }

  /** Shows an own reaction before the server counts it. */
  give(reaction: string): void {
    this.reactions.emit(this.#given.give(reaction, this.state.get()?.selfId ?? ""));
  }

  receive(message: ServerMessage): void {
    const { body } = message;
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
        this.describe(body.value, this.state.get()?.selfId ?? "");
        this.#listener.described();
        return;
      case "handPlace": {
        const place = body.value;
        this.#change((state) => withHandPlace(state, place));
        return;
      }
      case "dominant": {
        const { userId } = body.value;
        this.#change((state) => withDominant(state, userId));
        return;
      }
      case "reactions":
        for (const reaction of this.#given.receive(body.value.counts)) {
          this.reactions.emit(reaction);
        }

        return;
      case "refusal":
        this.notices.emit({ kind: "refused", code: body.value.code, message: body.value.message });
        return;
      case "hearing":
        this.#observeHearing(body.value);
        return;
      default:
        // Not for the eye.
        return;
    }
  }

  #change(next: (state: RoomState) => RoomState): void {
    const state = this.state.get();
    if (state) {
      this.state.set(next(state));
    }
  }

  #happened(event: RoomEvent): void {
    const before = this.state.get();
    // What was told as a snapshot already is not news.
    if (!before || event.version <= before.version) {
      return;
    }

    this.#serverClock.observe(Number(event.atUnixMs));
    this.state.set(apply(before, event));
    this.#observeStage(event, before.selfId);
    for (const notice of noticesOf(before, event)) {
      this.notices.emit(notice);
    }
  }

  #observeStage({ body }: RoomEvent, selfId: string): void {
    switch (body.case) {
      case "stageTaken":
        if (body.value.member?.person?.userId === selfId) {
          this.#listener.took(body.value.member.muted);
        }

        this.stageChanges.emit();
        return;
      case "stageLeft":
        if (body.value.userId === selfId) {
          this.#listener.left();
        }

        this.stageChanges.emit();
        return;
      case "muteChanged":
        // What one did oneself is known: an echo of an earlier press must not undo a later one.
        if (body.value.userId === selfId && body.value.muted && body.value.byUserId !== "") {
          this.#listener.mutedBy(body.value.byUserId);
        }

        return;
      default:
        return;
    }
  }

  #observeHearing(hearing: Hearing): void {
    const before = this.#hearing;
    this.#hearing = hearing;
    if (hearing.nobodyHearsYou !== before.nobodyHearsYou) {
      this.notices.emit({ kind: "nobodyHearsYou", since: hearing.nobodyHearsYou });
    }

    if (hearing.youHearNothing !== before.youHearNothing) {
      this.notices.emit({ kind: "youHearNothing", since: hearing.youHearNothing });
    }
  }
}

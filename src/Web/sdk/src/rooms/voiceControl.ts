/** The own voice: holds the rule of the least open microphone against the room, the engine and the person. See voiceRule.ts. */
import { Refused } from "../errors.js";
import { Value } from "../observable.js";
import type { MicrophoneProblem, Openness, OutgoingPacket, SoundEngine } from "../soundEngine.js";
import type { ClientBody } from "../wire/frames.js";
import type { OwnVoice } from "./roomApi.js";
import { nextVoice, opennessOf, repairsOf, silentVoice } from "./voiceRule.js";
import type { Repair, VoiceInput, VoiceState } from "./voiceRule.js";

/** How the room has the person. */
export interface OwnPlace {
  readonly onStage: boolean;
  readonly muted: boolean;
}

export interface VoiceControlOptions {
  /** See `RoomConnection.ask`. */
  readonly ask: (body: ClientBody, repeats?: boolean) => Promise<void>;
  readonly isConnected: () => boolean;
  readonly speak: (packet: OutgoingPacket) => void;
  /** Null while the engine is not loaded, or where the room is not played. */
  readonly engine: () => SoundEngine | null;
  readonly place: () => OwnPlace;
  /** The server refused what this page asked by itself. */
  readonly onRefusal: (refusal: Refused) => void;
}

export class VoiceControl {
  readonly voice = new Value<OwnVoice>({ openness: "closed", pending: false, problem: null, mutedBy: "" }, sameVoice);
  readonly #options: VoiceControlOptions;
  #state: VoiceState = silentVoice;
  #problem: MicrophoneProblem | null = null;
  /** The answer to TakeStage is awaited: the stage counts when both it and the event are here. */
  #isTaking = false;

  constructor(options: VoiceControlOptions) {
    this.#options = options;
  }

  /** One packet of the microphone. It passes only while the person sees an open microphone. */
  readonly speak = (packet: OutgoingPacket): void => {
    if (opennessOf(this.#state) === "open") {
      this.#options.speak(packet);
    }
  };

  async takeStage(muted: boolean): Promise<void> {
    if (this.#state.onStage) {
      return;
    }

    this.#feed({ kind: "stageAsked", muted });
    await this.#take(() => true);
  }

  async leaveStage(): Promise<void> {
    this.#feed({ kind: "left" });
    // Without a connection the next join says so: see repairsOf.
    if (this.#options.isConnected() && this.#options.place().onStage) {
      await this.#options.ask({ case: "leaveStage", value: {} });
    }
  }

  async setMuted(muted: boolean): Promise<void> {
    if (muted) {
      this.#feed({ kind: "muted", by: "" });
      if (this.#options.isConnected() && this.#options.place().onStage) {
        await this.#options.ask({ case: "setMuted", value: { muted: true } });
      }
    } else if (this.#state.onStage && opennessOf(this.#state) !== "open") {
      await this.#open();
    }
  }

  /** The room was joined again, or for the first time. */
  joined(awayMs: number, first: boolean): void {
    const place = this.#options.place();
    this.#feed({ kind: "joined", ...place, awayMs, first });
    this.#repair(repairsOf(this.#state, place));
  }

  connectionLost(): void {
    this.#feed({ kind: "connectionLost" });
  }

  /** The room says that the person came on stage. */
  took(muted: boolean): void {
    if (!this.#isTaking) {
      this.#enter(muted);
    }
  }

  /** The room says that the person is not on stage any more. */
  left(): void {
    this.#feed({ kind: "left" });
  }

  /** A host muted the person. What one did oneself is known here already. */
  mutedBy(userId: string): void {
    this.#feed({ kind: "muted", by: userId });
  }

  /** The room was described anew: what it has closed is closed. */
  described(): void {
    const place = this.#options.place();
    if (this.#state.onStage && !place.onStage) {
      this.#feed({ kind: "left" });
    } else if (this.#state.onStage && place.muted && !this.#state.muted) {
      this.#feed({ kind: "muted", by: "" });
    }
  }

  /** The engine is there, perhaps long after the person came on stage. */
  engineLoaded(): void {
    const openness = opennessOf(this.#state);
    if (openness !== "closed") {
      this.#setMicrophone(openness);
    }
  }

  /** The microphone changed, by itself or because it was asked to. */
  microphoneChanged(): void {
    const engine = this.#options.engine();
    const microphone = engine?.microphone.state.get();
    if (!microphone) {
      return;
    }

    const wasProblem = this.#problem;
    this.#problem = microphone.problem;
    if (this.#problem !== null && this.#problem !== wasProblem && opennessOf(this.#state) === "open") {
      // It does not open by itself when the device is back, and the room is told that nobody speaks here.
      this.#feed({ kind: "muted", by: "" });
      this.#repair(["mute"]);
    } else {
      this.#show();
    }
  }

  close(): void {
    this.#feed({ kind: "left" });
  }

  /** @param isFinal whether a failure means that the person does not come on stage */
  async #take(isFinal: (reason: unknown) => boolean): Promise<void> {
    this.#isTaking = true;
    try {
      await this.#options.ask({ case: "takeStage", value: {} });
    } catch (reason) {
      // The place is the person's, not the connection's: it may be kept from a connection before this one.
      if (!(reason instanceof Refused && reason.code === "already_on_stage")) {
        if (isFinal(reason)) {
          this.#feed({ kind: "stageRefused" });
        }

        throw reason;
      }
    } finally {
      this.#isTaking = false;
    }

    const place = this.#options.place();
    if (place.onStage) {
      this.#enter(place.muted);
    }
  }

  #enter(muted: boolean): void {
    this.#feed({ kind: "took", muted });
    if (this.#state.muted && !muted) {
      this.#repair(["mute"]);
    }
  }

  async #open(): Promise<void> {
    this.#feed({ kind: "openAsked" });
    try {
      // First the device: a person without a microphone is not shown as speaking.
      const microphone = await this.#options.engine()?.microphone.set("muted");
      if (microphone?.problem != null) {
        this.#problem = microphone.problem;
        this.#feed({ kind: "openRefused" });
        return;
      }

      // An answer that is lost is not asked for again: the person saw a closed microphone.
      await this.#options.ask({ case: "setMuted", value: { muted: false } }, false);
    } catch (reason) {
      this.#feed({ kind: "openRefused" });
      throw reason;
    }

    this.#feed({ kind: "opened" });
    if (opennessOf(this.#state) === "muted") {
      // Something closed it meanwhile, for example a host, and the room may have it open now.
      this.#repair(["mute"]);
    }
  }

  #repair(repairs: readonly Repair[]): void {
    for (const repair of repairs) {
      this.#carryOut(repair).catch((reason: unknown) => {
        if (reason instanceof Refused) {
          this.#options.onRefusal(reason);
        }
      });
    }
  }

  #carryOut(repair: Repair): Promise<void> {
    switch (repair) {
      case "takeStage":
        // Without an answer the next join asks again.
        return this.#take((reason) => reason instanceof Refused);
      case "leaveStage":
        return this.#options.ask({ case: "leaveStage", value: {} });
      case "mute":
        return this.#options.ask({ case: "setMuted", value: { muted: true } });
    }
  }

  #feed(input: VoiceInput): void {
    const before = opennessOf(this.#state);
    this.#state = nextVoice(this.#state, input);
    const now = opennessOf(this.#state);
    if (now !== before) {
      this.#setMicrophone(now);
    }

    this.#show();
  }

  #setMicrophone(openness: Openness): void {
    const engine = this.#options.engine();
    if (!engine) {
      return;
    }

    void engine.microphone.set(openness).then(() => {
      this.microphoneChanged();
    });
  }

  #show(): void {
    const openness = opennessOf(this.#state);
    this.voice.set({
      openness,
      pending: this.#state.opening || (this.#state.wantsStage && !this.#state.onStage),
      problem: openness === "open" ? null : this.#problem,
      mutedBy: openness === "muted" ? this.#state.mutedBy : "",
    });
  }
}

function sameVoice(left: OwnVoice, right: OwnVoice): boolean {
  return (
    left.openness === right.openness &&
    left.pending === right.pending &&
    left.problem === right.problem &&
    left.mutedBy === right.mutedBy
  );
}

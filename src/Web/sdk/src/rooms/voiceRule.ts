/**
 * How open the own microphone may be. One rule above all: it is never more open than the person last saw it. It opens by an act of the person on
 * this page that the server agreed to, and by nothing else: no reconnect, no wake-up, no host, no new device opens it.
 */
import type { Openness } from "../soundEngine.js";

/**
 * After so long without a connection a speaker comes back muted: what was said before is forgotten, and so is, perhaps, the microphone. The same
 * time for which a resume token holds.
 */
export const LONGEST_OPEN_ABSENCE_MS = 60_000;

export interface VoiceState {
  /** The person wants to be on stage: asked for it or was there, and has not left. */
  readonly wantsStage: boolean;
  /** The room has the person on stage. */
  readonly onStage: boolean;
  /** The place was lost with a connection and is asked for again. The device is kept meanwhile, and nothing is sent. */
  readonly returning: boolean;
  /** What the person last saw, or asked for since if that is less. */
  readonly muted: boolean;
  /** The person pressed *unmute* and the server has not answered. */
  readonly opening: boolean;
  /** The host who switched the microphone off; empty if nobody did. */
  readonly mutedBy: string;
}

export const silentVoice: VoiceState = {
  wantsStage: false,
  onStage: false,
  returning: false,
  muted: true,
  opening: false,
  mutedBy: "",
};

export type VoiceInput =
  /** The person asks for the stage, to enter muted or open. */
  | { readonly kind: "stageAsked"; readonly muted: boolean }
  /** The server refused the stage, or the answer is lost. */
  | { readonly kind: "stageRefused" }
  /** The room says that the person is on stage; `muted` as it has them. */
  | { readonly kind: "took"; readonly muted: boolean }
  /** The person leaves the stage, or was moved down, or the place is lost. */
  | { readonly kind: "left" }
  | { readonly kind: "openAsked" }
  /** The server agreed to what was asked by `openAsked`. */
  | { readonly kind: "opened" }
  /** The server refused it, or the answer is lost. */
  | { readonly kind: "openRefused" }
  /** The person, a host (`by`), the device or the system muted the microphone. */
  | { readonly kind: "muted"; readonly by: string }
  | { readonly kind: "connectionLost" }
  /** The room was joined (again) after `awayMs`; that is how the room has the person. */
  | {
      readonly kind: "joined";
      readonly onStage: boolean;
      readonly muted: boolean;
      readonly awayMs: number;
      readonly first: boolean;
    };

export function nextVoice(state: VoiceState, input: VoiceInput): VoiceState {
  switch (input.kind) {
    case "stageAsked":
      return state.onStage ? state : { ...state, wantsStage: true, muted: input.muted, opening: false, mutedBy: "" };
    case "stageRefused":
      return state.onStage ? state : silentVoice;
    case "took":
      // A stay that the person did not ask for here, for example a place kept from another page, begins muted.
      return {
        ...state,
        wantsStage: true,
        onStage: true,
        returning: false,
        muted: state.muted || input.muted || !state.wantsStage,
        opening: false,
      };
    case "left":
      return silentVoice;
    case "openAsked":
      return state.onStage ? { ...state, opening: true } : state;
    case "opened":
      return state.onStage && state.opening ? { ...state, muted: false, opening: false, mutedBy: "" } : state;
    case "openRefused":
      return { ...state, opening: false };
    case "muted":
      return { ...state, muted: true, opening: false, mutedBy: input.by };
    case "connectionLost":
      // What was pressed before is not carried out later: the person saw a closed microphone and nothing since.
      return { ...state, opening: false, muted: state.muted || !state.onStage };
    case "joined":
      return afterJoin(state, input);
  }
}

function afterJoin(state: VoiceState, input: VoiceInput & { kind: "joined" }): VoiceState {
  const wantsStage = state.wantsStage || (input.first && input.onStage);
  return {
    ...state,
    wantsStage,
    onStage: input.onStage && wantsStage,
    returning: !input.onStage && wantsStage && (state.onStage || state.returning),
    muted: state.muted || input.first || (input.onStage && input.muted) || input.awayMs > LONGEST_OPEN_ABSENCE_MS,
    opening: false,
  };
}

export function opennessOf(state: VoiceState): Openness {
  if (state.onStage) {
    return state.muted ? "muted" : "open";
  }

  return state.returning ? "muted" : "closed";
}

/** What has to be asked of the server so that the room shows what this page does. */
export type Repair = "takeStage" | "leaveStage" | "mute";

export function repairsOf(state: VoiceState, room: { readonly onStage: boolean; readonly muted: boolean }): readonly Repair[] {
  if (!state.wantsStage) {
    return room.onStage ? ["leaveStage"] : [];
  }

  const repairs: Repair[] = room.onStage ? [] : ["takeStage"];
  if (state.muted && !(room.onStage && room.muted)) {
    repairs.push("mute");
  }

  return repairs;
}

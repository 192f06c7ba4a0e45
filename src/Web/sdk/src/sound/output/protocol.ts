/** What the page and the playout worklet say to each other. */
import type { VoiceReport } from "../playout/roomPlayout.js";

export const PLAYOUT_PROCESSOR = "audiorooms-playout";

export interface PlayoutSetup {
  /** libopus. Bytes rather than a compiled module: not every browser lets a module into a worklet. */
  readonly wasm: ArrayBuffer;
}

export type ToPlayout =
  | {
      readonly type: "packet";
      readonly source: number;
      readonly sequence: number;
      readonly timestamp: number;
      readonly opus: Uint8Array;
      /** `Date.now()` when the page had it. */
      readonly atMs: number;
    }
  | { readonly type: "broadcast"; readonly isBroadcast: boolean }
  | { readonly type: "volume"; readonly source: number; readonly volume: number }
  | { readonly type: "deafen"; readonly isDeafened: boolean }
  | { readonly type: "forget"; readonly source: number }
  | { readonly type: "restart" }
  | { readonly type: "tone"; readonly milliseconds: number }
  | { readonly type: "check"; readonly id: number };

export type FromPlayout =
  /** The decoder runs. */
  | { readonly type: "ready" }
  | { readonly type: "voices"; readonly voices: readonly VoiceReport[] }
  /** Twice a second: the sound's clock, and the loudest sample since the last pulse, 0 to 1. */
  | { readonly type: "pulse"; readonly frame: number; readonly peak: number }
  /** The sound stood still: the machine slept, or the device was taken away. */
  | { readonly type: "stalled"; readonly milliseconds: number }
  | { readonly type: "checked"; readonly id: number; readonly detail: string; readonly isOk: boolean }
  | { readonly type: "failed"; readonly detail: string };

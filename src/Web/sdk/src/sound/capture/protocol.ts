/** What the page, the capture worklet and the encoder's worker say to each other. */
import type { EncoderSettings } from "../codec/libopus.js";

export const CAPTURE_PROCESSOR = "audiorooms-capture";

export type ToCapture =
  /** Where frames go: straight to the encoder, so that a busy page delays none. */
  { readonly type: "encoder"; readonly port: MessagePort } | { readonly type: "gate"; readonly isOpen: boolean };

/** The level of what the microphone hears, open or not; 25 times a second. */
export interface FromCapture {
  readonly level: number;
}

/** A frame on its way from the worklet to the encoder. */
export interface FrameMessage {
  readonly slot: number;
  /** `Date.now()` when the frame was full. */
  readonly wallMs: number;
  readonly level: number;
  readonly pcm: Float32Array;
}

export type ToEncoder =
  | {
      readonly type: "start";
      readonly frames: MessagePort;
      readonly encoderWasm: string;
      readonly settings: EncoderSettings;
      /** Where the media clock begins. */
      readonly offset: number;
    }
  | { readonly type: "configure"; readonly settings: EncoderSettings }
  | { readonly type: "stop" };

export type FromEncoder =
  | { readonly type: "ready"; readonly kind: EncoderKind; readonly detail: string }
  | { readonly type: "packet"; readonly timestamp: number; readonly level: number; readonly opus: Uint8Array }
  | { readonly type: "failed"; readonly detail: string };

export type EncoderKind = "webcodecs" | "wasm";

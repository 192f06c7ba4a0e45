import decoderWasmUrl from "opus-encdec/dist/libopus-decoder.wasm.min.wasm?url";
import encoderWasmUrl from "opus-encdec/dist/libopus-encoder.wasm.min.wasm?url";
import captureWorkletUrl from "../capture/capture.worklet.ts?worker&url";
import encoderWorkerUrl from "../capture/encoder.worker.ts?worker&url";
import playoutWorkletUrl from "../output/playout.worklet.ts?worker&url";

/** Files that are loaded when sound is wanted, each by its own hashed address; nothing of them is part of the page's first load. */
export interface SoundAssets {
  readonly playoutWorklet: string;
  readonly captureWorklet: string;
  readonly encoderWorker: string;
  readonly decoderWasm: string;
  /** Loaded only where WebCodecs does not encode. */
  readonly encoderWasm: string;
}

export const soundAssets: SoundAssets = {
  playoutWorklet: playoutWorkletUrl,
  captureWorklet: captureWorkletUrl,
  encoderWorker: encoderWorkerUrl,
  decoderWasm: decoderWasmUrl,
  encoderWasm: encoderWasmUrl,
};

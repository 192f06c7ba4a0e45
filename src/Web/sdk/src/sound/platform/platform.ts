import { SAMPLE_RATE_HZ } from "../playout/format.js";
import { setAudioSession } from "./audioSession.js";
import type { SoundAssets } from "./assets.js";

/** What the engine needs of a browser; tests give another one. */
export interface SoundPlatform {
  readonly assets: SoundAssets;
  readonly mediaDevices: MediaDevices | undefined;
  readonly permissions: Permissions | undefined;
  readonly document: Document;
  /** @param sampleRate Null for the device's own. */
  createContext(sampleRate: number | null): AudioContext;
  createWorkletNode(context: AudioContext, processor: string, options: AudioWorkletNodeOptions): AudioWorkletNode;
  createWorker(url: string): Worker;
  loadBytes(url: string): Promise<ArrayBuffer>;
  /** A platform whose contexts cannot choose an output, or stop behind a locked screen, plays through an element. */
  createAudioElement(): HTMLAudioElement;
  readonly needsElement: boolean;
  setAudioSession(isSpeaking: boolean): void;
  /** Milliseconds since 1970; runs on through sleep. */
  wallMs(): number;
  /** For checks that a person asked for; never in the way of sound. */
  delay(milliseconds: number): Promise<void>;
}

/** The browser that this page runs in. @throws Error No browser sound here; the message names what is missing. */
export function browserPlatform(assets: SoundAssets): SoundPlatform {
  const { navigator } = globalThis;
  return {
    assets,
    // Left out of insecure pages.
    mediaDevices: navigator.mediaDevices,
    permissions: navigator.permissions,
    document,
    createContext: (sampleRate) => {
      if (typeof AudioContext === "undefined" || typeof AudioWorkletNode === "undefined") {
        throw new Error("This browser has no AudioWorklet; a page needs https for it, too.");
      }

      return new AudioContext({ latencyHint: "interactive", ...(sampleRate === null ? {} : { sampleRate }) });
    },
    createWorkletNode: (context, processor, options) => new AudioWorkletNode(context, processor, options),
    createWorker: (url) => new Worker(url, { type: "module" }),
    loadBytes: async (url) => {
      const answer = await fetch(url);
      if (!answer.ok) {
        throw new Error(`The sound decoder could not be loaded: HTTP ${answer.status}.`);
      }

      return answer.arrayBuffer();
    },
    createAudioElement: () => new Audio(),
    // iOS stops a bare context behind a locked screen where it has no audio session; an element goes on.
    needsElement: isTouchWebKit(navigator) && !("audioSession" in navigator),
    setAudioSession: (isSpeaking) => {
      setAudioSession(isSpeaking, navigator);
    },
    wallMs: () => Date.now(),
    delay: (milliseconds) =>
      new Promise((resolve) => {
        setTimeout(resolve, milliseconds);
      }),
  };
}

function isTouchWebKit({ userAgent, maxTouchPoints }: Navigator): boolean {
  return maxTouchPoints > 1 && userAgent.includes("AppleWebKit") && !/Chrome|Android/.test(userAgent);
}

/** Everything is at 48 kHz, whatever the device says: a headset that changes its own rate must not change ours. */
export const CONTEXT_RATE = SAMPLE_RATE_HZ;

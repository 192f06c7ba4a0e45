import { Emitter, Value } from "../../observable.js";
import type { MicrophoneState, Openness, SoundMicrophone } from "../../soundEngine.js";
import { microphoneConstraints, problemOf, refusedConstraints } from "./constraints.js";
import { mustReopen, type DeviceInfo } from "./deviceChange.js";
import { applyToMicrophone, CLOSED_MICROPHONE, effectsOf, transmits, type MicrophoneEvent, type MicrophoneRule } from "./rule.js";

/** What the microphone is plugged into. */
export interface MicrophoneHost {
  readonly mediaDevices: MediaDevices | undefined;
  /** Takes effect before it returns. */
  setGate(isOpen: boolean): void;
  connect(stream: MediaStream): Promise<void>;
  disconnect(): void;
  /** A track is there, or no longer. */
  onDevice(hasDevice: boolean): void;
  onInput(deviceId: string | null): void;
}

/** Does what {@link MicrophoneRule} decides: asks for the device, stops its track, opens and closes the gate. */
export class Microphone implements SoundMicrophone {
  readonly state: Value<MicrophoneState>;
  readonly levels = new Emitter<number>();
  readonly onLevel = this.levels.listen;

  readonly #host: MicrophoneHost;
  #rule: MicrophoneRule = CLOSED_MICROPHONE;
  #inputId: string | null;
  #stream: MediaStream | null = null;
  #refused: readonly string[] = [];
  #waiting: (() => void)[] = [];

  constructor(host: MicrophoneHost, inputId: string | null) {
    this.#host = host;
    this.#inputId = inputId;
    this.state = new Value<MicrophoneState>(this.#describe(), isSame);
  }

  get inputId(): string | null {
    return this.#inputId;
  }

  /** The track in use; null while closed. */
  get track(): MediaStreamTrack | null {
    return this.#stream?.getAudioTracks()[0] ?? null;
  }

  set(openness: Openness): Promise<MicrophoneState> {
    this.#apply({ type: "set", openness });
    return this.#settled();
  }

  /** The room's word: closes the microphone to at most that, and never opens it. Takes effect before it returns. */
  lower(openness: Openness): void {
    this.#apply({ type: "lower", openness });
  }

  setDevice(deviceId: string | null): Promise<MicrophoneState> {
    this.#inputId = deviceId;
    this.#host.onInput(deviceId);
    this.#apply({ type: "deviceChanged" });
    return this.#settled();
  }

  devicesChanged(before: readonly DeviceInfo[], after: readonly DeviceInfo[]): void {
    const used = this.track?.getSettings().deviceId;
    if (used !== undefined && mustReopen(used, this.#inputId, before, after)) {
      this.#apply({ type: "deviceChanged" });
    }
  }

  /** What befell the machine. */
  apply(event: Extract<MicrophoneEvent, { type: "interrupted" | "resumed" | "slept" }>): void {
    this.#apply(event);
  }

  close(): void {
    this.#apply({ type: "set", openness: "closed" });
  }

  #apply(event: MicrophoneEvent): void {
    const before = this.#rule;
    const after = applyToMicrophone(before, event);
    this.#rule = after;
    this.#host.setGate(transmits(after));
    for (const effect of effectsOf(before, after)) {
      if (effect === "release") {
        this.#release();
      } else {
        this.#release();
        void this.#acquire(after.awaited);
      }
    }

    if (!after.hasDevice && after.awaited === 0) {
      // Also a track that had come and was still being connected.
      this.#release();
    }

    this.state.set(this.#describe());
    if (after.awaited === 0) {
      for (const resolve of this.#waiting.splice(0)) {
        resolve();
      }
    }
  }

  async #acquire(request: number): Promise<void> {
    let stream: MediaStream;
    try {
      stream = await this.#ask();
    } catch (error) {
      this.#apply({ type: "refused", request, problem: problemOf(error) });
      return;
    }

    if (request !== this.#rule.awaited) {
      stop(stream);
      return;
    }

    this.#take(stream);
    try {
      await this.#host.connect(stream);
    } catch {
      if (this.#stream === stream) {
        this.#release();
        this.#apply({ type: "refused", request, problem: "unsupported" });
      }

      return;
    }

    if (request === this.#rule.awaited) {
      this.#apply({ type: "acquired", request });
    } else if (this.#stream === stream) {
      // No longer wanted since.
      this.#release();
    }
  }

  async #ask(): Promise<MediaStream> {
    const { mediaDevices } = this.#host;
    if (mediaDevices === undefined) {
      throw new TypeError("This page may not use a microphone: it needs https.");
    }

    try {
      return await mediaDevices.getUserMedia({ audio: microphoneConstraints(this.#inputId) });
    } catch (error) {
      // The chosen device is gone: the system's default is better than none, and the choice stands for when it is back.
      if (this.#inputId === null || problemOf(error) !== "missing") {
        throw error;
      }

      return mediaDevices.getUserMedia({ audio: microphoneConstraints(null) });
    }
  }

  #take(stream: MediaStream): void {
    this.#release();
    this.#stream = stream;
    const track = this.track;
    this.#refused = track === null ? [] : refusedConstraints(track.getSettings());
    if (track !== null) {
      const whileUsed = (event: MicrophoneEvent) => () => {
        if (this.#stream === stream) {
          this.#apply(event);
        }
      };
      track.onended = whileUsed({ type: "lost" });
      track.onmute = whileUsed({ type: "interrupted" });
      track.onunmute = whileUsed({ type: "resumed" });
    }

    this.#host.onDevice(true);
  }

  #release(): void {
    const stream = this.#stream;
    if (stream !== null) {
      this.#stream = null;
      this.#refused = [];
      this.#host.disconnect();
      stop(stream);
      this.#host.onDevice(false);
    }
  }

  async #settled(): Promise<MicrophoneState> {
    if (this.#rule.awaited !== 0) {
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    }

    return this.state.get();
  }

  #describe(): MicrophoneState {
    const deviceId = this.#rule.hasDevice ? (this.track?.getSettings().deviceId ?? "") : "";
    return { openness: this.#rule.shown, problem: this.#rule.problem, deviceId, refusedConstraints: this.#refused };
  }
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) {
    track.onended = null;
    track.onmute = null;
    track.onunmute = null;
    track.stop();
  }
}

function isSame(left: MicrophoneState, right: MicrophoneState): boolean {
  return (
    left.openness === right.openness &&
    left.problem === right.problem &&
    left.deviceId === right.deviceId &&
    left.refusedConstraints.join() === right.refusedConstraints.join()
  );
}

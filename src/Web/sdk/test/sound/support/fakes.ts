import type { FromCapture, FromEncoder, ToCapture, ToEncoder } from "../../../src/sound/capture/protocol.js";
import type { FromPlayout, ToPlayout } from "../../../src/sound/output/protocol.js";
import type { SoundPlatform } from "../../../src/sound/platform/platform.js";

/** Stands in for a page, a window or a device: keeps listeners, and calls them when a test says so. */
export class FakeTarget {
  visibilityState: DocumentVisibilityState = "visible";
  readonly #listeners = new Map<string, Set<EventListener>>();

  readonly addEventListener = (type: string, listener: unknown): void => {
    const known = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, known.add(listener as EventListener));
  };

  readonly removeEventListener = (type: string, listener: unknown): void => {
    this.#listeners.get(type)?.delete(listener as EventListener);
  };

  fire(type: string): void {
    for (const listener of this.#listeners.get(type) ?? []) {
      listener(new Event(type));
    }
  }

  get listenerCount(): number {
    return [...this.#listeners.values()].reduce((sum, { size }) => sum + size, 0);
  }
}

export class FakeTrack {
  readyState: MediaStreamTrackState = "live";
  onended: (() => void) | null = null;
  onmute: (() => void) | null = null;
  onunmute: (() => void) | null = null;
  readonly #settings: MediaTrackSettings;

  constructor(settings: MediaTrackSettings) {
    this.#settings = settings;
  }

  getSettings(): MediaTrackSettings {
    return this.#settings;
  }

  stop(): void {
    this.readyState = "ended";
  }
}

export class FakeDevices extends FakeTarget {
  devices: { deviceId: string; groupId: string; kind: MediaDeviceKind; label: string }[] = [
    { deviceId: "default", groupId: "g1", kind: "audioinput", label: "Default" },
    { deviceId: "mic-1", groupId: "g1", kind: "audioinput", label: "Desk" },
    { deviceId: "mic-2", groupId: "g2", kind: "audioinput", label: "Headset" },
    { deviceId: "out-1", groupId: "g1", kind: "audiooutput", label: "Loudspeaker" },
  ];
  readonly tracks: FakeTrack[] = [];
  readonly asked: MediaTrackConstraints[] = [];
  /** Thrown by the next calls, in their order; undefined gives a device. */
  refusals: (Error | undefined)[] = [];
  /** While set, answers wait for {@link answer}. */
  isSlow = false;
  #answers: (() => void)[] = [];

  enumerateDevices(): Promise<typeof this.devices> {
    return Promise.resolve([...this.devices]);
  }

  async getUserMedia({ audio }: { audio: MediaTrackConstraints }): Promise<unknown> {
    this.asked.push(audio);
    const refusal = this.refusals.shift();
    if (this.isSlow) {
      await new Promise<void>((resolve) => this.#answers.push(resolve));
    }

    if (refusal !== undefined) {
      throw refusal;
    }

    const wanted = (audio.deviceId as { exact?: string } | undefined)?.exact ?? "mic-1";
    const track = new FakeTrack({ deviceId: wanted, echoCancellation: true, noiseSuppression: true, autoGainControl: false });
    this.tracks.push(track);
    return { getTracks: () => [track], getAudioTracks: () => [track] };
  }

  answer(): void {
    for (const resolve of this.#answers.splice(0)) {
      resolve();
    }
  }

  get liveTracks(): number {
    return this.tracks.filter(({ readyState }) => readyState === "live").length;
  }
}

export class FakePort<To, From> {
  onmessage: ((event: { data: From }) => void) | null = null;
  readonly sent: To[] = [];
  postMessage(message: To): void {
    this.sent.push(message);
  }

  say(data: From): void {
    this.onmessage?.({ data });
  }
}

export class FakeNode<To = unknown, From = unknown> {
  readonly port = new FakePort<To, From>();
  readonly targets: unknown[] = [];
  onprocessorerror: (() => void) | null = null;
  connect(target: unknown): void {
    this.targets.push(target);
  }

  disconnect(): void {
    this.targets.length = 0;
  }
}

export class FakeContext extends FakeTarget {
  state: AudioContextState | "interrupted" = "suspended";
  readonly sampleRate = 48_000;
  readonly baseLatency = 0.01;
  readonly outputLatency = 0.02;
  readonly destination = "loudspeaker";
  readonly modules: string[] = [];
  resumes = 0;
  /** Whether a gesture is there: without one a resume is not answered. */
  mayRun = true;
  failsToLoad = false;
  sinkIds: string[] = [];

  readonly audioWorklet = {
    addModule: (url: string): Promise<void> => {
      this.modules.push(url);
      return this.failsToLoad ? Promise.reject(new Error("no network")) : Promise.resolve();
    },
  };

  resume(): Promise<void> {
    this.resumes++;
    if (this.mayRun) {
      this.become("running");
    }

    return this.mayRun ? Promise.resolve() : new Promise(() => undefined);
  }

  become(state: AudioContextState | "interrupted"): void {
    if (this.state !== state) {
      this.state = state;
      this.fire("statechange");
    }
  }

  setSinkId(id: string): Promise<void> {
    if (id === "gone") {
      return Promise.reject(new DOMException("no such device", "NotFoundError"));
    }

    this.sinkIds.push(id);
    return Promise.resolve();
  }

  createMediaStreamSource(): FakeNode {
    return new FakeNode();
  }

  close(): Promise<void> {
    this.become("closed");
    return Promise.resolve();
  }
}

export class FakeWorker {
  onmessage: ((event: { data: FromEncoder }) => void) | null = null;
  onerror: ((event: { message: string }) => void) | null = null;
  readonly sent: ToEncoder[] = [];
  isTerminated = false;
  postMessage(message: ToEncoder): void {
    this.sent.push(message);
  }

  say(data: FromEncoder): void {
    this.onmessage?.({ data });
  }

  terminate(): void {
    this.isTerminated = true;
  }
}

/** A browser without sound, all of whose parts a test can look at. */
export class FakePlatform {
  readonly assets = {
    playoutWorklet: "playout.js",
    captureWorklet: "capture.js",
    encoderWorker: "encoder.js",
    decoderWasm: "decoder.wasm",
    encoderWasm: "encoder.wasm",
  };
  readonly mediaDevices = new FakeDevices();
  readonly permissions = { query: () => Promise.resolve({ state: "granted" }) };
  readonly document = new FakeTarget();
  readonly needsElement = false;
  readonly context = new FakeContext();
  readonly playout = new FakeNode<ToPlayout, FromPlayout>();
  readonly capture = new FakeNode<ToCapture, FromCapture>();
  readonly worker = new FakeWorker();
  readonly loaded: string[] = [];
  readonly sessions: boolean[] = [];
  nowMs = 1_000_000;
  /** What happens while somebody waits. */
  whileWaiting: () => void = () => undefined;

  readonly createContext = (): FakeContext => this.context;
  readonly createWorkletNode = (_context: unknown, name: string): FakeNode =>
    (name.endsWith("playout") ? this.playout : this.capture) as FakeNode;
  readonly createWorker = (): FakeWorker => this.worker;
  readonly loadBytes = (url: string): Promise<ArrayBuffer> => {
    this.loaded.push(url);
    return Promise.resolve(new ArrayBuffer(0));
  };
  readonly createAudioElement = (): never => {
    throw new Error("not needed here");
  };
  readonly setAudioSession = (isSpeaking: boolean): void => {
    this.sessions.push(isSpeaking);
  };
  readonly wallMs = (): number => this.nowMs;
  readonly delay = (): Promise<void> => {
    this.whileWaiting();
    return Promise.resolve();
  };

  get asPlatform(): SoundPlatform {
    return this as unknown as SoundPlatform;
  }
}

/** Lets what was promised happen. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) {
    await Promise.resolve();
  }
}

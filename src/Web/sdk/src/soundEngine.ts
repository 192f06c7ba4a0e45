/**
 * The seam between rooms and sound. A room hands packets to an engine and takes packets from it; nothing here knows of sockets, nothing
 * there knows of audio contexts. `sound/index.ts` exports `createSoundEngine`, which is loaded when a room is entered.
 */
import type { Observable, Unsubscribe } from "./observable.js";

/** Names a voice in media packets: one stay of one person on the stage (`StageMember.source`), or {@link MIX_SOURCE}. */
export type SourceId = number;

/** The source of what the server has mixed. */
export const MIX_SOURCE: SourceId = 0;

/** One Opus packet of 20 ms as it came from the room. */
export interface IncomingPacket {
  readonly source: SourceId;
  /** The speaker's packet number; wraps at 65,536. A step above one is loss, never silence. */
  readonly sequence: number;
  /** The speaker's media clock at 48 kHz of the first sample; wraps at 2^32. It runs on through silence. */
  readonly timestamp: number;
  /** -dBov: 0 loudest, 127 silence. */
  readonly level: number;
  /** Exactly one Opus frame of 20 ms. A view into the received message: it may be kept, and must not be transferred. */
  readonly opus: Uint8Array;
}

/** One Opus packet of 20 ms from the microphone. */
export interface OutgoingPacket {
  /** Increases by one with every packet, across silence, mute and reconnects too; wraps at 65,536. */
  readonly sequence: number;
  /** 48 kHz media clock of the first sample; grows with the time, spoken or silent; wraps at 2^32. */
  readonly timestamp: number;
  /** -dBov of this packet's sound before encoding: 0 loudest, 127 silence. */
  readonly level: number;
  /** Exactly one Opus frame of 20 ms, 1 to 1,275 bytes; the receiver owns it. */
  readonly opus: Uint8Array;
}

/** How long packets wait for each other on their way; decides how much the jitter buffers hold. */
export type LatencyMode = "interactive" | "audience" | "economy" | "broadcast";

/**
 * - `idle`: not started. - `starting`: loading, or waiting for the browser. - `running`: sound plays (if there is any).
 * - `blocked`: the browser wants a gesture; the engine resumes at the next one, and the page says "tap to hear".
 * - `interrupted`: the system took the sound away (a phone call); it comes back by itself.
 * - `failed`: no sound in this browser; `detail` says why.
 */
export type SoundState = "idle" | "starting" | "running" | "blocked" | "interrupted" | "failed";

/** How open a microphone is. `closed`: the track is stopped and the device released. `muted`: the track is there and nothing is sent. */
export type Openness = "closed" | "muted" | "open";

/** What became of the microphone. */
export interface MicrophoneState {
  readonly openness: Openness;
  /** Why it is less open than it was asked to be; null if it is not. */
  readonly problem: MicrophoneProblem | null;
  /** Id of the device in use; empty while closed. */
  readonly deviceId: string;
  /** What the browser refused of what was asked: names of constraints, for example `echoCancellation`. */
  readonly refusedConstraints: readonly string[];
}

/** `denied`: the person said no. `missing`: there is none. `busy`: another program has it. `lost`: it was unplugged or taken away. */
export type MicrophoneProblem = "denied" | "missing" | "busy" | "lost" | "unsupported";

/** The microphone and its encoder. */
export interface SoundMicrophone {
  readonly state: Observable<MicrophoneState>;
  /**
   * Makes the microphone as open as that, at most. Resolves when it is so, with what it is now; never rejects for what the person or the device
   * refuses. `closed` and `muted` take effect before the call returns: no packet leaves after it. The newest call wins.
   */
  set(openness: Openness): Promise<MicrophoneState>;
  /** Chooses an input by its id; null for the system's default. Keeps the openness. */
  setDevice(deviceId: string | null): Promise<MicrophoneState>;
  /** The level of what the microphone hears, in -dBov, about 20 times a second, also while muted; for a meter. */
  onLevel(listener: (level: number) => void): Unsubscribe;
}

/** One input or output of the machine. */
export interface SoundDevice {
  readonly id: string;
  /** Empty until the microphone was allowed once. */
  readonly label: string;
}

export interface SoundDevices {
  readonly inputs: readonly SoundDevice[];
  readonly outputs: readonly SoundDevice[];
  /** The chosen ones; null is the system's default. */
  readonly inputId: string | null;
  readonly outputId: string | null;
  /** Whether this browser can send sound to a chosen output. */
  readonly canChooseOutput: boolean;
}

/** What the server asks of the encoder. */
export interface EncoderAdvice {
  readonly useInBandFec: boolean;
  /** 0 to 100. */
  readonly expectedLossPercent: number;
  /** Bits a second; null leaves the engine's own. */
  readonly bitrate: number | null;
}

/** What was played of a voice since it was last asked. All in frames of 20 ms. */
export interface HeardFigures {
  /** Frames that came and were played. */
  readonly played: number;
  /** Frames made up, for whatever reason. */
  readonly concealed: number;
  /** Packets that were missing when they were due, those repaired by FEC included. */
  readonly lost: number;
}

/** One step of "why can I not hear?". */
export interface SoundCheck {
  readonly step: "context" | "worklet" | "decode" | "output" | "level" | "permission" | "input" | "encode";
  readonly outcome: "ok" | "failed" | "skipped";
  /** For the page of diagnostics and for reports; English, technical. */
  readonly detail: string;
}

/** Figures for a diagnostic page; by source, since the engine started. */
export interface SourceDiagnostics extends HeardFigures {
  /** Frames waiting to be played. */
  readonly buffered: number;
  readonly late: number;
  readonly duplicate: number;
}

export interface SoundDiagnostics {
  readonly state: SoundState;
  /** Why the state is what it is; empty if there is nothing to say. */
  readonly detail: string;
  readonly sampleRate: number;
  readonly outputLatencyMs: number;
  readonly decoder: "wasm" | "webcodecs" | "none";
  readonly encoder: "wasm" | "webcodecs" | "none";
  readonly sources: ReadonlyMap<SourceId, SourceDiagnostics>;
}

export interface SoundEngineOptions {
  /** Called for every packet of the microphone while it is open. Never called while it is muted or closed. */
  readonly onPacket: (packet: OutgoingPacket) => void;
  /** What opens at the start; see {@link SoundDevices}. */
  readonly inputId?: string | null;
  readonly outputId?: string | null;
}

/** One listener's ears and mouth. One per page. */
export interface SoundEngine {
  readonly state: Observable<SoundState>;
  readonly devices: Observable<SoundDevices>;
  readonly microphone: SoundMicrophone;

  /**
   * Begins to play. To be called within a gesture of the person; outside one the state becomes `blocked` and every later gesture tries again.
   * Rejects only if this browser cannot play at all. Never asks for the microphone.
   */
  start(): Promise<void>;
  /** Takes a packet; never waits and never throws. Packets before `start` are dropped. */
  play(packet: IncomingPacket): void;
  /** The server or the network left out this many packets of all voices together. For figures; each voice sees its own gap by the sequence. */
  missed(count: number): void;
  /** The voice is gone: what waits of it is played to its end, then its decoder is released. */
  forget(source: SourceId): void;
  /** How much the jitter buffers hold: that of the class in which the server serves this device. */
  setLatency(mode: LatencyMode): void;
  /** How loud a voice is played: 0 silent, 1 as sent, at most 2. Remembered until `forget`. */
  setVolume(source: SourceId, volume: number): void;
  /** Plays nothing at all while true. What comes is still counted and decoded. */
  setDeafened(deafened: boolean): void;
  /** Chooses an output; null for the system's default. Rejects if the browser cannot. */
  setOutput(deviceId: string | null): Promise<void>;
  /**
   * Tells the level of each voice when it is heard, not when it came: -dBov, 127 when it falls silent. At most 25 times a second and source.
   */
  onLevel(listener: (source: SourceId, level: number) => void): Unsubscribe;
  /** What was played since the last call, by source. Sources without anything are left out. */
  takeFigures(): ReadonlyMap<SourceId, HeardFigures>;
  /** From the next frame on. */
  adviseEncoder(advice: EncoderAdvice): void;
  diagnostics(): SoundDiagnostics;
  /** Tests each step; asks for the microphone only if `withMicrophone`. */
  check(withMicrophone: boolean): Promise<readonly SoundCheck[]>;
  /** Stops everything and releases the devices. The engine cannot be started again. */
  close(): Promise<void>;
}

/** What `sound/index.ts` exports under this name. */
export type CreateSoundEngine = (options: SoundEngineOptions) => SoundEngine;

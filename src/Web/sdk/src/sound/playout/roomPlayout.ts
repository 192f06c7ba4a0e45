/* eslint-disable @typescript-eslint/no-non-null-assertion -- every index is within the bounds of its loop */
import { audioLevel, SILENCE } from "./audioLevel.js";
import { FRAME_SAMPLES, SAMPLE_RATE_HZ } from "./format.js";
import { BROADCAST_DELAY, BROADCAST_DELAY_MAX, DEFAULT_JITTER } from "./jitterOptions.js";
import { PeakLimiter } from "./peakLimiter.js";
import { SequenceUnwrapper, TimestampUnwrapper } from "./sequence.js";
import { SpeakerPlayout, type FrameDecoder } from "./speakerPlayout.js";

/** A stage has 13 places; more voices than this are no room, and get no memory. */
const MAX_VOICES = 64;
const MAX_VOLUMES = 1_000;
/** A decoder takes 20 KB; a voice that comes back after so long starts a new one and loses nothing. */
const FORGET_AFTER = 30_000_000;
export const MAX_VOLUME = 2;

/** What became of one voice since the last report; `buffered` and `targetDelayMs` are as of now. */
export interface VoiceReport {
  readonly source: number;
  /** -dBov, the loudest frame heard since the last report. */
  readonly level: number;
  readonly played: number;
  readonly concealed: number;
  readonly lost: number;
  readonly recovered: number;
  readonly late: number;
  readonly duplicates: number;
  readonly undecodable: number;
  readonly buffered: number;
  readonly targetDelayMs: number;
}

interface Totals {
  played: number;
  concealed: number;
  lost: number;
  recovered: number;
  late: number;
  duplicates: number;
  undecodable: number;
}

/** Everybody who is heard in a room as one sound. One jitter buffer and one decoder per speaker. Pure: the time is a parameter. */
export class RoomPlayout {
  readonly #createDecoder: () => FrameDecoder;
  readonly #voices = new Map<number, Voice>();
  readonly #volumes = new Map<number, number>();
  readonly #limiter = new PeakLimiter();
  /** Last reports of voices that are gone. */
  readonly #farewells: VoiceReport[] = [];
  #isBroadcast = false;
  #isDeafened = false;
  #masterGain = 1;
  #created = 0;

  constructor(createDecoder: () => FrameDecoder) {
    this.#createDecoder = createDecoder;
  }

  get voiceCount(): number {
    return this.#voices.size;
  }

  /** @param sequence As on the wire, 16 bits. @param timestamp As on the wire, 32 bits. @param now Microseconds of the sound's clock. */
  insert(source: number, sequence: number, timestamp: number, packet: Uint8Array, now: number): void {
    let voice = this.#voices.get(source);
    if (voice === undefined) {
      if (this.#voices.size >= MAX_VOICES) {
        return;
      }

      // Decoding costs most; voices that begin together take turns.
      voice = new Voice(source, this.#createDecoder(), this.#created++);
      voice.adapt(this.#isBroadcast);
      this.#voices.set(source, voice);
    }

    voice.insert(sequence, timestamp, packet, now);
  }

  /** Makes the next samples of everybody. @param output Any length; overwritten. */
  render(output: Float32Array, now: number): void {
    output.fill(0);
    for (const voice of this.#voices.values()) {
      voice.mixInto(output, this.#volumes.get(voice.source) ?? 1, now);
      if (voice.isOver(now)) {
        this.#remove(voice);
      }
    }

    const target = this.#isDeafened ? 0 : 1;
    if (this.#masterGain !== 1 || target !== 1) {
      ramp(output, this.#masterGain, target);
      this.#masterGain = target;
    }

    this.#limiter.apply(output);
  }

  /** In the broadcast class a second of sound waits here. Coming into it costs a second of silence; leaving it is played a tenth faster. */
  setBroadcast(isBroadcast: boolean): void {
    if (this.#isBroadcast !== isBroadcast) {
      this.#isBroadcast = isBroadcast;
      for (const voice of this.#voices.values()) {
        voice.adapt(isBroadcast);
      }
    }
  }

  /** 0 silent, 1 as sent, at most 2. Remembered until {@link forget}. */
  setVolume(source: number, volume: number): void {
    if (this.#volumes.size < MAX_VOLUMES || this.#volumes.has(source)) {
      this.#volumes.set(source, Math.min(Math.max(volume, 0), MAX_VOLUME) || 0);
    }
  }

  /** Voices are decoded all the same, so that they are in step when they are heard again. */
  setDeafened(isDeafened: boolean): void {
    this.#isDeafened = isDeafened;
  }

  /** What waits of the voice is played to its end; then its decoder is released. */
  forget(source: number): void {
    this.#volumes.delete(source);
    this.#voices.get(source)?.end();
  }

  /** The sound stood still: what waits is old, and every voice begins anew with its next packet. */
  restart(): void {
    for (const voice of [...this.#voices.values()]) {
      this.#remove(voice);
    }
  }

  /** Takes what happened since the last call, for voices to which anything did. */
  takeReports(): VoiceReport[] {
    const reports = this.#farewells.splice(0);
    for (const voice of this.#voices.values()) {
      const report = voice.takeReport();
      if (report !== null) {
        reports.push(report);
      }
    }

    return reports;
  }

  free(): void {
    this.restart();
  }

  #remove(voice: Voice): void {
    this.#voices.delete(voice.source);
    const last = voice.takeReport();
    this.#farewells.push({ ...(last ?? emptyReport(voice.source)), level: SILENCE, buffered: 0 });
    voice.free();
  }
}

class Voice {
  readonly source: number;
  readonly #playout: SpeakerPlayout;
  readonly #sequences = new SequenceUnwrapper();
  readonly #timestamps = new TimestampUnwrapper();
  readonly #frame = new Float32Array(FRAME_SAMPLES);
  #offset: number;
  /** Unknown before the first sound, which begins as loud as it was chosen to be. */
  #gain: number | undefined;
  #heardAt = 0;
  #hasEnded = false;
  #level = SILENCE;
  #toldLevel = SILENCE;
  #told: Totals = { played: 0, concealed: 0, lost: 0, recovered: 0, late: 0, duplicates: 0, undecodable: 0 };

  constructor(source: number, decoder: FrameDecoder, turn: number) {
    this.source = source;
    this.#playout = new SpeakerPlayout(decoder);
    this.#offset = FRAME_SAMPLES - 128 * (turn % 7);
  }

  insert(sequence: number, timestamp: number, packet: Uint8Array, now: number): void {
    this.#heardAt = now;
    if (this.#sequences.unwrap(sequence) !== "suspect") {
      this.#playout.insert(this.#sequences.unwrapped, this.#timestamps.unwrap(timestamp), packet, now);
    }
  }

  adapt(isBroadcast: boolean): void {
    if (isBroadcast) {
      this.#playout.adapt(BROADCAST_DELAY, BROADCAST_DELAY_MAX);
    } else {
      this.#playout.adapt(DEFAULT_JITTER.initialDelay, DEFAULT_JITTER.maxDelay);
    }
  }

  end(): void {
    this.#hasEnded = true;
  }

  isOver(now: number): boolean {
    return (this.#hasEnded && this.#playout.isIdle) || now - this.#heardAt > FORGET_AFTER;
  }

  mixInto(output: Float32Array, volume: number, now: number): void {
    let at = 0;
    let gain = this.#gain ?? volume;
    const gainStep = (volume - gain) / output.length;
    while (at < output.length) {
      if (this.#offset >= FRAME_SAMPLES) {
        this.#readFrame(now + Math.round((at * 1_000_000) / SAMPLE_RATE_HZ));
      }

      const count = Math.min(output.length - at, FRAME_SAMPLES - this.#offset);
      if (this.#playout.isSilent) {
        gain += gainStep * count;
      } else {
        for (let index = 0; index < count; index++) {
          gain += gainStep;
          output[at + index]! += this.#frame[this.#offset + index]! * gain;
        }
      }

      at += count;
      this.#offset += count;
    }

    this.#gain = volume;
  }

  takeReport(): VoiceReport | null {
    const { played, lost, recovered, late, duplicates } = this.#playout.counters;
    const { concealed, undecodable } = this.#playout;
    const before = this.#told;
    const now: Totals = { played, concealed, lost, recovered, late, duplicates, undecodable };
    const level = this.#level;
    this.#level = SILENCE;
    const isQuiet = level === this.#toldLevel && played === before.played && concealed === before.concealed;
    if (isQuiet && lost === before.lost && late === before.late && duplicates === before.duplicates) {
      return null;
    }

    this.#told = now;
    this.#toldLevel = level;
    return {
      source: this.source,
      level,
      played: played - before.played,
      concealed: concealed - before.concealed,
      lost: lost - before.lost,
      recovered: recovered - before.recovered,
      late: late - before.late,
      duplicates: duplicates - before.duplicates,
      undecodable: undecodable - before.undecodable,
      buffered: this.#playout.bufferedPackets,
      targetDelayMs: this.#playout.targetDelay / 1_000,
    };
  }

  free(): void {
    this.#playout.free();
  }

  #readFrame(now: number): void {
    this.#playout.read(this.#frame, now);
    this.#offset = 0;
    if (!this.#playout.isSilent) {
      this.#level = Math.min(this.#level, audioLevel(this.#frame));
    }
  }
}

function emptyReport(source: number): VoiceReport {
  const nothing = { played: 0, concealed: 0, lost: 0, recovered: 0, late: 0, duplicates: 0, undecodable: 0 };
  return { source, level: SILENCE, ...nothing, buffered: 0, targetDelayMs: 0 };
}

function ramp(pcm: Float32Array, from: number, to: number): void {
  const step = (to - from) / pcm.length;
  for (let index = 0; index < pcm.length; index++) {
    pcm[index]! *= from + step * (index + 1);
  }
}

import { ArrivalStatistics } from "./arrivalStatistics.js";
import { FRAMES_PER_SECOND, FRAME_MICROS, FRAME_SAMPLES } from "./format.js";
import { jitterOptions, type JitterOptions } from "./jitterOptions.js";
import { HAS_FEC, IS_DTX, judgeLivePacket, REFUSED } from "./livePacket.js";
import { noCounts, type JitterInsert, type PlayoutStep } from "./jitterTypes.js";
import { MAX_AHEAD, ReplayWindow } from "./sequence.js";
import { NO_PACKET, SlotRing } from "./slotRing.js";

/** How far the delay may exceed the target before frames are merged: two frames, so that the target's steps do not toggle it. */
const EXCESS_ALLOWED = 2 * FRAME_MICROS;
/** Packets in a row that come "too late" before the media clock, not the network, is taken to have gone back: 0.5 s. */
const LATE_BEFORE_RESYNC = 25;
/** Frames between two merged ones: shortening by 20 ms five times a second is hardly heard. */
const ACCELERATE_EVERY = 10;
/** How long silence goes on after a DTX packet before the run ends: an encoder repeats itself every 400 ms. */
const MAX_SILENT_FRAMES = FRAMES_PER_SECOND;

/**
 * Puts one speaker's packets back into order and time, by the rules of the server's own jitter buffer (`src/Audio/Playout`); both are held
 * against the same vectors. The network brings packets in bursts, late, twice or not at all; the ear wants one frame every 20 ms. This class
 * decides what to play; {@link ./speakerPlayout.js} decodes accordingly.
 *
 * Places are counted in frames of the media clock (timestamp / 960), so that silence which the speaker did not send keeps its duration; the
 * sequence tells such silence (timestamps jump, the sequence does not) from loss. Playout starts when the first packet has waited for the
 * target delay, which follows the arrivals seen. When nothing is there at its time, playout first waits (`hold`, making the delay longer);
 * what was too much of that it gets back by merging frames or skipping silence. So jitter and clock drift are handled by one rule. After
 * `maxHold` the run ends; the next packet begins a new one. Pure: the time is a parameter.
 */
export class JitterBuffer {
  readonly counters = noCounts();

  /** With `decode`, `recover` and `accelerate` the packet of the last {@link next}. */
  packet: Uint8Array = NO_PACKET;
  /** With `accelerate` the one after it. */
  secondPacket: Uint8Array = NO_PACKET;

  readonly #options: JitterOptions;
  readonly #usesFec: boolean;
  readonly #maxHoldFrames: number;
  readonly #slots: SlotRing;
  readonly #arrivals: ArrivalStatistics;
  readonly #replay = new ReplayWindow();
  #maxDelay: number;
  #targetDelay: number;
  #origin: number | undefined;
  #isPlaying = false;
  /** Frame that is due next; while not playing, where the next run begins. */
  #nextFrame = 0;
  /** No frame below this can be played any more. */
  #firstPlayable: number;
  #lastSequence = -1;
  #newestSequence = -1;
  #lastWasDtx = false;
  #silentInRow = 0;
  #count = 0;
  #heldFrames = 0;
  #lateInRow = 0;
  #framesSinceAccelerate = 0;

  /** @param usesFec False if the decoder cannot recover: such a frame is concealed and counted so. */
  constructor(options: Partial<JitterOptions> = {}, usesFec = true) {
    this.#options = jitterOptions(options);
    this.#usesFec = usesFec;
    this.#maxHoldFrames = Math.trunc(this.#options.maxHold / FRAME_MICROS);
    this.#slots = new SlotRing(this.#options.capacityPackets);
    this.#firstPlayable = -this.#slots.length;
    this.#arrivals = new ArrivalStatistics(this.#options);
    this.#maxDelay = this.#options.maxDelay;
    this.#targetDelay = this.#clamp(this.#options.initialDelay);
  }

  /** Delay, after the quickest packets, at which playout starts. */
  get targetDelay(): number {
    return this.#targetDelay;
  }

  get bufferedPackets(): number {
    return this.#count;
  }

  /** True between the first frame of a run and its end. */
  get isPlaying(): boolean {
    return this.#isPlaying;
  }

  /** Packets come in other bursts from now on: what was learnt about their lateness is forgotten. What waits is played sooner or later. */
  adapt(delay: number, maxDelay: number): void {
    const most = this.#slots.length * FRAME_MICROS;
    if (!(delay >= this.#options.minDelay && maxDelay >= delay && maxDelay <= most)) {
      throw new RangeError(
        `Delays must rise from ${this.#options.minDelay} to at most ${most} µs; they are ${delay} and ${maxDelay}.`,
      );
    }

    this.#maxDelay = maxDelay;
    this.#arrivals.restart(delay, maxDelay);
  }

  /**
   * Takes in a packet.
   * @param sequence Unwrapped; one more per packet sent.
   * @param timestamp Unwrapped: media clock of the first sample at 48 kHz.
   * @param packet Kept; not to be changed afterwards.
   * @param now Microseconds, the same clock as in {@link next}.
   */
  insert(sequence: number, timestamp: number, packet: Uint8Array, now: number): JitterInsert {
    this.counters.received++;
    const traits = judgeLivePacket(packet);
    if (traits === REFUSED) {
      this.counters.malformed++;
      return "malformed";
    }

    if (this.#replay.accept(sequence) === "duplicate") {
      this.counters.duplicates++;
      return "duplicate";
    }

    let frame = this.#frameOf(timestamp);
    if (frame < this.#firstPlayable) {
      // Newer by its sequence and older by its timestamp: the sender's media clock stood still, or went back.
      if (sequence > this.#newestSequence || ++this.#lateInRow >= LATE_BEFORE_RESYNC) {
        return this.#resync(sequence, timestamp, packet, traits, now);
      }

      this.counters.late++;
      return "late";
    }

    this.#lateInRow = 0;
    if (!this.#isPlaying && this.#count === 0) {
      frame = this.#rebase(frame);
      this.#beginRun(frame, now);
    }

    if (frame >= this.#nextFrame + 2 * this.#slots.length) {
      return this.#resync(sequence, timestamp, packet, traits, now);
    }

    this.#makeRoom(frame);
    if (frame < this.#nextFrame && !this.#tryBeginEarlier(frame)) {
      this.counters.late++;
      return "late";
    }

    if (this.#slots.has(frame)) {
      this.counters.duplicates++;
      return "duplicate";
    }

    this.#store(frame, sequence, packet, traits, now);
    return "accepted";
  }

  /** Says what to play for the next 20 ms; call it once for each. */
  next(now: number): PlayoutStep {
    this.packet = NO_PACKET;
    this.secondPacket = NO_PACKET;
    this.#targetDelay = this.#clamp(this.#arrivals.requiredDelay());
    if (!this.#isPlaying) {
      if (this.#count === 0 || this.#delayOf(this.#nextFrame, now) < this.#targetDelay) {
        return "idle";
      }

      this.#isPlaying = true;
      this.#heldFrames = 0;
      this.#silentInRow = 0;
      this.#framesSinceAccelerate = 0;
    }

    this.#framesSinceAccelerate++;
    if (this.#slots.has(this.#nextFrame)) {
      return this.#takeBuffered(now);
    }

    return this.#count === 0 ? this.#waitOrStop() : this.#fillGap(now);
  }

  #takeBuffered(now: number): PlayoutStep {
    const isTooLate = this.#delayOf(this.#nextFrame, now) > this.#targetDelay + EXCESS_ALLOWED;
    this.#heldFrames = 0;
    this.#silentInRow = 0;
    this.packet = this.#take();
    if (!isTooLate || this.#framesSinceAccelerate < ACCELERATE_EVERY || !this.#slots.has(this.#nextFrame)) {
      return "decode";
    }

    this.#framesSinceAccelerate = 0;
    this.counters.accelerated++;
    const isSilence = this.#lastWasDtx;
    const second = this.#take();
    if (!isSilence) {
      this.secondPacket = second;
      return "accelerate";
    }

    // 20 ms of silence are not missed: only the packet after it is played.
    this.packet = second;
    return "decode";
  }

  /** Nothing is buffered: the packet may be late, the speaker silent, or gone. */
  #waitOrStop(): PlayoutStep {
    if (this.#lastWasDtx && this.#silentInRow < MAX_SILENT_FRAMES) {
      // The speaker said "silence goes on": the media clock goes on with it.
      this.#silentInRow++;
      this.#firstPlayable = ++this.#nextFrame;
      this.counters.silent++;
      return "silence";
    }

    if (!this.#lastWasDtx && this.#heldFrames < this.#maxHoldFrames) {
      this.#heldFrames++;
      this.counters.held++;
      return "hold";
    }

    this.#isPlaying = false;
    return "idle";
  }

  /** The due packet is missing and later ones are there: it was lost, or never sent. */
  #fillGap(now: number): PlayoutStep {
    let following = this.#nextFrame + 1;
    while (!this.#slots.has(following)) {
      following++;
    }

    while (this.#nextFrame < following) {
      const isSilence = this.#isSilence(following);
      const delay = this.#delayOf(this.#nextFrame, now);
      if (isSilence && delay < this.#targetDelay - FRAME_MICROS) {
        // Silence is where the delay can be changed unheard; here it is too short.
        this.counters.silent++;
        return "silence";
      }

      this.#firstPlayable = ++this.#nextFrame;
      if (!isSilence) {
        this.#lastSequence++;
        this.counters.lost++;
      }

      // These 20 ms were already filled while waiting for them.
      if (this.#heldFrames > 0) {
        this.#heldFrames--;
        continue;
      }

      if (isSilence) {
        if (delay > this.#targetDelay + FRAME_MICROS) {
          continue;
        }

        this.counters.silent++;
        return "silence";
      }

      const next = this.#slots.at(following);
      if (this.#nextFrame === following && next.hasFec) {
        this.counters.recovered++;
        this.packet = next.packet;
        return "recover";
      }

      return "conceal";
    }

    return this.#takeBuffered(now);
  }

  /**
   * Whether the due frame was not sent, rather than lost. Sequences tell how many of a gap were lost and not which: they are taken to be the
   * first, but for the one that the packet after the gap carries a copy of, which was directly before it.
   */
  #isSilence(following: number): boolean {
    const next = this.#slots.at(following);
    const lost = next.sequence - this.#lastSequence - 1;
    return lost <= 0 || (lost === 1 && next.hasFec && following - this.#nextFrame > 1);
  }

  /** More than fits, as after a resumed connection: the oldest go, what is new matters more. */
  #makeRoom(frame: number): void {
    while (frame >= this.#nextFrame + this.#slots.length) {
      if (this.#slots.has(this.#nextFrame)) {
        this.#slots.at(this.#nextFrame).isUsed = false;
        this.#count--;
        this.counters.discarded++;
      }

      this.#firstPlayable = ++this.#nextFrame;
    }
  }

  /** The first packets of a run may come out of order: until playout starts, the run can begin earlier. */
  #tryBeginEarlier(frame: number): boolean {
    const newest = this.#slots.newestFrame(this.#nextFrame);
    if (this.#isPlaying || newest - frame >= this.#slots.length) {
      return false;
    }

    this.#nextFrame = frame;
    return true;
  }

  /** Between two runs frames are counted anew from the next one, so that they stay small whatever timestamps a sender makes up. */
  #rebase(frame: number): number {
    this.#origin = (this.#origin ?? 0) + frame * FRAME_SAMPLES;

    // What may still come out of order before the new run: no more than the buffer holds.
    this.#firstPlayable = Math.max(this.#firstPlayable - frame, -this.#slots.length);
    return 0;
  }

  #beginRun(frame: number, now: number): void {
    this.#nextFrame = frame;
    this.#arrivals.restartReference(now);
  }

  #resync(sequence: number, timestamp: number, packet: Uint8Array, traits: number, now: number): JitterInsert {
    this.counters.resyncs++;
    this.counters.discarded += this.#count;
    this.#slots.clear();
    this.#count = 0;
    this.#lateInRow = 0;
    this.#isPlaying = false;
    this.#origin = timestamp;
    this.#firstPlayable = 0;
    this.#beginRun(0, now);
    this.#store(0, sequence, packet, traits, now);
    return "resynced";
  }

  #store(frame: number, sequence: number, packet: Uint8Array, traits: number, now: number): void {
    const slot = this.#slots.at(frame);
    slot.isUsed = true;
    slot.frame = frame;
    slot.sequence = sequence;
    slot.packet = packet;
    slot.hasFec = this.#usesFec && (traits & HAS_FEC) !== 0;
    slot.isDtx = (traits & IS_DTX) !== 0;
    this.#count++;
    this.#newestSequence = Math.max(this.#newestSequence, sequence);
    this.#arrivals.observe(now - frame * FRAME_MICROS, now);
  }

  #take(): Uint8Array {
    const slot = this.#slots.at(this.#nextFrame);
    slot.isUsed = false;
    this.#count--;

    // Sequences that no frame was left out for: lost while the run was interrupted. A sender that restarted lost none.
    const missing = slot.sequence - this.#lastSequence - 1;
    if (this.#lastSequence >= 0 && missing > 0 && missing <= MAX_AHEAD) {
      this.counters.lost += missing;
    }

    this.#lastSequence = Math.max(this.#lastSequence, slot.sequence);
    this.#firstPlayable = ++this.#nextFrame;
    this.counters.played++;
    this.#lastWasDtx = slot.isDtx;
    return slot.packet;
  }

  /** How long after the quickest packets' arrival a frame would be played at `now`. */
  #delayOf(frame: number, now: number): number {
    return now - frame * FRAME_MICROS - this.#arrivals.shortestTransit;
  }

  /** Rounded: a sender whose timestamps are off by a few samples still hits its place. */
  #frameOf(timestamp: number): number {
    this.#origin ??= timestamp;
    return Math.floor((timestamp - this.#origin + FRAME_SAMPLES / 2) / FRAME_SAMPLES);
  }

  #clamp(delay: number): number {
    return Math.min(Math.max(delay, this.#options.minDelay), this.#maxDelay);
  }
}

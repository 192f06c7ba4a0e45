import type { MessageInitShape } from "@bufbuild/protobuf";
import type { Clock } from "../clock.js";
import { stopwatch } from "../clock.js";
import type { SpeakerHeardSchema } from "../gen/audiorooms/v1/session_pb.js";
import type { HeardFigures, SourceId } from "../soundEngine.js";

export type SpeakerHeard = MessageInitShape<typeof SpeakerHeardSchema>;

/** The server compares what listeners report once a second. */
const REPORT_EVERY_MS = 1_000;

/** As many voices as an acknowledgement may name: more are left out. */
const SOURCES_MAX = 32;

/** "Heard by": sums what was played of each voice, for the one acknowledgement a second that says so. */
export class HeardReport {
  readonly #clock: Clock;
  #sums = new Map<SourceId, { played: number; concealed: number }>();
  #since: (() => number) | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(figures: ReadonlyMap<SourceId, HeardFigures>): void {
    for (const [source, { played, concealed }] of figures) {
      const sum = this.#sums.get(source);
      if (sum) {
        sum.played += played;
        sum.concealed += concealed;
      } else if (played + concealed > 0 && this.#sums.size < SOURCES_MAX) {
        this.#sums.set(source, { played, concealed });
      }
    }
  }

  /** What belongs into the acknowledgement of packets that came; empty if no report is due. One entry without figures: nothing was played. */
  takeIfDue(): SpeakerHeard[] {
    if (this.#since && this.#since() < REPORT_EVERY_MS) {
      return [];
    }

    this.#since = stopwatch(this.#clock);
    const sums = this.#sums;
    this.#sums = new Map();
    return sums.size > 0 ? [...sums].map(([source, sum]) => ({ source, ...sum })) : [{}];
  }
}

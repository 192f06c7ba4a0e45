import { stopwatch } from "../clock.js";
import type { Clock } from "../clock.js";
import type { HeardFigures, SourceId } from "../soundEngine.js";
import { clientMessage } from "../wire/frames.js";
import { HeardReport } from "./heardReport.js";
import type { SpeakerHeard } from "./heardReport.js";
import type { PositionTracker } from "./positionTracker.js";
import type { RoomSocket } from "./roomSocket.js";

/** Acknowledgements are due so often if the server does not say. */
const USUAL_ACK_MS = 100;

/** Says to the server what came and what was heard of it, as often as the server asked. */
export class Acknowledger {
  readonly #clock: Clock;
  readonly #positions: PositionTracker;
  readonly #takeFigures: () => ReadonlyMap<SourceId, HeardFigures> | null;
  readonly #report: HeardReport;
  #everyMs = USUAL_ACK_MS;
  #since: () => number;
  #acknowledged = -1n;
  #missed = 0;

  constructor(clock: Clock, positions: PositionTracker, takeFigures: () => ReadonlyMap<SourceId, HeardFigures> | null) {
    this.#clock = clock;
    this.#positions = positions;
    this.#takeFigures = takeFigures;
    this.#report = new HeardReport(clock);
    this.#since = stopwatch(clock);
  }

  /** A new connection, which acknowledges so often; 0 for the usual. */
  begin(milliseconds: number): void {
    this.every(milliseconds);
    this.#acknowledged = this.#positions.next;
  }

  every(milliseconds: number): void {
    this.#everyMs = milliseconds === 0 ? USUAL_ACK_MS : milliseconds;
  }

  /** A bundle came. */
  mayAcknowledge(socket: RoomSocket): void {
    if (this.#since() >= this.#everyMs) {
      this.acknowledge(socket);
    }
  }

  /** The last bundle before a silence came too soon after the acknowledgement before it. */
  care(socket: RoomSocket): void {
    if (this.#acknowledged < this.#positions.next) {
      this.mayAcknowledge(socket);
    }
  }

  acknowledge(socket: RoomSocket): void {
    const { next, missed } = this.#positions;
    const figures = this.#takeFigures();
    const heard = [...(figures?.values() ?? [])];
    // Without playout, what is missing is all that can be said of it.
    const concealed = figures ? sum(heard, (one) => one.concealed) : missed - this.#missed;
    const played = figures && { lost: sum(heard, (one) => one.lost), heard: this.#takeReport(figures) };
    socket.post(clientMessage({ case: "ack", value: { position: next, concealed, ...played } }));
    this.#missed = missed;
    this.#acknowledged = next;
    this.#since = stopwatch(this.#clock);
  }

  #takeReport(figures: ReadonlyMap<SourceId, HeardFigures>): SpeakerHeard[] {
    this.#report.add(figures);
    return this.#report.takeIfDue();
  }
}

function sum(figures: readonly HeardFigures[], of: (one: HeardFigures) => number): number {
  return figures.reduce((total, one) => total + of(one), 0);
}

import type { HeardFigures, SourceDiagnostics, SourceId } from "../../soundEngine.js";
import type { VoiceReport } from "../playout/roomPlayout.js";

/** Voices whose totals are kept; a long evening has many stays on a stage. The oldest go first. */
const MAX_SOURCES = 256;

const NOTHING: SourceDiagnostics = { played: 0, concealed: 0, lost: 0, buffered: 0, late: 0, duplicate: 0 };

/** Sums what the worklet reports: once since the start, for a diagnostic page, and once since the last acknowledgement. */
export class Figures {
  readonly #totals = new Map<SourceId, SourceDiagnostics>();
  #sinceTaken = new Map<SourceId, HeardFigures>();

  add(report: VoiceReport): void {
    const { source, played, concealed, lost } = report;
    const total = this.#totals.get(source) ?? NOTHING;
    // Set anew, so that the order of the map is that of the last sound.
    this.#totals.delete(source);
    this.#totals.set(source, {
      played: total.played + played,
      concealed: total.concealed + concealed,
      lost: total.lost + lost,
      buffered: report.buffered,
      late: total.late + report.late,
      duplicate: total.duplicate + report.duplicates,
    });
    trim(this.#totals);
    if (played + concealed + lost > 0) {
      const taken = this.#sinceTaken.get(source) ?? NOTHING;
      this.#sinceTaken.set(source, {
        played: taken.played + played,
        concealed: taken.concealed + concealed,
        lost: taken.lost + lost,
      });
      trim(this.#sinceTaken);
    }
  }

  take(): ReadonlyMap<SourceId, HeardFigures> {
    const taken = this.#sinceTaken;
    this.#sinceTaken = new Map();
    return taken;
  }

  totals(): ReadonlyMap<SourceId, SourceDiagnostics> {
    return new Map(this.#totals);
  }
}

function trim(map: Map<SourceId, unknown>): void {
  const [oldest] = map.keys();
  if (map.size > MAX_SOURCES && oldest !== undefined) {
    map.delete(oldest);
  }
}

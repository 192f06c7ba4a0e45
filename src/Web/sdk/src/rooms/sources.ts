import type { SourceId } from "../soundEngine.js";
import type { StagePerson } from "./roomState.js";

/** Packets are late by seconds; so many stays in that time are more than a stage sees. */
const PAST_MAX = 64;

/** Whose voice a media packet is: somebody's on stage, or of somebody who was there a moment ago. */
export class Sources {
  readonly #users = new Map<SourceId, string>();
  #present: ReadonlySet<SourceId> = new Set();

  /** The stage is like this now. Returns the sources that have gone. */
  update(stage: readonly StagePerson[]): readonly SourceId[] {
    const present = new Set(stage.map((person) => person.source));
    const gone = [...this.#present].filter((source) => !present.has(source));
    this.#present = present;
    for (const person of stage) {
      this.#users.set(person.source, person.userId);
    }

    // Insertion order is age: sources are given in order.
    for (const source of this.#users.keys()) {
      if (this.#users.size <= PAST_MAX + present.size) {
        break;
      }

      if (!present.has(source)) {
        this.#users.delete(source);
      }
    }

    return gone;
  }

  userOf(source: SourceId): string | undefined {
    return this.#users.get(source);
  }

  /** The sources of a person on stage now. */
  sourcesOf(userId: string): readonly SourceId[] {
    return [...this.#present].filter((source) => this.#users.get(source) === userId);
  }

  get present(): ReadonlySet<SourceId> {
    return this.#present;
  }
}

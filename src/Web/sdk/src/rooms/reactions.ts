import type { Clock } from "../clock.js";
import type { ReactionCount } from "../gen/audiorooms/v1/room_commands_pb.js";
import type { Reaction } from "./roomApi.js";

/** The server counts for 250 ms where a reaction is given and again where it is shown; what has not come back in this time was refused. */
const FORGOTTEN_AFTER_MS = 3_000;

/** Shows the own reactions at once, and leaves them out when they come back among everybody's. */
export class Reactions {
  readonly #clock: Clock;
  readonly #own: { readonly name: string; readonly at: number }[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  give(name: string, selfId: string): Reaction {
    this.#own.push({ name, at: this.#clock.now() });
    return { name, count: 1, userIds: [selfId], own: true };
  }

  /** What is to be shown of what the room counted. */
  receive(counts: readonly ReactionCount[]): readonly Reaction[] {
    const oldest = this.#clock.now() - FORGOTTEN_AFTER_MS;
    while (this.#own[0] !== undefined && this.#own[0].at < oldest) {
      this.#own.shift();
    }

    return counts
      .map(({ reaction, count }): Reaction => ({
        name: reaction,
        count: count - this.#takeOwn(reaction, count),
        userIds: [],
        own: false,
      }))
      .filter((one) => one.count > 0);
  }

  #takeOwn(name: string, most: number): number {
    let taken = 0;
    for (let i = 0; i < this.#own.length && taken < most;) {
      if (this.#own[i]?.name === name) {
        this.#own.splice(i, 1);
        taken++;
      } else {
        i++;
      }
    }

    return taken;
  }
}

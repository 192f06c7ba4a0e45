import type { Client as ConnectClient } from "@connectrpc/connect";
import { Refused } from "../errors.js";
import type { Clock } from "../clock.js";
import type { Rooms } from "../gen/audiorooms/v1/rooms_pb.js";
import { Value } from "../observable.js";
import { nameOf } from "./reducer.js";
import type { Audience, AudiencePerson } from "./roomApi.js";
import type { PersonName } from "./roomState.js";

/** How old the list may be while somebody looks at it, and how old after the stage changed. */
const FRESH_MS = 10_000;
const FRESH_AFTER_CHANGE_MS = 2_000;

const PAGE_SIZE = 100;
const FOUND_MAX = 50;

/** Reads who listens, page by page, while somebody looks at it: the room's connection tells of the stage alone. */
export class AudienceReader {
  readonly audience = new Value<Audience>({ kind: "unknown", people: [], listenerCount: 0, more: false });
  readonly #rooms: ConnectClient<typeof Rooms>;
  readonly #roomId: string;
  readonly #peopleMax: number;
  readonly #clock: Clock;
  readonly #onCount: (listeners: number) => void;
  #readAt = -Infinity;
  #isChanged = false;
  #reading: Promise<void> | null = null;

  /** @param onCount called with how many listen, whenever that was read */
  constructor(
    rooms: ConnectClient<typeof Rooms>,
    roomId: string,
    peopleMax: number,
    clock: Clock,
    onCount: (listeners: number) => void,
  ) {
    this.#rooms = rooms;
    this.#roomId = roomId;
    this.#peopleMax = peopleMax;
    this.#clock = clock;
    this.#onCount = onCount;
  }

  /** Somebody came on stage or left it: the audience is another. */
  changed(): void {
    this.#isChanged = true;
  }

  /** To be called about once a second while the room is live. */
  tick(): void {
    const age = this.#clock.now() - this.#readAt;
    if (this.audience.isObserved && age >= (this.#isChanged ? FRESH_AFTER_CHANGE_MS : FRESH_MS)) {
      // A list that cannot be read now stays as it was; the next tick tries again.
      this.refresh().catch(() => undefined);
    }
  }

  refresh(): Promise<void> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }

  async find(words: string): Promise<readonly PersonName[]> {
    const page = await this.#rooms.listAudience({ roomId: this.#roomId, words, pageSize: FOUND_MAX });
    return page.people.map(nameOf);
  }

  async #read(): Promise<void> {
    this.#readAt = this.#clock.now();
    this.#isChanged = false;
    if (this.audience.get().kind === "unknown") {
      this.audience.set({ ...this.audience.get(), kind: "loading" });
    }

    try {
      this.audience.set(await this.#readPages());
    } catch (reason) {
      if (!(reason instanceof Refused && reason.code === "roster_hidden")) {
        throw reason;
      }

      this.audience.set({ ...this.audience.get(), kind: "hidden", people: [], more: false });
    }
  }

  async #readPages(): Promise<Audience> {
    const people = new Map<string, AudiencePerson>();
    let pageToken = "";
    let listenerCount: number;
    do {
      const page = await this.#rooms.listAudience({ roomId: this.#roomId, pageSize: PAGE_SIZE, pageToken });
      for (const person of page.people.map(nameOf)) {
        people.set(person.userId, { ...person, followedBySpeakers: false });
      }

      listenerCount = page.listenerCount;
      pageToken = page.nextPageToken;
    } while (pageToken !== "" && people.size < this.#peopleMax);

    this.#onCount(listenerCount);
    const shown = [...people.values()].slice(0, this.#peopleMax);
    return { kind: "known", people: shown, listenerCount, more: pageToken !== "" || people.size > shown.length };
  }
}

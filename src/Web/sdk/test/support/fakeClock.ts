import type { Cancel, Clock } from "../../src/clock.js";

interface Timer {
  readonly id: number;
  at: number;
  readonly every: number | null;
  readonly run: () => void;
}

/** Both clocks of a page, turned by hand. Nothing in a test waits for real time. */
export class FakeClock implements Clock {
  #now = 1_000;
  #wall = 1_764_000_000_000;
  #lastId = 0;
  readonly #timers = new Map<number, Timer>();

  now(): number {
    return this.#now;
  }

  wall(): number {
    return this.#wall;
  }

  after(milliseconds: number, run: () => void): Cancel {
    return this.#add(milliseconds, null, run);
  }

  every(milliseconds: number, run: () => void): Cancel {
    return this.#add(milliseconds, milliseconds, run);
  }

  /** How many timers wait. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Waits until so many timers are set, where what sets them takes turns of the event loop. */
  async untilPending(count = 1): Promise<void> {
    while (this.#timers.size < count) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** Lets time pass, and runs what is due in its order; promises settle in between. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    await settle();
    for (let timer = this.#nextUntil(end); timer; timer = this.#nextUntil(end)) {
      this.#move(timer.at - this.#now);
      if (timer.every === null) {
        this.#timers.delete(timer.id);
      } else {
        timer.at += timer.every;
      }

      timer.run();
      await settle();
    }

    this.#move(end - this.#now);
  }

  /** The machine sleeps: the time of day goes on, the monotonic clock and all timers stand still. */
  sleep(milliseconds: number): void {
    this.#wall += milliseconds;
  }

  /** Somebody sets the time of day. */
  setWall(wall: number): void {
    this.#wall = wall;
  }

  #add(milliseconds: number, every: number | null, run: () => void): Cancel {
    const id = ++this.#lastId;
    this.#timers.set(id, { id, at: this.#now + milliseconds, every, run });
    return () => {
      this.#timers.delete(id);
    };
  }

  #nextUntil(end: number): Timer | undefined {
    return [...this.#timers.values()]
      .filter((timer) => timer.at <= end)
      .sort((left, right) => left.at - right.at || left.id - right.id)[0];
  }

  #move(milliseconds: number): void {
    this.#now += milliseconds;
    this.#wall += milliseconds;
  }
}

/** Lets every promise that can settle do so. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 40; i++) {
    await Promise.resolve();
  }
}

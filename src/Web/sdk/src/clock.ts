/** Ends a timer. Calling it again, or after the timer ran, does nothing. */
export type Cancel = () => void;

/** All time of this package comes from here, so that tests can turn the hands. */
export interface Clock {
  /** Milliseconds that only grow. In some browsers they stand still while the machine sleeps. */
  now(): number;
  /** Milliseconds since 1970, by the machine's clock. It jumps when somebody sets it, and runs on through sleep. */
  wall(): number;
  after(milliseconds: number, run: () => void): Cancel;
  every(milliseconds: number, run: () => void): Cancel;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  wall: () => Date.now(),
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    return () => {
      clearTimeout(timer);
    };
  },
  every(milliseconds, run) {
    const timer = setInterval(run, milliseconds);
    return () => {
      clearInterval(timer);
    };
  },
};

/** Resolves after a while; rejects with the signal's reason as soon as it is aborted. */
export function delay(clock: Clock, milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(reasonOf(signal));
      return;
    }

    const abort = (): void => {
      cancel();
      reject(reasonOf(signal));
    };
    const cancel = clock.after(milliseconds, () => {
      signal?.removeEventListener("abort", abort);
      resolve();
    });
    signal?.addEventListener("abort", abort, { once: true });
  });
}

function reasonOf(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new DOMException("The wait was given up.", "AbortError");
}

/**
 * Measures from now on: returns how many milliseconds have passed, by whichever of the two clocks went further. The monotonic one may stand still
 * while the machine sleeps, the wall clock may be set back.
 */
export function stopwatch(clock: Clock): () => number {
  const startedAt = clock.now();
  const startedAtWall = clock.wall();
  return () => Math.max(clock.now() - startedAt, clock.wall() - startedAtWall);
}

import type { Cancel, Clock } from "./clock.js";

/** Calls back about once a second, in a hidden page too. */
export type Ticker = (run: () => void) => Cancel;

const EVERY_MS = 1_000;

/**
 * A browser slows the timers of a hidden page down to one a minute, and a server takes a device that is silent for 20 s for gone. The timers of a
 * worker are not slowed down. Without workers the page's own timers serve.
 */
export function pageTicker(clock: Clock): Ticker {
  return (run) => {
    if (typeof Worker === "undefined") {
      return clock.every(EVERY_MS, run);
    }

    const worker = new Worker(new URL("./tickWorker.ts", import.meta.url), { type: "module", name: "audiorooms tick" });
    let cancel: Cancel = () => {
      worker.terminate();
    };
    worker.addEventListener("message", run);
    worker.addEventListener(
      "error",
      () => {
        worker.terminate();
        cancel = clock.every(EVERY_MS, run);
      },
      { once: true },
    );
    return () => {
      cancel();
    };
  };
}

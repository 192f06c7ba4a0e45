import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";

/** The wall clock, one step a second while somebody looks at it; for "3 minutes ago" and elapsed times, never for sound. */
export const now = signal(Date.now());

let watchers = 0;
let timer: ReturnType<typeof setInterval> | undefined;

/** Keeps {@link now} running while the component is on the page. */
export function useClock(): number {
  useEffect(() => {
    now.value = Date.now();
    if (watchers++ === 0) {
      timer = setInterval(() => {
        now.value = Date.now();
      }, 1000);
    }
    return () => {
      if (--watchers === 0) clearInterval(timer);
    };
  }, []);
  return now.value;
}

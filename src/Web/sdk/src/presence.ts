import { Emitter } from "./observable.js";
import type { Unsubscribe } from "./observable.js";

/** Whether somebody looks at the page, and when it is worth trying the network at once. */
export interface Presence {
  readonly isHidden: boolean;
  /** Called when the page is hidden or seen, thawed, or when the browser says that the network is back. */
  onChange(listener: () => void): Unsubscribe;
}

/** By the document and window of the page; outside a page nothing ever changes. */
export function pagePresence(): Presence {
  const changed = new Emitter<void>();
  const page = typeof document === "undefined" ? null : document;
  if (page) {
    const tell = (): void => {
      changed.emit();
    };
    page.addEventListener("visibilitychange", tell);
    page.addEventListener("resume", tell);
    window.addEventListener("pageshow", tell);
    window.addEventListener("online", tell);
  }

  return {
    get isHidden() {
      return page?.visibilityState === "hidden";
    },
    onChange: changed.listen,
  };
}

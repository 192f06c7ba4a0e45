import { type ComponentType, h } from "preact";
import { useEffect, useState } from "preact/hooks";
import { allWords, t } from "../i18n";
import { toast } from "../state/voice-over";

/** Loads a part of the page with all that it needs: its code, the words and the styles that the first screens do without. */
export async function loadPart<T>(load: () => Promise<T>): Promise<T> {
  const [part] = await Promise.all([load(), allWords(), import("../styles/later.css")]);
  return part;
}

/** A component that is loaded when it is drawn first. Until then nothing is drawn; if it cannot be loaded, the page says so. */
export function lazily(load: () => Promise<ComponentType>): ComponentType {
  let loaded: ComponentType | null = null;
  return function Lazy() {
    const [, redraw] = useState(0);
    useEffect(() => {
      if (loaded) return;
      loadPart(load).then(
        (component) => {
          loaded = component;
          redraw((count) => count + 1);
        },
        () => toast(t("state.screenFailed"), "bad"),
      );
    }, []);
    return loaded ? h(loaded, null) : null;
  };
}

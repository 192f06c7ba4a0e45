import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

/**
 * For what takes the place of the control that a person has just used: if the focus went with that control, it comes here. A focus that is anywhere else
 * stays there.
 */
export function useFocusIfLost<E extends HTMLElement>(): RefObject<E | null> {
  const element = useRef<E>(null);
  useEffect(() => {
    // A sheet that closes gives the focus back first, or finds nothing to give it to.
    const frame = requestAnimationFrame(() => {
      if (document.activeElement === null || document.activeElement === document.body)
        element.current?.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(frame);
  }, []);
  return element;
}

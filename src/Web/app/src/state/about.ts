import type { ServerAbout } from "@audiorooms/client";
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { client } from "../services/client";

const known = signal<ServerAbout | null>(null);

/** What the server is like, asked for when a screen needs it first; null until it is known. */
export function useAbout(): ServerAbout | null {
  useEffect(() => {
    if (known.peek()) return;
    void client()
      .about()
      .then(
        (about) => (known.value = about),
        // What only the server knows is not offered; the next screen that needs it asks again.
        () => undefined,
      );
  }, []);
  return known.value;
}

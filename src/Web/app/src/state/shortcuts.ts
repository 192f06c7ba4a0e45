import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { type ShortcutAction, shortcutFor } from "../model/shortcuts";
import { go } from "../router/router";
import { paths } from "../router/routes";
import { startHosting } from "../room/hosting";
import { leaveQuietly, talk, toggleHand } from "../room/commands";
import { live } from "./room";
import { signedIn } from "./session";
import { pushToTalk } from "./taste";
import { anySheetOpen } from "../ui/sheets-open";

/** Whether the sheet of shortcuts is shown. */
export const shortcutsShown = signal(false);

export const showShortcuts = (): void => {
  shortcutsShown.value = true;
};

/** One listener for all keys of the page. Keys typed into a field, and those that the focused control takes itself, stay there. */
export function useShortcuts(): void {
  useEffect(() => {
    let holding = false;
    const down = (event: KeyboardEvent): void => {
      const action = shortcutFor(event, event.target instanceof Element ? event.target : null, anySheetOpen.peek());
      if (!action) return;
      if (action === "talk") {
        event.preventDefault();
        if (event.repeat) return;
        holding = pushToTalk.peek();
        talk(holding ? "open" : "toggle");
        return;
      }
      if (act(action)) event.preventDefault();
    };
    const up = (event: KeyboardEvent): void => {
      if (event.key !== " " || !holding) return;
      holding = false;
      event.preventDefault();
      talk("close");
    };
    // A key that is let go elsewhere would leave the microphone open.
    const blur = (): void => {
      if (!holding) return;
      holding = false;
      talk("close");
    };
    window.addEventListener("keydown", down);
    window.addEventListener("keyup", up);
    window.addEventListener("blur", blur);
    return () => {
      window.removeEventListener("keydown", down);
      window.removeEventListener("keyup", up);
      window.removeEventListener("blur", blur);
    };
  }, []);
}

function act(action: Exclude<ShortcutAction, "talk">): boolean {
  const current = live.peek();
  switch (action) {
    case "shortcuts":
      showShortcuts();
      return true;
    case "hand":
      if (current) toggleHand();
      return current !== null;
    case "leave":
      if (current) void leaveQuietly();
      return current !== null;
    case "deafen":
      current?.room.setDeafened(!current.deafened.peek());
      return current !== null;
    case "room":
      if (current) go(paths.room(current.room.roomId));
      return current !== null;
    case "search":
      if (signedIn.peek()) go(paths.search);
      return signedIn.peek() !== null;
    case "start":
      if (signedIn.peek()) startHosting();
      return signedIn.peek() !== null;
    case "hallway":
      go(paths.hallway);
      return true;
  }
}

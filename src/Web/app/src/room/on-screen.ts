import { ownRole } from "@audiorooms/client";
import { effect } from "@preact/signals";
import { nameOf, plainLine } from "../model/plain-text";
import type { LiveRoom } from "../state/room";
import { leaveQuietly, toggleMicrophone } from "./commands";

/** Keeps the lock screen and the keys of the keyboard in step with the room. Returns what takes it off again. */
export function showOnLockScreen(current: LiveRoom): () => void {
  let gone = false;
  let stop = (): void => undefined;
  void import("@audiorooms/client/sound").then(
    ({ RoomMediaSession }) => {
      if (gone) return;
      const session = new RoomMediaSession();
      const end = effect(() => {
        const state = current.state.value;
        if (!state) return;
        const speaker = state.stage.find((person) => person.userId === state.dominantUserId);
        const artwork = [{ src: "/icons/icon-512.png", sizes: "512x512", type: "image/png" }];
        session.show(
          { title: plainLine(state.title), artist: speaker ? nameOf(speaker) : plainLine(state.clubName), artwork },
          {
            toggleMicrophone: ownRole(state) === "listener" ? null : toggleMicrophone,
            leave: () => void leaveQuietly(),
            setDeafened: (deaf) => current.room.setDeafened(deaf),
          },
        );
        session.setMicrophoneOpen(current.voice.value.openness === "open");
      });
      stop = () => {
        end();
        session.clear();
      };
    },
    () => undefined, // Without it the room goes on; only the lock screen stays as it was.
  );
  return () => {
    gone = true;
    stop();
  };
}

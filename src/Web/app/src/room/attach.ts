import { effect } from "@preact/signals";
import type { LiveRoom } from "../state/room";
import { heardNotice } from "./notices";
import { showOnLockScreen } from "./on-screen";
import { forgetRings, heardLevel, muteRings } from "./rings";
import { heardReaction } from "./rising";

/** Lets the room be seen and spoken of: rings, reactions, words, the lock screen. Returns what ends it. */
export function attach(current: LiveRoom): () => void {
  const { room, state } = current;
  const ends = [
    room.onLevel(heardLevel),
    room.onReaction((reaction) => heardReaction(reaction, room.state.get()?.selfId ?? "")),
    room.onNotice((notice) => heardNotice(notice, room.state.get())),
    effect(() => muteRings(state.value?.stage ?? [])),
    showOnLockScreen(current),
    forgetRings,
  ];
  return () => {
    for (const end of ends) end();
  };
}

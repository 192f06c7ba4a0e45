import { signal } from "@preact/signals";

/** Sheets of the room that are open: the question of one's hand, the settings, asking people in. */
export const handSheetOpen = signal(false);
export const settingsOpen = signal(false);
export const inviteOpen = signal(false);

export function closeRoomSheets(): void {
  handSheetOpen.value = false;
  settingsOpen.value = false;
  inviteOpen.value = false;
}

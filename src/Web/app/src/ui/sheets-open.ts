import { computed, signal } from "@preact/signals";

/** Sheets that are open, the uppermost last. What is below a modal sheet is inert, and so the live region goes with the uppermost one. */
export const openSheets = signal<readonly string[]>([]);
export const anySheetOpen = computed(() => openSheets.value.length > 0);

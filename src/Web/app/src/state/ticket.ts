import { signal } from "@preact/signals";

/**
 * The ticket of the waiting list. Once its holder is let in it is their invitation, so the page stores it nowhere: it lives as long as the page, and the
 * person is asked to keep it.
 */
export const ticket = signal("");

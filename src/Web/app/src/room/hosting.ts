import { signal } from "@preact/signals";

/** Whether the few questions before a room of one's own are shown, and for which club; an empty id for none. */
export const hosting = signal<{ readonly clubId: string } | null>(null);

export function startHosting(): void {
  hosting.value = { clubId: "" };
}

export function startHostingIn(clubId: string): void {
  hosting.value = { clubId };
}

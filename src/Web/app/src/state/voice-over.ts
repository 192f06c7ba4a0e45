import { signal } from "@preact/signals";

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: "plain" | "good" | "bad";
  readonly action: { readonly label: string; readonly run: () => void } | null;
}

const shownMs = 5200;
let nextId = 1;

export const toasts = signal<readonly Toast[]>([]);

/** What the one polite live region says. The text alternates with an invisible mark, so that the same words are read twice. */
export const announcement = signal("");
let odd = false;

export function announce(text: string): void {
  odd = !odd;
  announcement.value = odd ? text : `${text}\u200A`;
}

/** Shows a line for a few seconds, and reads it out. */
export function toast(text: string, tone: Toast["tone"] = "plain", action: Toast["action"] = null): void {
  if (text === "") return;
  const id = nextId++;
  toasts.value = [...toasts.value.filter((one) => one.text !== text).slice(-2), { id, text, tone, action }];
  announce(text);
  setTimeout(() => dismissToast(id), action ? shownMs * 2 : shownMs);
}

export function dismissToast(id: number): void {
  toasts.value = toasts.value.filter((one) => one.id !== id);
}

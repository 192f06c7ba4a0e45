import { t } from "../i18n";
import { toast } from "../state/voice-over";

/** Puts a text on the clipboard and says so; where the browser has none, shows the text to be copied by hand. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast(t("copy.done"), "good");
  } catch {
    toast(text);
  }
}

/** The system's own sharing where there is one, else the clipboard. */
export async function share(title: string, path: string): Promise<void> {
  const url = new URL(path, window.location.origin).href;
  if ("share" in navigator) {
    try {
      await navigator.share({ title, url });
      return;
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") return;
    }
  }
  await copyText(url);
}

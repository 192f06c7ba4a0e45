import { computed, effect, signal } from "@preact/signals";
import { remembered } from "../services/client";

export type Theme = "system" | "light" | "dark";

const isTheme = (value: unknown): value is Theme => value === "system" || value === "light" || value === "dark";
const isFlag = (value: unknown): value is boolean => typeof value === "boolean";

/** Choices of taste, remembered by this browser. */
export const theme = remembered<Theme>("theme", "system", isTheme);
export const pushToTalk = remembered("pushToTalk", false, isFlag);
export const handSound = remembered("handSound", false, isFlag);
export const captionsShown = remembered("captions", false, isFlag);
export const saveData = remembered("saveData", false, isFlag);

const systemIsDark = signal(false);
export const isDark = computed(() => (theme.value === "system" ? systemIsDark.value : theme.value === "dark"));

/** Keeps the theme of the page in step with the choice and with the system. */
export function startTheme(): void {
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  systemIsDark.value = dark.matches;
  dark.addEventListener("change", (event) => {
    systemIsDark.value = event.matches;
  });
  effect(() => {
    document.documentElement.dataset.theme = isDark.value ? "dark" : "light";
    for (const meta of document.querySelectorAll('meta[name="theme-color"]'))
      meta.setAttribute("content", isDark.value ? "#17141a" : "#f8f4ee");
  });
}

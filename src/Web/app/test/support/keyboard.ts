/** A page in the hands of somebody without a mouse. */
import type { Page } from "playwright-core";
import { expect } from "vitest";

interface Keyboard {
  readonly page: Page;
}

/**
 * Presses Tab until the focus is on what is called so, as somebody without a mouse does; fails where the focus cannot be seen on the way.
 */
export async function tabTo({ page }: Keyboard, name: string): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < 120; presses++) {
    const focus = await page.evaluate(focused);
    if (focus && presses > 0) expect(focus.isVisible, `the focus on "${focus.name}" can be seen`).toBe(true);
    if (focus?.name.includes(name)) return;
    passed.push(focus?.name ?? "-");
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never comes to "${name}"; it came to ${passed.join(", ")}`);
}

/** What the focus is on, as it is read out. */
export async function focusedName({ page }: Keyboard): Promise<string> {
  return (await page.evaluate(focused))?.name ?? "";
}

/** Runs in the page: what the focus is on, and whether that is drawn. */
function focused(): { readonly name: string; readonly isVisible: boolean } | null {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body) return null;
  const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])].map((label) => label.textContent) : [];
  const name = element.getAttribute("aria-label") ?? (labels.join(" ") || element.textContent || element.title);
  const marks = [element, element.closest("label"), element.parentElement]
    .filter((one) => one !== null)
    .map((one) => getComputedStyle(one));
  return {
    name,
    isVisible: marks.some(
      (style) => (style.outlineStyle !== "none" && style.outlineWidth !== "0px") || style.boxShadow !== "none",
    ),
  };
}

import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject } from "vitest";
import { core as enCore } from "../../src/i18n/en/core";
import { rest as enRest } from "../../src/i18n/en/rest";
import { core as frCore } from "../../src/i18n/fr/core";
import { rest as frRest } from "../../src/i18n/fr/rest";
import type { FakeClient } from "../fake/client";
import type { FakeRoom } from "../fake/room";

export type Language = "en" | "fr";

const dictionaries: Readonly<Record<Language, Readonly<Record<string, unknown>>>> = {
  en: { ...enCore, ...enRest },
  fr: { ...frCore, ...frRest },
};

/** The words for a key; only for those that have no holes and no forms. */
export function words(language: Language, key: string): string {
  const found = dictionaries[language][key];
  if (typeof found !== "string") throw new Error(`${language} has no plain words for ${key}`);
  return found;
}

/** Somebody with a browser of their own. What the browser complains of fails the test. */
export interface Visitor {
  readonly page: Page;
  readonly language: Language;
  readonly say: (key: string) => string;
  /** Runs in the page, on the room that is on. */
  readonly inRoom: <A, T>(act: (room: FakeRoom, argument: A) => T, argument: A) => Promise<T>;
  /** What the page asked of the room so far. */
  readonly asked: () => Promise<readonly string[]>;
}

let browser: Browser;
const contexts: BrowserContext[] = [];
const complaints: string[] = [];

beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu"],
  });
});

afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
  expect(complaints.splice(0)).toEqual([]);
});

afterAll(() => browser.close());

export async function visit(path: string, language: Language = "en", options: BrowserContextOptions = {}): Promise<Visitor> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: "reduce", ...options });
  contexts.push(context);
  const page = await context.newPage();
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().includes("404")) complaints.push(message.text());
  });
  await page.addInitScript((chosen) => {
    // The first page alone: a choice that is made later holds.
    if (localStorage.getItem("audiorooms.language") === null) localStorage.setItem("audiorooms.language", chosen);
  }, language);
  await page.goto(inject("url") + path);
  await page.locator("h1").first().waitFor();
  const inRoom = async <A, T>(act: (room: FakeRoom, argument: A) => T, argument: A): Promise<T> => {
    const room = await page.evaluateHandle(() => (window as unknown as { fake: FakeClient }).fake.room.get());
    return room.evaluate(act as never, argument);
  };
  return { page, language, say: (key) => words(language, key), inRoom, asked: () => inRoom((room) => [...room.asked], null) };
}

/**
 * Presses Tab until the focus is on what is called so, as somebody without a mouse does; fails where the focus cannot be seen on the way.
 */
export async function tabTo({ page }: Visitor, name: string): Promise<void> {
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
export async function focusedName({ page }: Visitor): Promise<string> {
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

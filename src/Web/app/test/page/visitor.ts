import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject } from "vitest";
import type { FakeClient } from "../fake/client";
import type { FakeRoom } from "../fake/room";
import { chooseLanguage, type Language, words } from "../support/words";

export { focusedName, tabTo } from "../support/keyboard";

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
  await page.addInitScript(chooseLanguage, language);
  await page.goto(inject("url") + path);
  await page.locator("h1").first().waitFor();
  const inRoom = async <A, T>(act: (room: FakeRoom, argument: A) => T, argument: A): Promise<T> => {
    const room = await page.evaluateHandle(() => (window as unknown as { fake: FakeClient }).fake.room.get());
    return room.evaluate(act as never, argument);
  };
  return { page, language, say: (key) => words(language, key), inRoom, asked: () => inRoom((room) => [...room.asked], null) };
}

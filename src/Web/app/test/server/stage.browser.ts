/** Two people at one server, each in a browser of their own: from a raised hand to the stage, heard, and down again. */
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Silo } from "../../../sdk/test/server/silo.js";
import { tabTo } from "../support/keyboard";
import { chooseLanguage, type Language, words } from "../support/words";
import { newPage, startChromium, startServer, waitForSound } from "./browsers.js";

/** Somebody at a page, with a mouse or without one. */
class Person {
  readonly page: Page;
  readonly #language: Language;
  readonly #hasMouse: boolean;

  constructor(page: Page, language: Language, hasMouse: boolean) {
    this.page = page;
    this.#language = language;
    this.#hasMouse = hasMouse;
  }

  say(key: string): string {
    return words(this.#language, key);
  }

  /** Presses the button that is called so, or whose name has these words in it. */
  async press(name: string): Promise<void> {
    const button = this.page.getByRole("button", { name }).and(this.page.locator(":not(.unseen)")).first();
    await button.waitFor();
    if (this.#hasMouse) {
      await button.click();
    } else {
      await tabTo(this, name);
      await this.page.keyboard.press("Enter");
    }
  }

  /** Writes into the field that is called so. */
  async write(label: string, text: string): Promise<void> {
    if (this.#hasMouse) {
      await this.page.getByLabel(label).fill(text);
    } else {
      await tabTo(this, label);
      await this.page.keyboard.type(text);
    }
  }

  async toggleMicrophone(): Promise<void> {
    await (this.#hasMouse ? this.page.locator(".mic-button").click() : this.page.keyboard.press("Space"));
  }

  async waitForSheet(state: "visible" | "detached"): Promise<void> {
    await this.page.locator("dialog[open]").waitFor({ state });
  }
}

let silo: Silo;
let browser: Browser;
let people = 0;
const complaints: string[] = [];

beforeAll(async () => {
  silo = await startServer();
  browser = await startChromium();
});

afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  expect(complaints.splice(0)).toEqual([]);
});

afterAll(async () => {
  await browser.close();
  await silo.stop();
});

/** Somebody with an account and a session, at an address of the page. */
async function arrive(name: string, path: string, language: Language, hasMouse: boolean): Promise<Person> {
  const page = await newPage(browser, complaints, { viewport: { width: 1280, height: 800 }, reducedMotion: "reduce" });
  const signedUp = await page.context().request.post(`${silo.server}/session/sign-up`, {
    headers: { "X-AudioRooms": "1" },
    data: { handle: `person_${String(++people)}`, password: "correct horse battery", displayName: name },
  });
  expect(signedUp.status()).toBe(200);
  await page.addInitScript(chooseLanguage, language);
  await page.goto(silo.server + path);
  return new Person(page, language, hasMouse);
}

describe.each([
  ["by clicks", "en", true],
  ["by keyboard alone", "en", false],
  ["by keyboard alone", "fr", false],
] as const)("%s, in %s", (_, language, hasMouse) => {
  it("aRaisedHand_isCalledUpHeardAndMovedDown", async () => {
    const host = await arrive("Amara", "/", language, hasMouse);
    await host.press(host.say("nav.start"));
    await host.waitForSheet("visible");
    await host.write(host.say("host.what"), "Trains, mostly");
    await host.press(host.say("host.open"));
    await host.page.locator(".queue").waitFor();
    await host.page.locator(".mic-button").waitFor();

    const guest = await arrive("Benoît", new URL(host.page.url()).pathname, language, hasMouse);
    await guest.press(guest.say("door.enter"));
    await guest.page.locator(".room-bar").waitFor();
    await guest.press(guest.say("hand.ask"));
    await guest.waitForSheet("visible");
    await guest.write(guest.say("hand.question"), "Why?");
    await guest.press(guest.say("hand.raise"));
    await guest.waitForSheet("detached");
    await guest.page.locator(".hand-place").waitFor();

    await host.page.locator(".queue-question", { hasText: "Why?" }).waitFor();
    await host.press(host.say("queue.callUp"));
    await guest.press(guest.say("invite.accept"));
    await guest.page.locator(".mic-button:focus").waitFor();
    expect(await guest.page.locator(".mic-words").textContent()).toBe(guest.say("mic.off"));

    await guest.toggleMicrophone();
    await guest.page.locator(".mic-words", { hasText: guest.say("mic.on") }).waitFor();
    await waitForSound(host.page);
    await host.page.locator(".tile-leads", { hasText: "Benoît" }).waitFor();

    await host.press("Benoît");
    await host.waitForSheet("visible");
    await host.press(host.say("moderate.moveDown"));
    await guest.page.locator(".mic-button").waitFor({ state: "detached" });
    await guest.page.getByRole("button", { name: guest.say("hand.ask") }).waitFor();
    await host.page.keyboard.press("Escape");
    await host.waitForSheet("detached");
    await host.page.locator(".tile", { hasText: "Benoît" }).waitFor({ state: "detached" });
    expect(await host.page.locator(".tile").count()).toBe(1);
  });
});

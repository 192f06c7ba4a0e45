/** The page that a server serves, in Chromium, from a fresh profile to sound and out again. The speaker is a file, played by the command line. */
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Silo } from "../../../sdk/test/server/silo.js";
import { newPage, startChromium, startServer, waitForSound } from "./browsers.js";
import { CommandLine } from "./commandLine.js";

const recording = fileURLToPath(new URL("../../../../../demo/anna.opus", import.meta.url));

let silo: Silo;
let speaker: CommandLine;
let browser: Browser;
let page: Page;
let roomId: string;
const complaints: string[] = [];

beforeAll(async () => {
  silo = await startServer();
  speaker = await CommandLine.signedUp(silo.grpc, "anna", "Anna");
  roomId = await speaker.run("room", "create", "--title", "Trains, mostly");
  speaker.start("speak", recording, "--room", roomId, "--loop");
  browser = await startChromium();
  page = await newPage(browser, complaints, { locale: "en-GB", viewport: { width: 390, height: 844 } });
});

afterAll(async () => {
  await browser.close();
  await speaker.close();
  await silo.stop();
});

describe("a newcomer with a link to a room", () => {
  it("signsUp_andComesBackToTheRoom", async () => {
    const answer = await page.goto(`${silo.server}/room/${roomId}`);
    expect(answer?.status()).toBe(200);
    await page.locator(".door-card h1").getByText("Trains, mostly").waitFor();

    await page.locator(".door-card").getByRole("button", { name: "Join", exact: true }).click();
    await page.getByLabel("Name", { exact: true }).fill("Anna");
    await page.getByLabel("Password").fill("correct horse battery");
    await page.getByRole("button", { name: "Create my account" }).click();
    await page.getByText("Somebody has this handle.").waitFor();
    expect(await page.getByLabel("Name", { exact: true }).inputValue()).toBe("Anna");

    await page.getByLabel("Name", { exact: true }).fill("Ada Lovelace");
    await page.getByRole("button", { name: "Create my account" }).click();
    await page.getByRole("button", { name: "Skip" }).click();

    await page.locator(".door-card .button-primary").waitFor();
    const cookies = await page.context().cookies(`${silo.server}/session/refresh`);
    expect(cookies).toHaveLength(1);
    expect(cookies[0]).toMatchObject({ path: "/session", httpOnly: true, sameSite: "Strict", secure: false });
    expect(await page.evaluate(() => document.cookie)).toBe("");
  });

  it("enters_andHearsTheSpeaker", async () => {
    await page.locator(".door-card .button-primary").click();

    await page.locator(".room-bar").waitFor();
    await waitForSound(page);
  });

  it("comesBackSignedInAfterAReload", async () => {
    await page.reload();

    await page.locator(".door-card .button-primary").click();
    await waitForSound(page);
  });

  it("leavesQuietly_andIsInTheHallway", async () => {
    await page.locator(".room-bar .bar-leave").click();

    await page.waitForURL(`${silo.server}/`);
    await page.getByText("Trains, mostly").first().waitFor();
    expect(complaints).toEqual([]);
  });
});

/** The page that a server serves, in Chromium, from a fresh profile to sound and out again. The speaker is a file, played by the command line. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSilo } from "../../../sdk/test/server/silo.js";
import type { Silo } from "../../../sdk/test/server/silo.js";
import { CommandLine } from "./commandLine.js";

const dist = fileURLToPath(new URL("../../dist", import.meta.url));
const recording = fileURLToPath(new URL("../../../../../demo/anna.opus", import.meta.url));

/** Root mean square below which nobody would call it speech; a fifth of what the recording has. */
const AUDIBLE = 0.01;

const PATIENCE_MS = 30_000;

let silo: Silo;
let speaker: CommandLine;
let browser: Browser;
let page: Page;
let roomId: string;
const complaints: string[] = [];

/** Before any script of the page: whatever goes to the loudspeaker also goes to a meter. */
function listenToTheOutput(): void {
  const heard = { loudest: 0 };
  Object.assign(globalThis, { heard });
  const connect = Reflect.get(AudioNode.prototype, "connect") as (...given: unknown[]) => unknown;
  AudioNode.prototype.connect = function (this: AudioNode, ...given: unknown[]) {
    const [target] = given;
    if (target instanceof AudioDestinationNode || target instanceof MediaStreamAudioDestinationNode) {
      const meter = new AnalyserNode(this.context, { fftSize: 2048 });
      const samples = new Float32Array(meter.fftSize);
      connect.call(this, meter);
      setInterval(() => {
        meter.getFloatTimeDomainData(samples);
        heard.loudest = Math.max(
          heard.loudest,
          Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length),
        );
      }, 20);
    }

    return connect.apply(this, given);
  } as typeof AudioNode.prototype.connect;
}

const isAudible = (least: number): boolean => (globalThis as unknown as { heard: { loudest: number } }).heard.loudest >= least;

beforeAll(async () => {
  if (!existsSync(`${dist}/index.html`)) {
    throw new Error(`There is no page in ${dist}; npm run build makes it.`);
  }

  silo = await startSilo({ options: [], settings: { AUDIOROOMS_PAGE: dist } });
  speaker = await CommandLine.signedUp(silo.grpc, "anna", "Anna");
  roomId = await speaker.run("room", "create", "--title", "Trains, mostly");
  speaker.start("speak", recording, "--room", roomId, "--loop");
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--use-fake-ui-for-media-stream",
      "--use-fake-device-for-media-stream",
    ],
    ignoreDefaultArgs: ["--mute-audio"],
  });
  page = await (await browser.newContext({ locale: "en-GB", viewport: { width: 390, height: 844 } })).newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    // A browser calls every answer above 399 an error, the one that says "no session yet" included.
    if (message.type() === "error" && !/Failed to load resource/.test(message.text())) complaints.push(message.text());
  });
  await page.addInitScript(listenToTheOutput);
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
    await page.waitForFunction(isAudible, AUDIBLE, { timeout: PATIENCE_MS });
  });

  it("comesBackSignedInAfterAReload", async () => {
    await page.reload();

    await page.locator(".door-card .button-primary").click();
    await page.waitForFunction(isAudible, AUDIBLE, { timeout: PATIENCE_MS });
  });

  it("leavesQuietly_andIsInTheHallway", async () => {
    await page.locator(".room-bar .bar-leave").click();

    await page.waitForURL(`${silo.server}/`);
    await page.getByText("Trains, mostly").first().waitFor();
    expect(complaints).toEqual([]);
  });
});

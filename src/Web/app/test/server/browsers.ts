/** A server with the built page, and Chromium with a microphone that beeps and a meter at the loudspeaker. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { startSilo } from "../../../sdk/test/server/silo.js";
import type { Silo } from "../../../sdk/test/server/silo.js";

const dist = fileURLToPath(new URL("../../dist", import.meta.url));

/** Root mean square below which nobody would call it sound; a fifth of what a recorded voice has. */
const AUDIBLE = 0.01;

const PATIENCE_MS = 30_000;

export async function startServer(): Promise<Silo> {
  if (!existsSync(`${dist}/index.html`)) {
    throw new Error(`There is no page in ${dist}; npm run build makes it.`);
  }

  return await startSilo({ options: [], settings: { AUDIOROOMS_PAGE: dist } });
}

export function startChromium(): Promise<Browser> {
  return chromium.launch({
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
}

/** A page in a fresh profile; what it complains of is added to `complaints`. */
export async function newPage(browser: Browser, complaints: string[], options: BrowserContextOptions = {}): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    // A browser calls every answer above 399 an error, the one that says "no session yet" included.
    if (message.type() === "error" && !message.text().includes("Failed to load resource")) complaints.push(message.text());
  });
  await page.addInitScript(listenToTheOutput);
  return page;
}

interface Metered {
  readonly heard: { loudest: number };
}

/** Resolves when something can be heard from now on. */
export async function waitForSound(page: Page): Promise<void> {
  await page.evaluate(() => ((globalThis as unknown as Metered).heard.loudest = 0));
  await page.waitForFunction((least) => (globalThis as unknown as Metered).heard.loudest >= least, AUDIBLE);
}

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

// A room of a thousand listeners in Chromium: how long it takes from a change of twenty of them until the frame that shows it is drawn.
//   node test/big-room.mjs
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { build } from "vite";
import { serve } from "./serve.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const dist = mkdtempSync(join(tmpdir(), "page-"));
await build({ configFile: join(here, "fake/vite.config.ts"), build: { outDir: dist }, logLevel: "error" });
const { url, close } = await serve(dist);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
await page.goto(`${url}/room/r1?room=big`);
await page.locator(".door-card .button-primary").first().click();
await page.locator(".listener").nth(900).waitFor({ state: "attached" });

const { tiles, times } = await page.evaluate(async () => {
  const { audience } = window.fake.room.get();
  const drawn = () =>
    new Promise((resolve) =>
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = resolve;
        channel.port2.postMessage(0);
      }),
    );
  const measured = [];
  for (let round = 0; round < 120; round++) {
    await drawn();
    const now = audience.get();
    const people = now.people.map((one, index) =>
      index % 50 === round % 50 ? { ...one, displayName: `Name ${round} ${index}` } : one,
    );
    const before = performance.now();
    audience.set({ ...now, people });
    await drawn();
    measured.push(performance.now() - before);
  }
  return { tiles: document.querySelectorAll(".listener").length, times: measured.slice(20).sort((left, right) => left - right) };
});
await browser.close();
close();

const at = (quantile) => times[Math.floor(quantile * (times.length - 1))].toFixed(1);
console.log(`20 of ${tiles} tiles: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, from the change to the drawn frame`);
process.exit(Number(at(0.95)) <= 35 ? 0 : 1);

// Draws every screen of the page on a client without a server, in Debian's Chromium: at four sizes, light and dark, in both languages and in the
// pseudo-locale. Looks for violations that axe-core finds, for anything wider than the window or cut, and for complaints of the browser (a broken policy
// included). Screenshots go to the folder named first, else to a temporary one.
//   node test/screens.mjs [folder] [--only=PATTERN] [--quick]
import { mkdtempSync, readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { build } from "vite";
import { serve } from "./serve.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const options = process.argv.slice(2);
const folder = options.find((one) => !one.startsWith("--")) ?? mkdtempSync(join(tmpdir(), "screens-"));
const only = options.find((one) => one.startsWith("--only="))?.slice(7);
const quick = options.includes("--quick");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const sizes = quick
  ? [
      [390, 844],
      [1280, 800],
    ]
  : [
      [390, 844],
      [844, 390],
      [768, 1024],
      [1280, 800],
    ];
const enter = async (page) => page.locator(".door-card .button-primary").first().click();
const click = (selector) => async (page) => page.locator(selector).first().click();

/** name, path with what the page meets, what is done before the look */
const screens = [
  ["welcome", "/?signedIn=0"],
  ["join", "/join?signedIn=0"],
  ["waiting", "/waiting?signedIn=0"],
  ["sign-in", "/sign-in?signedIn=0"],
  ["room-card-no-account", "/room/r1?signedIn=0"],
  ["room-guest", "/room/r1?signedIn=0", enter],
  ["hallway", "/"],
  ["hallway-empty", "/?mood=empty"],
  ["hallway-loading", "/?mood=loading"],
  ["hallway-offline", "/?mood=offline"],
  ["host-sheet", "/", click(".rail-start:visible, .bottom-start:visible")],
  ["room-door", "/room/r1"],
  ["room-ended", "/room/ended"],
  ["room-listener", "/room/r1", enter],
  ["room-hand", "/room/r1?room=hand", enter],
  ["room-invited", "/room/r1?room=invited", enter],
  ["room-speaker", "/room/r1?room=speaker", enter],
  ["room-host", "/room/r1?room=host", enter],
  ["room-trouble", "/room/r1?room=trouble", enter],
  ["room-empty", "/room/r1?room=empty", enter],
  ["room-big", "/room/r1?room=big", enter],
  [
    "room-hand-sheet",
    "/room/r1",
    async (page) => {
      await enter(page);
      await page.locator(".room-bar .button-hand").click();
    },
  ],
  [
    "room-person",
    "/room/r1?room=host",
    async (page) => {
      await enter(page);
      await page.locator(".tile-button").nth(2).click();
    },
  ],
  [
    "room-settings",
    "/room/r1?room=host",
    async (page) => {
      await enter(page);
      await page.locator(".room-header .icon-button").last().click();
    },
  ],
  [
    "mini-player",
    "/room/r1?room=speaker",
    async (page) => {
      await enter(page);
      await page.locator(".room-header .icon-button").first().click();
      await page.locator(".mini").waitFor();
    },
  ],
  ["person", "/u/amara_okafor0"],
  ["person-hostile", "/u/zalgo"],
  ["search", "/search"],
  ["search-people", "/search?q=a&kind=people"],
  ["search-clubs", "/search?topic=travel&kind=clubs"],
  ["clubs", "/clubs"],
  ["clubs-empty", "/clubs?mood=empty"],
  ["new-club", "/clubs/new"],
  ["club", "/club/c1"],
  ["club-community", "/club/c2"],
  ["club-people", "/club/c1", async (page) => page.locator(".tabs .tab").nth(1).click()],
  ["club-gone", "/club/none"],
  ["events", "/events"],
  ["events-empty", "/events?mood=empty"],
  ["new-event", "/events/new"],
  ["event", "/event/e1"],
  ["inbox", "/inbox"],
  ["inbox-empty", "/inbox?mood=empty"],
  ["invitations", "/invitations"],
  ["settings", "/settings"],
  ["settings-profile", "/settings/profile"],
  ["settings-devices", "/settings/devices"],
  ["settings-notifications", "/settings/notifications"],
  ["settings-privacy", "/settings/privacy"],
  ["settings-sessions", "/settings/sessions"],
  ["settings-appearance", "/settings/appearance"],
  ["settings-data", "/settings/data"],
  ["settings-failing", "/settings/profile?mood=failing"],
  ["hearing", "/hearing"],
  ["operator-cases", "/operator/cases"],
  ["operator-case", "/operator/case/k1"],
  ["operator-accounts", "/operator/accounts"],
  [
    "operator-account",
    "/operator/accounts",
    async (page) => {
      await page.locator("main form input").first().fill("@amara_okafor0");
      await page.locator("main form button").first().click();
      await page.locator("main textarea").waitFor();
    },
  ],
  ["operator-waiting", "/operator/waiting"],
  ["operator-branches", "/operator/branches"],
  ["operator-audit", "/operator/audit"],
  ["operator-webhooks", "/operator/webhooks"],
  ["operator-figures", "/operator/figures"],
  ["shortcuts", "/", async (page) => page.keyboard.press("?")],
  ["nowhere", "/nothing/here"],
];

const dist = mkdtempSync(join(tmpdir(), "page-"));
await build({ configFile: join(here, "fake/vite.config.ts"), build: { outDir: dist }, logLevel: "error" });
const { url, close } = await serve(dist);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
const findings = [];
const find = (text) => {
  findings.push(text);
  console.log(`- ${text}`);
};
let looks = 0;

/** Runs in the page: what is wider than the window, and words that are cut without an ellipsis that says so. */
function tooWide() {
  const found = [];
  const wide = document.documentElement.scrollWidth - window.innerWidth;
  if (wide > 0) found.push(`${wide} px wider than the window`);
  for (const element of document.querySelectorAll("button, a, label, h1, h2, h3, p, li, td, dd, dt, span")) {
    // Words of one pixel are for screen readers.
    if (element.clientWidth <= 1) continue;
    const style = getComputedStyle(element);
    const says = element.closest(".unseen, .table-scroll, [aria-hidden=true]") || style.textOverflow === "ellipsis";
    const clamps = style.webkitLineClamp !== "none";
    const cuts = style.overflowX !== "visible" && style.overflowX !== "auto" && style.overflowX !== "scroll";
    if (!says && !clamps && cuts && element.scrollWidth > element.clientWidth + 1)
      found.push(`cut: ${element.className || element.tagName} "${element.textContent.slice(0, 40)}"`);
    // A line of some letters each is a column that has no room left.
    if (element.children.length === 0 && element.textContent.length > 12 && element.clientWidth < 30 && !says)
      found.push(`squeezed: ${element.className || element.tagName} "${element.textContent.slice(0, 40)}"`);
  }
  return found;
}

/** One look at a screen. */
async function look(name, path, act, { width, height, theme, language, check }) {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    reducedMotion: "reduce",
    locale: language === "fr" ? "fr-FR" : "en-GB",
    timezoneId: "Europe/Paris",
  });
  // The policy forbids scripts of others, the checker's too; it is put in behind the policy's back, and the browser's complaints are read before.
  const page = await context.newPage();
  const label = `${name} ${width}x${height} ${theme} ${language}`;
  page.on("console", (message) => {
    if (message.type() === "error" && !/404|Failed to load resource/.test(message.text())) find(`${label}: ${message.text()}`);
  });
  page.on("pageerror", (error) => find(`${label}: ${error.stack ?? error.message}`));
  await page.addInitScript((chosen) => localStorage.setItem("audiorooms.language", chosen), language);
  await page.goto(url + path);
  try {
    await page.locator("h1, .skeleton, .empty h2").first().waitFor({ timeout: 8000 });
    if (!path.includes("mood=loading")) await page.locator(".skeleton").first().waitFor({ state: "detached", timeout: 8000 });
    await act?.(page);
    await page.waitForTimeout(350);
    await mkdir(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `${name}-${width}-${theme}-${language}.png`) });
    for (const one of await page.evaluate(tooWide)) find(`${label}: ${one}`);
    if (check) for (const one of await violations(page)) find(`${label}: ${one}`);
  } catch (error) {
    find(`${label}: ${error.message.split("\n")[0]}`);
  }
  looks++;
  await context.close();
}

async function violations(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Runtime.evaluate", { expression: axe });
  const { result } = await session.send("Runtime.evaluate", {
    expression:
      "axe.run(document, { resultTypes: ['violations'] }).then((r) => JSON.stringify(r.violations.map((v) => v.id + ' (' + v.impact + ')' + ' ' + v.nodes.slice(0, 3).map((n) => n.target.join(' ') + ' ' + (n.any[0] ? n.any[0].message : '')).join(' | '))))",
    awaitPromise: true,
  });
  return JSON.parse(result.value ?? "[]");
}

/** Every look at a screen: both themes at each size in English, and the other languages at each size as well. */
function looksAt([name, path, act]) {
  const at = (theme, language, check) => sizes.map(([width, height]) => ({ width, height, theme, language, check }));
  const wanted = quick
    ? [...at("light", "en", true), ...at("dark", "fr", true).slice(0, 1), ...at("light", "pseudo", false).slice(0, 1)]
    : [...at("light", "en", true), ...at("dark", "en", true), ...at("dark", "fr", false), ...at("light", "pseudo", false)];
  return wanted.map((one) => () => look(name, path, act, one));
}

const waiting = screens.filter(([one]) => only === undefined || new RegExp(only).test(one)).flatMap(looksAt);
const worker = async () => {
  for (let next = waiting.shift(); next; next = waiting.shift()) await next();
};
await Promise.all([worker(), worker(), worker()]);

await browser.close();
close();
console.log(`${looks} looks at ${screens.length} screens, screenshots in ${folder}`);
console.log(findings.length === 0 ? "nothing found" : `${findings.length} findings`);
process.exit(findings.length === 0 ? 0 : 1);

import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { chromium, type BrowserContext, type Page } from "playwright-core";
import { build } from "vite";

const FOLDER = import.meta.dirname;

const CHROMIUM = process.env.AUDIOROOMS_CHROMIUM ?? "/usr/bin/chromium";

/** The strictest that the page can be under: no inline script, nothing of anybody else's, WebAssembly and nothing like it. */
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'; style-src 'self'; media-src 'self'";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".wasm": "application/wasm",
};

export interface TestPage {
  readonly page: Page;
  readonly browser: BrowserContext;
  /** Paths that the page has asked for, in their order. */
  readonly requests: readonly string[];
  /** Errors of the page: exceptions, and what the policy forbade. */
  readonly errors: readonly string[];
  close(): Promise<void>;
}

export interface TestPageOptions {
  /** A browser whose workers have no AudioEncoder, as Firefox for Android. */
  readonly withoutWebCodecs?: boolean;
}

/** Builds the test page as the app is built, serves it under the app's policy, and opens it with a recording as the microphone. */
export async function openTestPage(microphone: Float32Array, options: TestPageOptions = {}): Promise<TestPage> {
  const folder = await mkdtemp(join(tmpdir(), "audiorooms-sound-"));
  const recording = join(folder, "microphone.wav");
  await writeFile(recording, wav(microphone));
  await build({ configFile: join(FOLDER, "vite.config.ts"), logLevel: "error", build: { outDir: join(folder, "dist") } });
  const requests: string[] = [];
  const errors: string[] = [];
  const server = await serve(join(folder, "dist"), requests, options);
  const browser = await chromium.launchPersistentContext(join(folder, "profile"), {
    executablePath: CHROMIUM,
    headless: true,
    permissions: ["microphone"],
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--use-fake-ui-for-media-stream",
      "--use-fake-device-for-media-stream",
      `--use-file-for-fake-audio-capture=${recording}%noloop`,
    ],
    ignoreDefaultArgs: ["--mute-audio"],
  });
  const page = await browser.newPage();
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") {
      errors.push(message.text());
    }
  });
  await page.goto(`http://localhost:${String((server.address() as AddressInfo).port)}/`);
  return {
    page,
    browser,
    requests,
    errors,
    close: async () => {
      await browser.close();
      server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function serve(folder: string, requests: string[], { withoutWebCodecs = false }: TestPageOptions): Promise<Server> {
  const server = createServer(({ url = "/" }, answer) => {
    requests.push(url);
    try {
      const path = url === "/" ? "/index.html" : new URL(url, "http://localhost").pathname;
      const body = readFileSync(join(folder, path));
      answer.writeHead(200, {
        "content-type": TYPES[extname(path)] ?? "application/octet-stream",
        "content-security-policy": POLICY,
        "permissions-policy": "microphone=(self)",
        "x-content-type-options": "nosniff",
      });
      answer.end(withoutWebCodecs && path.includes("encoder.worker") ? `self.AudioEncoder = undefined;${body.toString()}` : body);
    } catch {
      answer.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

/** 16 bits, mono, 48 kHz. */
function wav(pcm: Float32Array): Buffer {
  const file = Buffer.alloc(44 + 2 * pcm.length);
  file.write("RIFF", 0);
  file.writeUInt32LE(36 + 2 * pcm.length, 4);
  file.write("WAVEfmt ", 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(48_000, 24);
  file.writeUInt32LE(96_000, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write("data", 36);
  file.writeUInt32LE(2 * pcm.length, 40);
  pcm.forEach((sample, index) => file.writeInt16LE(Math.round(32_767 * Math.min(Math.max(sample, -1), 1)), 44 + 2 * index));
  return file;
}

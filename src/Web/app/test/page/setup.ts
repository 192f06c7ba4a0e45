import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import type { TestProject } from "vitest/node";
import { serve } from "../serve.mjs";

/** Builds the page once for all tests, and serves it with the headers of the product. */
export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "page-"));
  const configFile = fileURLToPath(new URL("../fake/vite.config.ts", import.meta.url));
  await build({ configFile, build: { outDir: folder }, logLevel: "error" });
  const { url, close } = await serve(folder);
  project.provide("url", url);
  return close;
}

declare module "vitest" {
  interface ProvidedContext {
    url: string;
  }
}

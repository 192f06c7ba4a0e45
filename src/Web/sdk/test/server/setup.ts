import type { TestProject } from "vitest/node";
import { startSilo } from "./silo.js";

/** One server for all files; where it is, tests learn by `inject("server")`. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const silo = await startSilo();
  project.provide("server", silo.server);
  return () => silo.stop();
}

declare module "vitest" {
  interface ProvidedContext {
    readonly server: string;
  }
}

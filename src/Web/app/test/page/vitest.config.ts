import { defineConfig } from "vitest/config";

/** The page on a client without a server, in a real browser: `npm run test:page`. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ["*.page.ts"],
    globalSetup: "./setup.ts",
    environment: "node",
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});

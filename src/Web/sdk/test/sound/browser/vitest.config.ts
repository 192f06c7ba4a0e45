import { defineConfig } from "vitest/config";

/** In a real browser, at the speed of sound: `npm run test:sound`. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ["*.browser.ts"],
    environment: "node",
    testTimeout: 120_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
});

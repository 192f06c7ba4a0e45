import { defineConfig } from "vitest/config";

/** The built page at a real server, in Chromium: AUDIOROOMS_SILO=…/AudioRooms.Silo.dll AUDIOROOMS_CLI=…/AudioRooms.Cli.dll npm run test:server. */
export default defineConfig({
  test: {
    include: ["test/server/**/*.browser.ts"],
    environment: "node",
    testTimeout: 60_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
});

import { defineConfig } from "vitest/config";

/** Tests against a real server, which they start: AUDIOROOMS_SILO=…/AudioRooms.Silo.dll npm run test:server. */
export default defineConfig({
  test: {
    include: ["test/server/**/*.test.ts"],
    globalSetup: "test/server/setup.ts",
    environment: "node",
    testTimeout: 60_000,
    hookTimeout: 60_000,
    fileParallelism: false,
  },
});

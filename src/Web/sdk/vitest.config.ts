import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // They need a server, see vitest.server.config.ts.
    exclude: ["test/server/**"],
    environment: "node",
  },
});

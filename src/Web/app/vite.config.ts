import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { binaryOnly } from "./build/binary-only";
import { compressed } from "./build/compressed";
import { pageVersion } from "./build/page-version";

const workspace = fileURLToPath(new URL("..", import.meta.url));

/** The server behind `vite dev`; the page itself only ever speaks to its own origin. */
const server = process.env.AUDIOROOMS_SERVER ?? "http://127.0.0.1:8080";
const toServer = ["/audiorooms.v1.", "/session", "/photos", "/calendar", "/metrics", "/readyz"];

export default defineConfig({
  plugins: [binaryOnly(), pageVersion(workspace), compressed()],
  appType: "spa",
  build: {
    outDir: fileURLToPath(new URL("dist", import.meta.url)),
    emptyOutDir: true,
    target: "es2022",
    // Nothing is inlined: the content security policy allows neither data: scripts nor data: fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    cssCodeSplit: true,
    sourcemap: false,
    manifest: true,
  },
  server: {
    proxy: {
      ...Object.fromEntries(toServer.map((path) => [path, { target: server, changeOrigin: true }])),
      "/ws": { target: server, ws: true, changeOrigin: true },
    },
  },
  test: {
    include: ["test/**/*.test.{ts,tsx}"],
    environment: "node",
  },
} as Parameters<typeof defineConfig>[0]);

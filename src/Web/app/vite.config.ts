import { defineConfig, type Plugin } from "vite";

/** The server behind `vite dev`; the page itself only ever speaks to its own origin. */
const server = process.env.AUDIOROOMS_SERVER ?? "http://127.0.0.1:8080";
const toServer = ["/audiorooms.v1.", "/session", "/photos", "/calendar", "/metrics", "/readyz", "/version", "/push"];

/**
 * The page speaks binary protobuf alone, but its library carries the JSON form along: a sixth of the shell. What would call it says so loudly.
 */
function binaryOnly(): Plugin {
  const names = {
    "from-json.js": ["fromJson", "fromJsonString", "mergeFromJson", "mergeFromJsonString", "enumFromJson", "isEnumJson"],
    "to-json.js": ["toJson", "toJsonString", "enumToJson"],
  };
  return {
    name: "binary-only",
    apply: "build",
    enforce: "pre",
    load(id) {
      const file = Object.entries(names).find(([name]) => id.split("?")[0]?.endsWith(`@bufbuild/protobuf/dist/esm/${name}`));
      return file
        ? file[1]
            .map((name) => `export function ${name}() { throw new Error('${name}: this page speaks binary protobuf'); }`)
            .join("\n")
        : null;
    },
  };
}

export default defineConfig({
  plugins: [binaryOnly()],
  appType: "spa",
  build: {
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

import { defineConfig } from "vite";

/** As the app is built: nothing inlined, since the content security policy allows no data: addresses. */
export default defineConfig({
  root: import.meta.dirname,
  build: { target: "es2022", assetsInlineLimit: 0, modulePreload: { polyfill: false }, emptyOutDir: true },
});

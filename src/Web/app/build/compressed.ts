import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Plugin, ResolvedConfig } from "vite";

/** Formats that are not compressed by themselves. */
const worthwhile = new Set([".html", ".js", ".css", ".svg", ".wasm", ".webmanifest"]);

/** Puts `X.br` and `X.gz` beside each file X that they make smaller, so that a server need not compress the same bytes for everybody. */
export function compressed(): Plugin {
  let config: ResolvedConfig;
  return {
    name: "compressed",
    apply: "build",
    enforce: "post",
    configResolved(resolved) {
      config = resolved;
    },
    closeBundle() {
      const folder = config.build.outDir;
      for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
        if (entry.isFile() && worthwhile.has(extname(entry.name))) compress(join(entry.parentPath, entry.name));
      }
    },
  };
}

function compress(path: string): void {
  const plain = readFileSync(path);
  const forms = {
    br: brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } }),
    gz: gzipSync(plain, { level: 9 }),
  };
  for (const [suffix, bytes] of Object.entries(forms)) {
    if (bytes.length < plain.length) writeFileSync(`${path}.${suffix}`, bytes);
  }
}

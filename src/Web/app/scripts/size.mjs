// Measures what a first visit loads before any sound: the entry with all that it imports, its styles, the page itself, and the larger of the two
// languages. Fails above the limit. The font is shown and not counted: text is readable before it comes.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const limit = 90 * 1024;
const dist = join(dirname(fileURLToPath(import.meta.url)), "../dist");
const manifest = JSON.parse(readFileSync(join(dist, ".vite/manifest.json"), "utf8"));

const gzip = (file) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;
const [entryKey, entry] = Object.entries(manifest).find(([, chunk]) => chunk.isEntry) ?? [];
if (!entry) throw new Error("The build has no entry; run `vite build` first.");

/** Files of a chunk and of everything that it imports at once. */
function closure(key, files = new Set()) {
  const chunk = manifest[key];
  if (files.has(chunk.file)) return files;
  files.add(chunk.file);
  for (const style of chunk.css ?? []) files.add(style);
  for (const imported of chunk.imports ?? []) closure(imported, files);
  return files;
}

const shell = closure(entryKey);
const languages = ["src/i18n/en/core.ts", "src/i18n/fr/core.ts"].map((key) => manifest[key]?.file).filter(Boolean);
const language = languages.sort((left, right) => gzip(right) - gzip(left))[0];
if (!language) throw new Error("The build has no chunk of a language.");

const parts = ["index.html", ...shell, language]
  .map((file) => ({ file, bytes: gzip(file) }))
  .sort((left, right) => right.bytes - left.bytes);
const total = parts.reduce((sum, part) => sum + part.bytes, 0);
const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1)} KB`;

for (const { file, bytes } of parts) console.log(kilobytes(bytes).padStart(9), file);
const fonts = (entry.assets ?? []).filter((file) => file.endsWith(".woff2")).map((file) => readFileSync(join(dist, file)).length);
if (fonts.length > 0)
  console.log(
    `fonts, not counted: ${fonts.map(kilobytes).join(", ")}; a page in English or French loads the first that it needs`,
  );
console.log(`shell: ${kilobytes(total)} of ${kilobytes(limit)} gzip`);
if (total > limit) {
  console.error(`The shell is ${kilobytes(total - limit)} too large.`);
  process.exit(1);
}

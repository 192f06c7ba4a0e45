import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

/** Name of the file beside the page that says which page it is. */
const FILE = "page-version";

/** What the page is built from, below the workspace's folder. */
const sources = ["app/src", "app/public", "app/index.html", "sdk/src", "package-lock.json"];

/** 16 hexadecimal digits that change with any source: the same sources give the same version on every machine. */
export function versionOf(workspace: string): string {
  const hash = createHash("sha256");
  for (const path of sources.flatMap((source) => filesOf(workspace, source))) {
    hash
      .update(path)
      .update("\0")
      .update(readFileSync(join(workspace, path)))
      .update("\0");
  }
  return hash.digest("hex").slice(0, 16);
}

/** Tells the page its version as VITE_PAGE_VERSION, and the server by a file, so that a page that is older than the server's can be told. */
export function pageVersion(workspace: string): Plugin {
  const version = versionOf(workspace);
  return {
    name: "page-version",
    apply: "build",
    config: () => ({ define: { "import.meta.env.VITE_PAGE_VERSION": JSON.stringify(version) } }),
    generateBundle() {
      this.emitFile({ type: "asset", fileName: FILE, source: `${version}\n` });
    },
  };
}

/** The files of a folder, its folders included, in one order everywhere; a file stands for itself. */
function filesOf(workspace: string, path: string): string[] {
  if (path.includes(".")) return [path];
  return readdirSync(join(workspace, path), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(workspace.length).replaceAll("\\", "/").replace(/^\//, ""))
    .sort((left, right) => (left < right ? -1 : 1));
}

import type { Plugin } from "vite";

const replaced: Readonly<Record<string, readonly string[]>> = {
  "from-json.js": ["fromJson", "fromJsonString", "mergeFromJson", "mergeFromJsonString", "enumFromJson", "isEnumJson"],
  "to-json.js": ["toJson", "toJsonString", "enumToJson"],
};

/**
 * The page speaks binary protobuf alone, but its library carries the JSON form along: a sixth of the shell. What would call it says so loudly.
 */
export function binaryOnly(): Plugin {
  return {
    name: "binary-only",
    apply: "build",
    enforce: "pre",
    load(id) {
      const file = Object.entries(replaced).find(([name]) => id.split("?")[0]?.endsWith(`@bufbuild/protobuf/dist/esm/${name}`));
      return file
        ? file[1]
            .map((name) => `export function ${name}() { throw new Error('${name}: this page speaks binary protobuf'); }`)
            .join("\n")
        : null;
    },
  };
}

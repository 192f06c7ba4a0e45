import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { LibOpus } from "../../../src/sound/codec/libopus.js";

const require = createRequire(import.meta.url);

export function loadDecoder(): LibOpus {
  return load("decoder");
}

export function loadEncoder(): LibOpus {
  return load("encoder");
}

function load(half: "decoder" | "encoder"): LibOpus {
  return new LibOpus(readFileSync(require.resolve(`opus-encdec/dist/libopus-${half}.wasm.min.wasm`)));
}

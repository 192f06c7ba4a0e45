import type { Message } from "./message";

const accents: Readonly<Record<string, string>> = {
  a: "å",
  c: "ç",
  e: "é",
  i: "ï",
  n: "ñ",
  o: "ö",
  s: "š",
  u: "ü",
  y: "ÿ",
  A: "Å",
  C: "Ç",
  E: "É",
  I: "Ï",
  N: "Ñ",
  O: "Ö",
  S: "Š",
  U: "Ü",
};

/** A text 40 % longer and accented, with its holes untouched: shows words that were never translated and layouts that are too tight. */
export function pseudo(text: string): string {
  const accented = text.replace(/\{\w+\}|./gsu, (part) => (part.startsWith("{") ? part : (accents[part] ?? part)));
  const letters = Array.from(text.replace(/\{\w+\}/g, "")).length;
  return `[${accented}${"~".repeat(Math.max(0, Math.ceil(letters * 0.4) - 2))}]`;
}

export function pseudoOf<D extends Readonly<Record<string, Message>>>(dictionary: D): D {
  const entries = Object.entries(dictionary).map(([key, message]) => [
    key,
    typeof message === "string"
      ? pseudo(message)
      : Object.fromEntries(Object.entries(message).map(([form, text]) => [form, pseudo(text as string)])),
  ]);
  return Object.fromEntries(entries) as D;
}

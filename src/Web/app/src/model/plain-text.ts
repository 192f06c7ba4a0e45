/*
 * Words of others are always text. These functions bound what such text can do to the lines around it: direction marks are taken out, piles
 * of combining marks are cut to three, and what cannot be seen does not count as a name.
 */

// Explicit directional formatting, the isolates, and the marks (Unicode TR9 §2).
const directionMarks = /[\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C]/g;
const controls = /(?![\t\n\r])\p{Cc}/gu;
// What fonts draw nothing for (Unicode: Default_Ignorable_Code_Point), spaces, and the Braille pattern without dots.
const invisible = /[\p{Default_Ignorable_Code_Point}\p{Z}\s\u2800]/gu;
const tooManyMarks = /(\p{M}{3})\p{M}+/gu;

/** One line, safe to stand among other words. */
export function plainLine(text: string): string {
  return plainLines(text).replace(/\s+/gu, " ").trim();
}

/** Several lines, such as a biography or the rules of a club. */
export function plainLines(text: string): string {
  return text.normalize("NFC").replace(directionMarks, "").replace(controls, "").replace(tooManyMarks, "$1");
}

/** How a person is called: the display name, or the handle where nothing of the name can be seen. */
export function nameOf(person: { readonly displayName: string; readonly handle: string } | undefined): string {
  if (!person) return "";
  const name = plainLine(person.displayName);
  return name.replace(invisible, "") === "" ? `@${person.handle}` : name;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** One or two letters for a face without a photo: of the first and the last word of the name. */
export function initialsOf(name: string): string {
  const words = plainLine(name)
    .replace(/^@/, "")
    .split(/[\s_-]+/u)
    .filter((word) => word !== "");
  const first = firstGrapheme(words[0]);
  const last = words.length > 1 ? firstGrapheme(words.at(-1)) : "";
  return `${first}${last}`.toLocaleUpperCase();
}

function firstGrapheme(word: string | undefined): string {
  if (!word) return "";
  const [segment] = segmenter.segment(word);
  return segment?.segment ?? "";
}

/** The host of a pinned address, for a link that says where it leads; null for what is not https. */
export function linkHost(url: string): string | null {
  try {
    const parsed = new URL(url);
    return parsed.protocol === "https:" ? parsed.host : null;
  } catch {
    return null;
  }
}

/** The set that a server has unless its operator chose another, with the glyph of each. The hand is not among them on purpose. */
export const glyphs: Readonly<Record<string, string>> = {
  wave: "👋",
  "100": "💯",
  peace: "✌️",
  clap: "👏",
  heart: "❤️",
  laugh: "😄",
  fire: "🔥",
  surprised: "😮",
};

export const defaultReactions: readonly string[] = ["wave", "100", "peace"];

/** At most this many rise at once: a crowd of thousands is shown as a crowd, not drawn one by one. */
export const risingMax = 12;

/** How many glyphs rise for a count: each of the first few, then the logarithm. */
export function risingCount(count: number): number {
  if (count <= 0) return 0;
  if (count <= 4) return count;
  return Math.min(risingMax, 4 + Math.round(2 * Math.log2(count / 4)));
}

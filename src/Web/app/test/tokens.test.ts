import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { contrast, type Oklch, shownAs } from "./support/colour";

/*
 * The tokens as they are shipped, read from the style sheet: each pair of text and ground that the page uses has the contrast that WCAG 2.2 asks for at
 * level AA (4.5 for text, 3 for large text, marks and borders of controls), in both themes and for every hue that a room may have.
 */
const css = readFileSync(new URL("../src/styles/tokens.css", import.meta.url), "utf8");
const light = tokensOf((selector) => !selector.includes("dark"));
const dark = { ...light, ...tokensOf((selector) => selector.includes("dark")) };

type Tokens = Readonly<Record<string, (hue: number) => Oklch>>;

/** Of all blocks whose selector is meant. */
function tokensOf(isMeant: (selector: string) => boolean): Tokens {
  const body = [...css.matchAll(/([^{}]*)\{([^{}]*)\}/g)]
    .filter(([, selector]) => selector?.includes(":root") && isMeant(selector))
    .map(([, , block]) => block)
    .join("\n");
  const found = [...body.matchAll(/--([\w-]+): oklch\(([\d.]+) ([\d.]+) (var\(--hue\)|[\d.]+)\);/g)];
  return Object.fromEntries(
    found.map(([, name, l, c, h]) => [
      name ?? "",
      (hue: number) => ({ l: Number(l), c: Number(c), h: h?.startsWith("var") ? hue : Number(h) }),
    ]),
  );
}

/** Text, ground, the least contrast. */
const pairs: readonly (readonly [string, string, number])[] = [
  ...["text", "text-soft", "accent-text", "live", "good", "warn", "bad"].flatMap((text) =>
    ["ground", "surface"].map((ground) => [text, ground, 4.5] as const),
  ),
  ["text", "sunken", 4.5],
  ["text-soft", "sunken", 4.5],
  ["text", "accent-soft", 4.5],
  ["accent-text", "accent-soft", 4.5],
  ["on-accent", "accent", 4.5],
  ["on-accent", "accent-hover", 4.5],
  ["text", "good-soft", 4.5],
  ["good", "good-soft", 4.5],
  ["warn", "warn-soft", 4.5],
  ["bad", "bad-soft", 4.5],
  ["hand", "hand-soft", 4.5],
  ["text", "hand-soft", 4.5],
  ["ground", "live", 4.5],
  ["ground", "text", 4.5],
  ["line-strong", "surface", 3],
  ["line-strong", "ground", 3],
  ["ring", "ground", 3],
  ["focus", "ground", 3],
  ["focus", "surface", 3],
  ["focus", "sunken", 3],
  ["accent", "surface", 3],
  ["accent", "ground", 3],
];

describe.each([
  ["light", light],
  ["dark", dark],
])("tokens, %s", (_, tokens) => {
  it.each(pairs)("%s_On_%s_HasContrast_%d_ForEveryHue", (text, ground, least) => {
    const [above, below] = [tokens[text], tokens[ground]];
    if (!above || !below) throw new Error(`tokens.css names no oklch colour ${above ? ground : text}`);

    const worst = Math.min(
      ...Array.from({ length: 72 }, (__, index) => index * 5).flatMap((hue) =>
        shownAs(above(hue)).flatMap((front) => shownAs(below(hue)).map((back) => contrast(front, back))),
      ),
    );

    expect(worst).toBeGreaterThanOrEqual(least);
  });
});

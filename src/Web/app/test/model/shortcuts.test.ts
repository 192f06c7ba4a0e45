import { describe, expect, it } from "vitest";
import { shortcutFor, shortcutRows } from "../../src/model/shortcuts";

const stroke = (key: string, change: object = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, ...change });
/** An element that matches exactly these words of a selector. */
const element = (...names: readonly string[]) => ({
  matches: (selector: string) => selector.split(", ").some((part) => names.includes(part)),
});

describe("shortcutFor", () => {
  it.each([
    ["h", "hand"],
    ["H", "hand"],
    ["l", "leave"],
    [" ", "talk"],
    ["?", "shortcuts"],
    ["/", "search"],
    ["x", null],
    ["Escape", null],
  ])("ShortcutFor_%j_Is_%s", (key, action) => {
    expect(shortcutFor(stroke(key), null, false)).toBe(action);
  });

  it("ShortcutFor_TypedIntoAField_IsNone", () => {
    expect(shortcutFor(stroke("h"), element("textarea"), false)).toBeNull();
  });

  it("ShortcutFor_SpaceOnAButton_BelongsToTheButton", () => {
    expect(shortcutFor(stroke(" "), element("button"), false)).toBeNull();
    expect(shortcutFor(stroke("h"), element("button"), false)).toBe("hand");
  });

  it.each([{ ctrlKey: true }, { metaKey: true }, { altKey: true }, { defaultPrevented: true }])(
    "ShortcutFor_With%o_BelongsToTheBrowser",
    (change) => {
      expect(shortcutFor(stroke("l", change), null, false)).toBeNull();
    },
  );

  it("ShortcutFor_UnderASheet_OnlyTalkingGoesOn", () => {
    expect(shortcutFor(stroke("l"), null, true)).toBeNull();
    expect(shortcutFor(stroke(" "), null, true)).toBe("talk");
  });

  it("ShortcutRows_EveryKeyOfTheSheet_DoesSomething", () => {
    const without = shortcutRows.filter((row) => row.key !== "Esc" && shortcutFor(stroke(row.key), null, false) === null);

    expect(without).toEqual([]);
  });
});

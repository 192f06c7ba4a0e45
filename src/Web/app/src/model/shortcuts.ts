export type ShortcutAction = "talk" | "hand" | "leave" | "deafen" | "room" | "search" | "start" | "hallway" | "shortcuts";

/** What the sheet shows, in this order. `label` is a key of the dictionary. */
export const shortcutRows = [
  { key: " ", label: "keys.talk" },
  { key: "H", label: "keys.hand" },
  { key: "L", label: "keys.leave" },
  { key: "D", label: "keys.deafen" },
  { key: "R", label: "keys.room" },
  { key: "N", label: "keys.start" },
  { key: "G", label: "keys.hallway" },
  { key: "/", label: "keys.search" },
  { key: "?", label: "keys.this" },
  { key: "Esc", label: "keys.close" },
] as const;

const actions: Readonly<Record<string, ShortcutAction>> = {
  " ": "talk",
  h: "hand",
  l: "leave",
  d: "deafen",
  r: "room",
  n: "start",
  g: "hallway",
  "/": "search",
  "?": "shortcuts",
};

interface Stroke {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly defaultPrevented?: boolean;
}

interface Target {
  matches(selector: string): boolean;
}

const writes =
  "input:not([type=checkbox]):not([type=radio]):not([type=range]):not([type=button]), textarea, select, [contenteditable]";
const takesSpace = "button, a[href], input, summary, [role=button], [role=tab]";

/** What a key does where it was pressed; null if it belongs to the field, the control, the sheet or the browser. */
export function shortcutFor(stroke: Stroke, target: Target | null, sheetIsOpen: boolean): ShortcutAction | null {
  if (stroke.defaultPrevented || stroke.ctrlKey || stroke.metaKey || stroke.altKey) return null;
  const action = actions[stroke.key.length === 1 ? stroke.key.toLowerCase() : stroke.key];
  if (!action || target?.matches(writes)) return null;
  if (action === "talk") return target?.matches(takesSpace) ? null : action;
  return sheetIsOpen ? null : action;
}

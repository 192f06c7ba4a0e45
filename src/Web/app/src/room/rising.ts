import type { Reaction } from "@audiorooms/client";
import { signal } from "@preact/signals";
import { glyphs, risingCount } from "../model/reactions";

/** A glyph on its way up. */
export interface Rising {
  readonly id: number;
  readonly glyph: string;
  readonly name: string;
  /** Over whose face it rises; empty: from the bar at the bottom, where the crowd's reactions rise. */
  readonly userId: string;
  /** 0 to 1, across the width it rises in. */
  readonly across: number;
  readonly delayMs: number;
}

export const risesForMs = 1900;
const shownMax = 48;

/** What rises now. Each face takes its own out of it. */
export const rising = signal<readonly Rising[]>([]);
let nextId = 1;

export function heardReaction(reaction: Reaction, selfId: string): void {
  const people = reaction.own ? [selfId] : reaction.userIds;
  const count = people.length > 0 ? Math.max(people.length, 0) : 0;
  const fresh = [
    ...people.map((userId) => rise(reaction.name, userId, 0)),
    ...Array.from({ length: risingCount(reaction.count - count) }, (_, index) => rise(reaction.name, "", index * 70)),
  ];
  if (fresh.length === 0) return;
  rising.value = [...rising.value, ...fresh].slice(-shownMax);
  const ids = new Set(fresh.map((one) => one.id));
  setTimeout(() => {
    rising.value = rising.value.filter((one) => !ids.has(one.id));
  }, risesForMs + 1000);
}

function rise(name: string, userId: string, delayMs: number): Rising {
  const id = nextId++;
  // A low-discrepancy step spreads neighbours without a random source.
  return { id, glyph: glyphs[name] ?? name, name, userId, across: (id * 0.618034) % 1, delayMs };
}

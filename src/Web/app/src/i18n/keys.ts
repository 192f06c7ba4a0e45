import type { core as enCore } from "./en/core";
import type { rest as enRest } from "./en/rest";
import type { HolesOf, Message, Value } from "./message";

/** English defines the keys, and the holes of each. */
export type English = typeof enCore & typeof enRest;
export type Key = keyof English;

type Same<D> = { readonly [K in keyof D]: D[K] extends string ? string : Exclude<Message, string> };

/** What the first screens say; it comes with the page. */
export type Core = Same<typeof enCore>;
/** What all others say; it comes right after. */
export type Rest = Same<typeof enRest>;
export type Dictionary = Core & Rest;

/** The values that a message needs: none, or one for each of its holes. */
export type Arguments<K extends Key> = [HolesOf<English[K]>] extends [never]
  ? []
  : [Readonly<Record<HolesOf<English[K]>, Value>>];

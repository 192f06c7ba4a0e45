import { HallwayReason, type HallwayEntry } from "@audiorooms/client";

export interface HallwayPart {
  readonly reason: HallwayReason;
  readonly rooms: readonly HallwayEntry[];
}

const order = [HallwayReason.FOLLOWED, HallwayReason.CLUB, HallwayReason.INTEREST, HallwayReason.OTHER] as const;

/** Rooms by the reason for which they are shown, the strongest first; parts without rooms are left out. */
export function partsOf(rooms: readonly HallwayEntry[]): readonly HallwayPart[] {
  return order
    .map((reason) => ({ reason, rooms: rooms.filter((entry) => reasonOf(entry) === reason) }))
    .filter((part) => part.rooms.length > 0);
}

function reasonOf(entry: HallwayEntry): HallwayReason {
  return entry.reason === HallwayReason.UNSPECIFIED ? HallwayReason.OTHER : entry.reason;
}

/** The live bar: rooms in which people that one follows host or speak. */
export function liveBarOf(rooms: readonly HallwayEntry[]): readonly HallwayEntry[] {
  return rooms.filter((entry) => entry.reason === HallwayReason.FOLLOWED);
}

interface Named {
  readonly userId: string;
  readonly handle: string;
  readonly displayName: string;
}

/** Faces on a card: people one knows first, then the owner, each once, at most five. */
export function facesOf(known: readonly Named[], owner: Named | undefined): readonly Named[] {
  const faces = new Map<string, Named>();
  for (const person of owner ? [...known, owner] : known) if (!faces.has(person.userId)) faces.set(person.userId, person);
  return [...faces.values()].slice(0, 5);
}

/** A person as the audience area shows them. */
export interface Listener {
  readonly userId: string;
  readonly handle: string;
  readonly displayName: string;
  readonly followedBySpeakers: boolean;
}

export interface AudienceParts {
  /** Ids of people that somebody on stage follows. */
  readonly followed: readonly string[];
  readonly others: readonly string[];
}

/** Who listens, without those on stage, each once, in the server's order. The viewer stands first of their part. */
export function partAudience(people: readonly Listener[], onStage: ReadonlySet<string>, viewerId: string): AudienceParts {
  const seen = new Set<string>(onStage);
  const followed: string[] = [];
  const others: string[] = [];
  for (const person of people) {
    if (seen.has(person.userId)) continue;
    seen.add(person.userId);
    const part = person.followedBySpeakers ? followed : others;
    if (person.userId === viewerId) part.unshift(person.userId);
    else part.push(person.userId);
  }
  return { followed, others };
}

/** How many are not shown one by one: the room's count less those drawn, never below 0. */
export function unseenCount(listenerCount: number, shown: number): number {
  return Math.max(0, listenerCount - shown);
}

export function isSameListener(left: Listener, right: Listener): boolean {
  return (
    left.userId === right.userId &&
    left.handle === right.handle &&
    left.displayName === right.displayName &&
    left.followedBySpeakers === right.followedBySpeakers
  );
}

/** Lists of the same ids in the same order. */
export function isSameOrder(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((id, index) => id === right[index]);
}

/** Pieces of a long list, so that the browser may leave out of its work what is far away. */
export function blocksOf(ids: readonly string[], size: number): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(ids.length / size) }, (_, index) => ids.slice(index * size, (index + 1) * size));
}

import { batch, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { type AudienceParts, isSameListener, isSameOrder, type Listener, partAudience } from "../model/audience";

/**
 * Who listens, with a signal for each person: what changes of twenty among a thousand draws twenty tiles, and the lists are drawn again only
 * when somebody comes, goes or moves.
 */
export interface Crowd {
  readonly followed: ReadonlySignal<readonly string[]>;
  readonly others: ReadonlySignal<readonly string[]>;
  readonly size: ReadonlySignal<number>;
  person(userId: string): ReadonlySignal<Listener> | undefined;
  update(people: readonly Listener[], onStage: ReadonlySet<string>, viewerId: string): void;
}

export function createCrowd(): Crowd {
  const people = new Map<string, Signal<Listener>>();
  const followed = signal<readonly string[]>([]);
  const others = signal<readonly string[]>([]);
  const size = signal(0);

  const place = (list: Signal<readonly string[]>, ids: readonly string[]): void => {
    if (!isSameOrder(list.peek(), ids)) list.value = ids;
  };

  return {
    followed,
    others,
    size,
    person: (userId) => people.get(userId),
    update: (now, onStage, viewerId) => {
      batch(() => {
        const parts: AudienceParts = partAudience(now, onStage, viewerId);
        const here = new Set<string>();
        for (const listener of now) {
          here.add(listener.userId);
          const known = people.get(listener.userId);
          if (!known) people.set(listener.userId, signal(listener));
          else if (!isSameListener(known.peek(), listener)) known.value = listener;
        }
        for (const userId of people.keys()) if (!here.has(userId)) people.delete(userId);
        place(followed, parts.followed);
        place(others, parts.others);
        size.value = parts.followed.length + parts.others.length;
      });
    },
  };
}

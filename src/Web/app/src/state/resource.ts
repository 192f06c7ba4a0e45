import { type ReadonlySignal, signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { type Problem, problemOf } from "../model/refusal";
import { client } from "../services/client";

export type Loaded<T> =
  | { readonly kind: "loading" }
  | { readonly kind: "ready"; readonly value: T }
  | { readonly kind: "failed"; readonly problem: Problem };

export interface Resource<T> {
  readonly state: ReadonlySignal<Loaded<T>>;
  /** Asks again; what is shown stays until the answer comes. */
  readonly reload: () => Promise<void>;
  /** Puts a newer answer in place, such as that of a command. */
  readonly set: (value: T) => void;
  readonly change: (how: (value: T) => T) => void;
}

/**
 * Something to ask the server for, asked once and again whenever `key` changes. An answer to an older question is ignored. A question that failed
 * because the server could not be reached is asked again as soon as it can.
 */
export function useResource<T>(key: string, load: () => Promise<T>): Resource<T> {
  const resource = useMemo(() => createResource(load), [key]);
  useEffect(() => {
    void resource.reload();
    return client().reachable.subscribe((reachable) => {
      const state = resource.state.peek();
      if (reachable && state.kind === "failed" && state.problem.kind === "offline") void resource.reload();
    });
  }, [resource]);
  return resource;
}

export function createResource<T>(load: () => Promise<T>): Resource<T> {
  const state = signal<Loaded<T>>({ kind: "loading" });
  let newest = 0;
  const set = (value: T): void => {
    newest++;
    state.value = { kind: "ready", value };
  };
  return {
    state,
    set,
    change: (how) => {
      const known = state.peek();
      if (known.kind === "ready") set(how(known.value));
    },
    reload: async () => {
      const asked = ++newest;
      if (state.peek().kind === "failed") state.value = { kind: "loading" };
      try {
        const value = await load();
        if (asked === newest) state.value = { kind: "ready", value };
      } catch (error) {
        const problem = problemOf(error);
        if (asked !== newest) return;
        if (state.peek().kind === "ready" && problem.kind !== "refused") return;
        state.value = { kind: "failed", problem };
      }
    },
  };
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextPageToken: string;
}

export interface PagedResource<T> extends Resource<Page<T>> {
  readonly loadingMore: ReadonlySignal<boolean>;
  loadMore(): Promise<void>;
}

/** A list that the server gives page by page. */
export function usePages<T>(key: string, load: (pageToken: string) => Promise<Page<T>>): PagedResource<T> {
  const first = useResource(key, () => load(""));
  return useMemo(() => {
    const loadingMore = signal(false);
    return {
      ...first,
      loadingMore,
      loadMore: async () => {
        const state = first.state.peek();
        if (state.kind !== "ready" || state.value.nextPageToken === "" || loadingMore.peek()) return;
        loadingMore.value = true;
        try {
          const next = await load(state.value.nextPageToken);
          first.set({ items: [...state.value.items, ...next.items], nextPageToken: next.nextPageToken });
        } catch {
          // The button stays: the person asks again.
        } finally {
          loadingMore.value = false;
        }
      },
    };
  }, [first]);
}

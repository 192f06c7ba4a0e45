import type { Client as ConnectClient } from "@connectrpc/connect";
import type { Watch } from "../clientApi.js";
import type { Clock } from "../clock.js";
import type { InboxEntry, InboxUpdate, ListInboxResponse, Notifications } from "../gen/audiorooms/v1/notifications_pb.js";
import type { Presence } from "../presence.js";
import { RepeatedStream } from "./repeatedStream.js";

/** Entries kept: as many as the server keeps. */
const ENTRIES_MAX = 1_000;

export interface InboxState {
  readonly kind: "loading" | "live" | "stale";
  readonly version: bigint;
  readonly unreadCount: number;
  /** Newest first: the newest page, and what came since. */
  readonly entries: readonly InboxEntry[];
  /** Counts what is worth a sound: it grows by one with each. */
  readonly news: number;
  /** For older entries: `Notifications/ListInbox` with this token; empty if there are none. */
  readonly nextPageToken: string;
}

export const emptyInbox: InboxState = { kind: "loading", version: 0n, unreadCount: 0, entries: [], news: 0, nextPageToken: "" };

/** The inbox after its newest page was read. */
export function inboxOf(page: ListInboxResponse, earlier: InboxState): InboxState {
  return {
    kind: "live",
    version: page.state?.version ?? 0n,
    unreadCount: page.state?.unreadCount ?? 0,
    entries: page.entries,
    news: earlier.news,
    nextPageToken: page.nextPageToken,
  };
}

/** The inbox after a change; null if more changed than is told, and the list is to be read anew. */
export function nextInbox(state: InboxState, update: InboxUpdate): InboxState | null {
  if (update.reload) {
    return null;
  }

  const entries = new Map(state.entries.map((entry) => [entry.entryId, entry]));
  for (const entry of update.entries) {
    if ((entries.get(entry.entryId)?.version ?? -1n) <= entry.version) {
      entries.set(entry.entryId, entry);
    }
  }

  for (const id of update.removedEntryIds) {
    entries.delete(id);
  }

  const version = update.state?.version ?? state.version;
  const isNewer = version >= state.version;
  return {
    kind: "live",
    version: isNewer ? version : state.version,
    unreadCount: isNewer ? (update.state?.unreadCount ?? state.unreadCount) : state.unreadCount,
    entries: [...entries.values()].sort(newestFirst).slice(0, ENTRIES_MAX),
    news: state.news + (update.news ? 1 : 0),
    nextPageToken: state.nextPageToken,
  };
}

export function watchInbox(
  notifications: ConnectClient<typeof Notifications>,
  clock: Clock,
  presence: Presence,
): Watch<InboxState> {
  return new RepeatedStream<InboxUpdate, InboxState>({
    initial: emptyInbox,
    clock,
    presence,
    // The newest page and then what changed after it: between the two nothing is lost.
    async *open(seen, signal, report) {
      const page = await notifications.listInbox({}, { signal });
      report(inboxOf(page, seen));
      yield* notifications.watchInbox({ afterVersion: page.state?.version ?? 0n }, { signal });
    },
    next: nextInbox,
    broken: (state) => (state.kind === "live" ? { ...state, kind: "stale" } : state),
  });
}

function newestFirst(left: InboxEntry, right: InboxEntry): number {
  return left.atUnixMs === right.atUnixMs ? 0 : right.atUnixMs > left.atUnixMs ? 1 : -1;
}

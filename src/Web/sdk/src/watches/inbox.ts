import type { InboxEntry } from "../gen/audiorooms/v1/notifications_pb.js";

export interface InboxState {
  readonly kind: "loading" | "live" | "stale";
  readonly version: bigint;
  readonly unreadCount: number;
  /** Newest first: the newest page, and what came since. Older ones by `loadMore`. */
  readonly entries: readonly InboxEntry[];
  /** Counts what is worth a sound: it grows by one with each. */
  readonly news: number;
  /** Whether older entries can be had: `Notifications/ListInbox` with this token; empty if not. */
  readonly nextPageToken: string;
}

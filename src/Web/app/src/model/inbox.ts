import { type InboxEntry, type InboxItem, NotificationKind } from "@audiorooms/client";
import { paths } from "../router/routes";

/** The dictionary's key for what an entry says; every kind has one. `{name}` is who did it, `{text}` what it was called then, `{count}` how many. */
export const inboxKeys: Readonly<Record<Exclude<NotificationKind, NotificationKind.UNSPECIFIED>, `inbox.${string}`>> = {
  [NotificationKind.ROOM_STARTED]: "inbox.roomStarted",
  [NotificationKind.STAGE_INVITED]: "inbox.stageInvited",
  [NotificationKind.ROOM_PING]: "inbox.roomPing",
  [NotificationKind.SPOKE_ON_STAGE]: "inbox.spokeOnStage",
  [NotificationKind.CLUB_INVITED]: "inbox.clubInvited",
  [NotificationKind.CLUB_MEMBER_JOINED]: "inbox.clubMemberJoined",
  [NotificationKind.CLUB_ROOM_STARTED]: "inbox.clubRoomStarted",
  [NotificationKind.FOLLOWED]: "inbox.followed",
  [NotificationKind.FOLLOWED_BACK]: "inbox.followedBack",
  [NotificationKind.EVENT_SCHEDULED]: "inbox.eventScheduled",
  [NotificationKind.EVENT_MOVED]: "inbox.eventMoved",
  [NotificationKind.EVENT_CANCELLED]: "inbox.eventCancelled",
  [NotificationKind.EVENT_REMINDER]: "inbox.eventReminder",
  [NotificationKind.EVENT_HOST_REMINDER]: "inbox.eventHostReminder",
  [NotificationKind.EVENT_STARTING]: "inbox.eventStarting",
  [NotificationKind.DIGEST]: "inbox.digest",
  [NotificationKind.CLUB_APPLIED]: "inbox.clubApplied",
};

/** Where an entry leads: to what it is about, or to the person who did it; nowhere for a digest. */
export function hrefOf(item: InboxItem | undefined): string | null {
  switch (item?.subject.case) {
    case "roomId":
      return paths.room(item.subject.value);
    case "clubId":
      return paths.club(item.subject.value);
    case "eventId":
      return paths.event(item.subject.value);
    default:
      return item?.actor ? paths.person(item.actor.handle) : null;
  }
}

export interface InboxDay {
  readonly key: "today" | "yesterday" | "earlier";
  readonly entries: readonly InboxEntry[];
}

/** Entries of today, of yesterday and from before, by the clock of the viewer. */
export function daysOf(entries: readonly InboxEntry[], now: Date): readonly InboxDay[] {
  const today = new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime();
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1).getTime();
  const dayOf = (entry: InboxEntry): InboxDay["key"] => {
    const at = Number(entry.atUnixMs);
    return at >= today ? "today" : at >= yesterday ? "yesterday" : "earlier";
  };
  return (["today", "yesterday", "earlier"] as const)
    .map((key) => ({ key, entries: entries.filter((entry) => dayOf(entry) === key) }))
    .filter((day) => day.entries.length > 0);
}

import type { MessageInitShape } from "@bufbuild/protobuf";
import type { ConnectRouter } from "@connectrpc/connect";
import { Code, ConnectError } from "@connectrpc/connect";
import {
  AccountPower,
  Accounts,
  CaseState,
  ClubKind,
  ClubListing,
  ClubPending,
  ClubRole,
  ClubScope,
  Clubs,
  Discovery,
  Events,
  ExternalSignIn,
  FollowLevel,
  InvitationKind,
  Invitations,
  InvitationState,
  Moderation,
  NotificationKind,
  Notifications,
  OccurrenceState,
  Photos,
  Profiles,
  ReportKind,
  ReportReason,
  RoomLinkKind,
  Rooms,
  SearchKind,
  type SearchResultSchema,
} from "@audiorooms/client";
import { Admin, WebhookDeliveryState, Webhooks } from "@audiorooms/client/operator";
import { cardById, entries } from "./cards";
import { hostile, type Named, people, person, self } from "./people";

const day = 86_400_000;
const now = (): number => Date.now();
const at = (offsetMs: number): bigint => BigInt(now() + offsetMs);

export const topics = [
  ["technology", "Technology", "Technologie"],
  ["science", "Science", "Sciences"],
  ["music", "Music", "Musique"],
  ["arts", "Arts", "Arts"],
  ["sports", "Sports", "Sport"],
  ["business", "Business", "Entreprise"],
  ["events", "Events", "Événements"],
  ["travel", "Travel", "Voyages"],
  ["news", "News", "Actualité"],
  ["health", "Health", "Santé"],
  ["education", "Education", "Éducation"],
  ["society", "Society", "Société"],
  ["games", "Games", "Jeux"],
  ["food", "Food", "Cuisine"],
].flatMap(([id = "", nameEn = "", nameFr = ""]) => [
  { id, parentId: "", nameEn, nameFr },
  { id: `${id}.a`, parentId: id, nameEn: `${nameEn} for beginners`, nameFr: `${nameFr} pour débuter` },
  { id: `${id}.b`, parentId: id, nameEn: `New in ${nameEn.toLowerCase()}`, nameFr: `Nouveau : ${nameFr.toLowerCase()}` },
]);

const relation = (userId: string, follows = false) => ({
  userId,
  follows,
  followedBy: true,
  blocks: false,
  mutes: false,
  followLevel: follows ? FollowLevel.SOMETIMES : FollowLevel.UNSPECIFIED,
});
const card = (one: Named, index = 0) => ({
  person: one,
  bio: index % 3 === 0 ? "Organises conferences that end on time. Coffee first." : "",
  verified: index % 5 === 0,
  relation: relation(one.userId, index % 4 === 1),
  photoId: "",
  expertise: [],
  joinedAtUnixMs: at(-2 * day),
});

function profile(one: Named, missing: string[] = []) {
  return {
    person: one,
    bio:
      one.userId === hostile.userId
        ? `\u202Eevil\n${"W".repeat(120)}`
        : "Ten years of conferences and trade fairs.\nI collect timetables and good questions.",
    interests: ["events", "travel", "technology"],
    language: "en",
    expertise: ["Business travel in the Alps", "Booking rooms that do not exist yet"],
    verified: one.userId !== self.userId,
    joinedAtUnixMs: at(-3 * day),
    followerCount: 12_400n,
    followingCount: 310n,
    relation: relation(one.userId, false),
    followersYouKnow: [person(3), person(4)],
    followersYouKnowCount: 6,
    missing,
    photoId: "",
  };
}

const club = (clubId: string, kind: ClubKind, name: string, role: ClubRole) => ({
  clubId,
  kind,
  name,
  settings: {
    description: "People who move other people around: fairs, congresses, timetables.",
    rules: "Be on time.\nLet others finish.\nNo selling.",
    question: "What do you organise?",
    topics: ["travel", "events"],
    language: "en",
    roomOpeners: 2,
  },
  rulesEdition: 2,
  owner: person(0),
  memberCount: 184,
  followerCount: 2310,
  createdAtUnixMs: at(-200 * day),
  closedAtUnixMs: 0n,
  yourRole: role,
  yourPending: ClubPending.NONE,
  youMayOpenRooms: role === ClubRole.OWNER,
});
const clubs = [
  club("c1", ClubKind.SHOW, "Travel desk", ClubRole.OWNER),
  club("c2", ClubKind.COMMUNITY, "Night owls", ClubRole.NONE),
  club("c3", ClubKind.PRIVATE, "Board games on Sunday", ClubRole.MEMBER),
];

const occurrence = (index: number, state = OccurrenceState.SCHEDULED) => ({
  occurrenceId: BigInt(index),
  startsAtUnixMs: at((index * 7 + 2) * day),
  localStart: "",
  title: "Friday at noon",
  guestUserIds: [],
  state,
  roomId: "",
  attendeeCount: 34 - index,
  youAttend: index === 0,
  description: "",
});
const event = (eventId: string, title: string, recurrence: string) => ({
  eventId,
  plan: {
    clubId: "c1",
    membersOnly: false,
    title,
    description: "What changed, what will, and three questions from the audience.\nBring one of yours.",
    topics: ["travel"],
    language: "en",
    startsAt: "2026-12-04T12:00",
    timeZone: "Europe/Paris",
    durationMinutes: 60,
    recurrence,
    coHostUserIds: [],
    guestUserIds: [],
  },
  host: self,
  cancelledAtUnixMs: 0n,
  followerCount: 412,
  youFollow: true,
  occurrences:
    recurrence === ""
      ? [occurrence(0)]
      : [occurrence(-1, OccurrenceState.COMPLETED), occurrence(0), occurrence(1), occurrence(2)],
  reminderMinutes: 15,
});
const events = [
  event("e1", "Friday at noon: this week in business travel", "FREQ=WEEKLY;BYDAY=FR"),
  event("e2", "Opening night of the fair", ""),
];

const inboxEntry = (index: number, kind: NotificationKind, subject: object, text: string, read: boolean) => ({
  entryId: `n${index}`,
  version: BigInt(index),
  kind,
  newest: [{ kind, actor: person(index), text, atUnixMs: at(-index * 3 * 3_600_000), subject }],
  count: 1n,
  actorCount: BigInt(1 + (index % 3)),
  firstAtUnixMs: at(-index * day),
  atUnixMs: at(-index * 5 * 3_600_000),
  read,
});
export const inboxEntries = () => [
  inboxEntry(0, NotificationKind.ROOM_STARTED, { case: "roomId", value: "r3" }, "Ask me anything", false),
  inboxEntry(1, NotificationKind.FOLLOWED, { case: "userId", value: "u1" }, "", false),
  inboxEntry(2, NotificationKind.CLUB_APPLIED, { case: "clubId", value: "c1" }, "Travel desk", false),
  inboxEntry(5, NotificationKind.EVENT_REMINDER, { case: "eventId", value: "e1" }, "Friday at noon", true),
  inboxEntry(9, NotificationKind.DIGEST, { case: undefined }, "", true),
];

/** Every service, answering with what a lively server would. `empty` answers with nothing. */
export function services(router: ConnectRouter, empty: boolean): void {
  const some = <T>(items: T[]): T[] => (empty ? [] : items);
  router.service(Discovery, {
    listTopics: () => ({ topics }),
    search: ({ kind, words }) => ({
      results: some<MessageInitShape<typeof SearchResultSchema>>(
        kind === SearchKind.PERSON
          ? [hostile, ...people.slice(0, 12)]
              .filter(
                (one) =>
                  one.handle.startsWith(words) || words.length < 4 || one.displayName.toLowerCase().includes(words.toLowerCase()),
              )
              .map((one, index) => ({ kind, id: one.userId, title: one.displayName, owner: card(one, index) }))
          : kind === SearchKind.ROOM
            ? entries()
                .slice(0, 4)
                .map((entry) => ({ kind, id: entry.room?.roomId ?? "", title: entry.room?.title ?? "", room: entry.room }))
            : kind === SearchKind.CLUB
              ? clubs.map((one) => ({ kind, id: one.clubId, title: one.name, topics: ["travel"], owner: card(person(0)) }))
              : events.map((one) => ({
                  kind,
                  id: one.eventId,
                  title: one.plan.title,
                  topics: ["travel"],
                  startsAtUnixMs: at(2 * day),
                  owner: card(self),
                })),
      ),
    }),
    hallway: () => ({ rooms: some(entries()) }),
    suggestPeople: () => ({
      people: some(
        people
          .slice(4, 10)
          .map((one, index) => ({ person: card(one, index), mutualCount: index % 2 ? 3 : 0, sharedInterestCount: 2 })),
      ),
    }),
  });
  router.service(Rooms, {
    getRoom: ({ roomId }) => cardById(roomId),
    createRoom: () => cardById("r1"),
    listRoomLinks: () => ({ links: some([{ linkId: "l1", kind: RoomLinkKind.SPEAKER, expiresAtUnixMs: at(day) }]) }),
    makeRoomLink: () => ({
      linkId: "l2",
      kind: RoomLinkKind.LISTENER,
      expiresAtUnixMs: at(day),
      token: "ABCDEFGHJKMNPQRSTVWXYZ2345",
    }),
  });
  router.service(Profiles, {
    getProfile: ({ userId, handle }) => {
      const key = userId === "" ? handle : userId;
      return key === "" || key === self.userId || key === self.handle
        ? profile(self, ["photo"])
        : profile([hostile, ...people].find((one) => one.userId === key || one.handle === key) ?? person(0));
    },
    follow: ({ userId }) => relation(userId, true),
    unfollow: ({ userId }) => relation(userId, false),
    listFollowers: () => ({ people: some(people.slice(0, 20).map(card)) }),
    listFollowing: () => ({ people: some(people.slice(3, 20).map(card)) }),
    listBlocked: () => ({ people: some([card(hostile)]) }),
    listMuted: () => ({ people: [] }),
  });
  router.service(Photos, { findPhotos: ({ userIds }) => ({ photoIds: userIds.map(() => "") }) });
  router.service(Clubs, {
    listClubs: ({ scope }) => ({
      clubs: some(
        scope === ClubScope.MINE
          ? clubs.filter((one) => one.yourRole !== ClubRole.NONE)
          : scope === ClubScope.INVITATIONS
            ? []
            : clubs.slice(0, 2),
      ),
    }),
    getClub: ({ clubId }) => {
      const found = clubs.find((one) => one.clubId === clubId);
      if (found) return found;
      throw new ConnectError("There is no such club.", Code.NotFound, { "refusal-code": "club_not_found" });
    },
    listClubPeople: ({ listing }) => ({
      entries: some(
        people.slice(0, 4).map((one, index) => ({
          userId: one.userId,
          person: one,
          role: index === 0 ? ClubRole.OWNER : ClubRole.MEMBER,
          answer: listing === ClubListing.APPLICATIONS ? "Two fairs a year, and one choir." : "",
          sinceUnixMs: at(-day),
        })),
      ),
    }),
    joinClub: () => clubs[0] ?? {},
  });
  router.service(Events, {
    listEvents: () => ({ events: some(events) }),
    getEvent: ({ eventId }) => events.find((one) => one.eventId === eventId) ?? {},
    getCalendarFeed: () => ({ path: "/calendar/abcdefgh.ics" }),
  });
  router.service(Notifications, {
    listInbox: () => ({ entries: [] }),
    getNotificationSettings: () => ({
      quietHours: { fromMinute: 1320, toMinute: 480, timeZone: "Europe/Paris" },
      muted: [{ source: { case: "kind", value: NotificationKind.FOLLOWED_BACK } }],
    }),
  });
  router.service(Invitations, {
    listMyInvitations: () => ({
      remaining: 2,
      invitations: some([
        {
          invitationId: "i1",
          kind: InvitationKind.LINK,
          state: InvitationState.OPEN,
          createdAtUnixMs: at(-day),
          expiresAtUnixMs: at(13 * day),
        },
        {
          invitationId: "i2",
          kind: InvitationKind.CODE,
          state: InvitationState.ACCEPTED,
          createdAtUnixMs: at(-9 * day),
          expiresAtUnixMs: at(0),
        },
      ]),
    }),
    createInvitation: ({ kind }) => ({ invitation: { invitationId: "i3", kind }, secret: "ABCDEFGHJKLM" }),
    joinWaitingList: ({ handle }) => ({ ticket: "TICKET234567", place: { handle, joinedAtUnixMs: at(0) } }),
    listWaiting: () => ({ places: some(people.slice(0, 4).map((one) => ({ handle: one.handle, joinedAtUnixMs: at(-day) }))) }),
  });
  router.service(Accounts, {
    listSessions: () => ({
      sessions: [
        { sessionId: "s2", createdAtUnixMs: at(-day), lastUsedAtUnixMs: at(-60_000), isCurrent: true },
        { sessionId: "s1", createdAtUnixMs: at(-20 * day), lastUsedAtUnixMs: at(-3 * day), isCurrent: false },
      ],
    }),
    endSession: () => ({}),
  });
  router.service(ExternalSignIn, { listIdentities: () => ({ identities: [] }) });
  const safetyCase = {
    caseId: "k1",
    subject: "user/u7",
    accusedUserId: "u7",
    roomId: "r1",
    state: CaseState.CLAIMED,
    openedAtUnixMs: at(-day),
    reportCount: 2,
    claimedBy: "user/self",
    penalties: [],
    note: "",
    appeal: "",
  };
  router.service(Moderation, {
    getMyStanding: () => ({ standing: { power: AccountPower.OPERATOR }, penalties: [] }),
    getStanding: () => ({ power: AccountPower.MEMBER, suspended: false }),
    listCases: () => ({ cases: some([safetyCase, { ...safetyCase, caseId: "k2", subject: "room/r4" }]) }),
    openCase: () => ({
      case: safetyCase,
      reports: [
        {
          reportId: "p1",
          reporterUserId: "u2",
          reason: ReportReason.HARASSMENT,
          text: "Shouted at the host.",
          filedAtUnixMs: at(-day),
          evidence: '{"room":"r1","events":[3,4]}',
          kind: ReportKind.MOMENT,
        },
      ],
    }),
  });
  router.service(Admin, {
    listAccounts: ({ handle }) => ({
      accounts: [hostile, ...people]
        .filter((one) => one.handle.startsWith(handle))
        .slice(0, 100)
        .map((one) => ({ person: one, standing: { power: AccountPower.MEMBER, suspended: false } })),
    }),
    listAudit: () => ({
      records: some(
        Array.from({ length: 12 }, (_, index) => ({
          number: BigInt(40 - index),
          atUnixMs: at(-index * 3_600_000),
          actor: "user/self",
          action: "case_opened",
          subject: "case/k1",
          reason: "Looked at the report",
          hash: "ab",
        })),
      ),
    }),
    verifyAudit: () => ({ count: 40n, headHash: "9f86d081884c7d659a2feaa0c55ad015" }),
  });
  router.service(Webhooks, {
    listWebhooks: () => ({
      webhooks: some([
        {
          webhookId: "w1",
          url: "https://example.org/hooks/rooms",
          kinds: ["room_started"],
          enabled: true,
          pendingCount: 2,
          lastStatus: 200,
        },
      ]),
    }),
    listWebhookDeliveries: () => ({
      deliveries: [
        {
          deliveryId: "d1",
          kind: "room_started",
          atUnixMs: at(-60_000),
          state: WebhookDeliveryState.DELIVERED,
          attempts: 1,
          status: 200,
        },
      ],
    }),
  });
}

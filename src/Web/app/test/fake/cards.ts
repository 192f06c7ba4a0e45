import { create } from "@bufbuild/protobuf";
import {
  type HallwayEntry,
  HallwayEntrySchema,
  HallwayReason,
  type RoomCard,
  RoomCardSchema,
  RoomKind,
  RoomPhase,
} from "@audiorooms/client";
import { hostile, person } from "./people";

const minute = 60_000;

interface CardLook {
  readonly id: string;
  readonly title: string;
  readonly topics: string[];
  readonly host: number;
  readonly speakers: number;
  readonly listeners: number;
  readonly reason: HallwayReason;
  readonly known?: number[];
  readonly club?: string;
  readonly kind?: RoomKind;
  readonly language?: string;
}

const looks: readonly CardLook[] = [
  {
    id: "r1",
    title: "Friday at noon: what changed in business travel this week",
    topics: ["travel", "business"],
    host: 0,
    speakers: 4,
    listeners: 1280,
    reason: HallwayReason.FOLLOWED,
    known: [0, 1, 5],
    club: "Travel desk",
  },
  {
    id: "r2",
    title: "Petit-déjeuner des organisateurs d’événements",
    topics: ["events"],
    host: 1,
    speakers: 3,
    listeners: 86,
    reason: HallwayReason.FOLLOWED,
    known: [1, 13],
    language: "fr",
  },
  {
    id: "r3",
    title: "Ask me anything: ten years of running open-source projects",
    topics: ["technology"],
    host: 2,
    speakers: 2,
    listeners: 342,
    reason: HallwayReason.FOLLOWED,
    known: [2],
  },
  {
    id: "r4",
    title: "Night shift: quiet room for people who cannot sleep",
    topics: ["society", "health"],
    host: 8,
    speakers: 5,
    listeners: 24,
    reason: HallwayReason.CLUB,
    club: "Night owls",
    kind: RoomKind.SOCIAL,
  },
  {
    id: "r5",
    title: "Why is the sky dark? An astronomer answers",
    topics: ["science"],
    host: 5,
    speakers: 2,
    listeners: 540,
    reason: HallwayReason.INTEREST,
  },
  {
    id: "r6",
    title: "Jazz standards, one chorus each",
    topics: ["music"],
    host: 10,
    speakers: 6,
    listeners: 61,
    reason: HallwayReason.INTEREST,
  },
  {
    id: "r7",
    title: `\u202E<script>alert(1)</script> ${"long".repeat(18)} ${"🎉".repeat(12)}`,
    topics: ["games"],
    host: -1,
    speakers: 1,
    listeners: 3,
    reason: HallwayReason.OTHER,
  },
];

function cardOf(look: CardLook): RoomCard {
  const owner = look.host < 0 ? hostile : person(look.host);
  return create(RoomCardSchema, {
    roomId: look.id,
    title: look.title,
    topics: look.topics,
    language: look.language ?? "en",
    owner,
    phase: RoomPhase.LIVE,
    speakerCount: look.speakers,
    listenerCount: look.listeners,
    createdAtUnixMs: BigInt(Date.now() - 23 * minute),
    kind: look.kind ?? RoomKind.OPEN,
    clubId: look.club ? "c1" : "",
    clubName: look.club ?? "",
    activeSpeakers: 3,
  });
}

export const entries = (): HallwayEntry[] =>
  looks.map((look) =>
    create(HallwayEntrySchema, { room: cardOf(look), reason: look.reason, known: (look.known ?? []).map(person) }),
  );

export const cardById = (roomId: string): RoomCard => {
  const card = cardOf(looks.find((look) => look.id === roomId) ?? { ...looks[0]!, id: roomId });
  if (roomId === "ended") {
    card.phase = RoomPhase.ENDED;
    card.endedAtUnixMs = BigInt(Date.now() - 5 * minute);
  }
  return card;
};

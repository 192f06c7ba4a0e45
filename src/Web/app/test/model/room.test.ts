import {
  AttendancePrivacy,
  HandOrder,
  HandPolicy,
  RoomKind,
  type RoomState,
  StagePolicy,
  type StagePerson,
} from "@audiorooms/client";
import { describe, expect, it } from "vitest";
import { handDoor, mayComeBack, powersOver, stageInOrder } from "../../src/model/room-view";

const named = (userId: string) => ({ userId, handle: userId, displayName: userId });
const onStage = (userId: string, role: StagePerson["role"], muted = false): StagePerson => ({
  ...named(userId),
  source: 1,
  muted,
  mutedBy: "",
  role,
});

function room(change: Partial<RoomState> = {}): RoomState {
  return {
    roomId: "r",
    version: 1n,
    selfId: "me",
    title: "t",
    topics: [],
    language: "en",
    owner: named("host"),
    clubId: "",
    clubName: "",
    stagePolicy: StagePolicy.OWNER,
    activeSpeakers: 3,
    createdAtMs: 0,
    listenerCount: 0,
    settings: {
      kind: RoomKind.OPEN,
      handPolicy: HandPolicy.EVERYONE,
      handOrder: HandOrder.FIRST_COME,
      attendance: AttendancePrivacy.NAMES,
    },
    locked: false,
    pinnedLink: "",
    hostUserId: "host",
    coHostUserIds: ["co"],
    stage: [onStage("host", "host"), onStage("co", "coHost"), onStage("speaker", "speaker")],
    hands: [],
    handCount: 0,
    myHand: null,
    invitedToStage: false,
    invitedUserIds: [],
    dominantUserId: "",
    closesAtMs: null,
    ended: false,
    endedBy: "",
    ...change,
  };
}

describe("stageInOrder", () => {
  it("StageInOrder_HostThenCoHosts_EachAsTheyCame", () => {
    const stage = [
      onStage("s1", "speaker"),
      onStage("c1", "coHost"),
      onStage("h", "host"),
      onStage("s2", "speaker"),
      onStage("c2", "coHost"),
    ];

    expect(stageInOrder(stage).map((person) => person.userId)).toEqual(["h", "c1", "c2", "s1", "s2"]);
  });
});

describe("handDoor", () => {
  const hand = { position: 1, estimatedWaitMs: 0, raisedAtMs: null, question: "" };

  it.each([
    ["open", {}],
    ["up", { myHand: hand }],
    ["off", { settings: { ...room().settings, handPolicy: HandPolicy.OFF } }],
    ["followedOnly", { settings: { ...room().settings, handPolicy: HandPolicy.FOLLOWED } }],
    ["onStage", { stage: [onStage("me", "speaker")] }],
  ] as const)("HandDoor_%s", (door, change) => {
    expect(handDoor(room(change))).toBe(door);
  });
});

describe("powersOver", () => {
  const allOf = (powers: object): string[] =>
    Object.entries(powers)
      .filter(([, may]) => may)
      .map(([name]) => name);

  it("PowersOver_Listener_HasNone", () => {
    expect(allOf(powersOver(room(), "speaker"))).toEqual([]);
  });

  it("PowersOver_CoHostOverSpeaker_MayMuteMoveDownAndRemove", () => {
    expect(allOf(powersOver(room({ selfId: "co" }), "speaker"))).toEqual(["moveDown", "mute", "remove"]);
  });

  it.each(["host", "co"])("PowersOver_CoHostOver_%s_HasNone", (userId) => {
    expect(allOf(powersOver(room({ selfId: "co" }), userId))).toEqual([]);
  });

  it("PowersOver_HostOverCoHost_MayDismissBanAndHandOver", () => {
    expect(allOf(powersOver(room({ selfId: "host" }), "co"))).toEqual([
      "moveDown",
      "mute",
      "remove",
      "ban",
      "dismiss",
      "handOver",
    ]);
  });

  it("PowersOver_MutedSpeaker_CannotBeMutedAgain", () => {
    const state = room({ selfId: "host", stage: [onStage("host", "host"), onStage("speaker", "speaker", true)] });

    expect(powersOver(state, "speaker").mute).toBe(false);
  });

  it("PowersOver_InvitedListener_CanOnlyBeWithdrawn", () => {
    const powers = powersOver(room({ selfId: "co", invitedUserIds: ["listener"] }), "listener");

    expect([powers.invite, powers.withdraw]).toEqual([false, true]);
  });

  it("PowersOver_Oneself_HasNone", () => {
    expect(allOf(powersOver(room({ selfId: "host" }), "host"))).toEqual([]);
  });
});

describe("mayComeBack", () => {
  it.each([
    ["room_ended", false],
    ["removed", false],
    ["replaced", true],
    ["too_slow", true],
    ["server_full", true],
  ])("MayComeBack_After_%s_Is_%s", (code, may) => {
    expect(mayComeBack(code)).toBe(may);
  });
});

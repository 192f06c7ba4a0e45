import { describe as suite, expect, it } from "vitest";
import { HandOrder, HandPolicy, HostChangeReason, RoomKind, RoomPhase, StageRole } from "../../src/gen/audiorooms/v1/rooms_pb.js";
import { apply, describe, withDominant, withHandPlace } from "../../src/rooms/reducer.js";
import type { RoomState } from "../../src/rooms/roomState.js";
import { event, member, person, selfId, snapshot } from "../support/rooms.js";

const room = (more: Parameters<typeof snapshot>[0] = {}, earlier: RoomState | null = null, self = selfId): RoomState =>
  describe(snapshot(more), earlier, self);
const asHost = (more: Parameters<typeof snapshot>[0] = {}): RoomState => room(more, null, "ada");

suite("apply", () => {
  it("anEventThatIsKnown_isTheSameState", () => {
    const state = room();

    expect(apply(state, event(10, { case: "roomEnded", value: {} }))).toBe(state);
  });

  it("anEventWithoutABody_countsAllTheSame", () => {
    expect(apply(room(), event(17, { case: "personReadmitted", value: { userId: "bob" } })).version).toBe(17n);
  });

  it("stageTaken_addsAtTheEndAndLowersHandAndInvitation", () => {
    const before = asHost({ hands: [{ person: person("bob"), raisedAtUnixMs: 5n }], handCount: 1 });
    const invited = apply(before, event(11, { case: "stageInvited", value: { userId: "bob", byUserId: "ada" } }));

    const after = apply(invited, event(12, { case: "stageTaken", value: { member: member("bob", 2, { muted: true }) } }));

    expect(invited.invitedUserIds).toEqual(["bob"]);
    expect(after.stage.map((one) => [one.userId, one.source, one.muted])).toEqual([
      ["ada", 1, false],
      ["bob", 2, true],
    ]);
    expect([after.hands, after.handCount, after.invitedUserIds]).toEqual([[], 0, []]);
  });

  it("stageTaken_byOneself_endsTheInvitationAndTheHand", () => {
    const before = room({ invitedToStage: true, myHand: { position: 2, estimatedWaitMs: 100 } });

    const after = apply(before, event(11, { case: "stageTaken", value: { member: member(selfId, 4) } }));

    expect([after.invitedToStage, after.myHand]).toEqual([false, null]);
  });

  it("stageTaken_ofARoomAboutToClose_keepsItOpen", () => {
    const closing = apply(room(), event(11, { case: "closingAnnounced", value: { closesAtUnixMs: 99n } }));

    expect(closing.closesAtMs).toBe(99);
    expect(apply(closing, event(12, { case: "stageTaken", value: { member: member("bob", 2) } })).closesAtMs).toBeNull();
  });

  it("stageLeft_anEarlierStay_leavesTheNewOne", () => {
    const before = room({ stage: [member("bob", 2), member("cy", 3)] });

    expect(apply(before, event(11, { case: "stageLeft", value: { userId: "bob", source: 1 } })).stage).toHaveLength(2);
    expect(
      apply(before, event(11, { case: "stageLeft", value: { userId: "bob", source: 2 } })).stage.map((one) => one.userId),
    ).toEqual(["cy"]);
  });

  it("muteChanged_byAHost_namesTheHostUntilItIsOpenAgain", () => {
    const muted = apply(room(), event(11, { case: "muteChanged", value: { userId: "ada", muted: true, byUserId: "eve" } }));
    const again = room({ version: 12n, stage: [member("ada", 1, { muted: true, role: StageRole.HOST })] }, muted);
    const open = apply(muted, event(12, { case: "muteChanged", value: { userId: "ada", muted: false } }));

    expect(muted.stage[0]).toMatchObject({ muted: true, mutedBy: "eve" });
    expect(again.stage[0]).toMatchObject({ muted: true, mutedBy: "eve" });
    expect(open.stage[0]).toMatchObject({ muted: false, mutedBy: "" });
  });

  it("handRaised_again_keepsPlaceAndTimeAndTakesTheQuestion", () => {
    const first = apply(asHost(), event(11, { case: "handRaised", value: { person: person("bob"), question: "" } }));
    const second = apply(first, event(12, { case: "handRaised", value: { person: person("cy"), question: "Why?" } }));

    const third = apply(second, event(13, { case: "handRaised", value: { person: person("bob"), question: "How?" } }));

    expect(third.hands.map((hand) => [hand.userId, hand.question, hand.raisedAtMs])).toEqual([
      ["bob", "How?", first.hands[0]?.raisedAtMs],
      ["cy", "Why?", second.hands[1]?.raisedAtMs],
    ]);
    expect(third.handCount).toBe(2);
  });

  it("handRaised_onesOwn_isUpBeforeItsPlaceIsKnown", () => {
    const up = apply(room(), event(11, { case: "handRaised", value: { person: person(selfId), question: "May I?" } }));
    const placed = withHandPlace(up, { $typeName: "audiorooms.v1.HandPlace", position: 3, estimatedWaitMs: 60_000 });

    expect(up.myHand).toEqual({ position: 0, estimatedWaitMs: 0, raisedAtMs: 1_764_000_000_011, question: "May I?" });
    expect(up.hands).toEqual([]);
    expect(placed.myHand).toEqual({ position: 3, estimatedWaitMs: 60_000, raisedAtMs: 1_764_000_000_011, question: "May I?" });
    expect(withHandPlace(placed, { $typeName: "audiorooms.v1.HandPlace", position: 0, estimatedWaitMs: 0 }).myHand).toBeNull();
  });

  it("handPlace_thatDidNotChange_isTheSameState", () => {
    const state = room({ myHand: { position: 2, estimatedWaitMs: 100 } });

    expect(withHandPlace(state, { $typeName: "audiorooms.v1.HandPlace", position: 2, estimatedWaitMs: 100 })).toBe(state);
  });

  it("roles_appointedHandedOverAndDismissed_areSeenOnStage", () => {
    const stage = [member("ada", 1, { role: StageRole.HOST }), member("bob", 2)];
    const appointed = apply(room({ stage }), event(11, { case: "coHostAppointed", value: { userId: "bob" } }));
    const handed = apply(
      appointed,
      event(12, { case: "hostChanged", value: { userId: "bob", reason: HostChangeReason.HANDED_OVER } }),
    );
    const dismissed = apply(appointed, event(12, { case: "coHostDismissed", value: { userId: "bob" } }));

    expect(appointed.stage.map((one) => one.role)).toEqual(["host", "coHost"]);
    expect(handed.stage.map((one) => one.role)).toEqual(["speaker", "host"]);
    expect([handed.hostUserId, handed.coHostUserIds]).toEqual(["bob", []]);
    expect(dismissed.stage.map((one) => one.role)).toEqual(["host", "speaker"]);
    expect(dismissed.stage[0]).toBe(appointed.stage[0]);
  });

  it("settingsChanged_handsOff_lowersAllHands", () => {
    const before = asHost({ hands: [{ person: person("bob") }], handCount: 1 });

    const after = apply(
      before,
      event(11, { case: "settingsChanged", value: { settings: { kind: RoomKind.SOCIAL, handPolicy: HandPolicy.OFF } } }),
    );

    expect(after.settings).toMatchObject({ kind: RoomKind.SOCIAL, handPolicy: HandPolicy.OFF });
    expect([after.hands, after.handCount, after.myHand]).toEqual([[], 0, null]);
  });

  it("settingsChanged_toFirstCome_sortsByTheTimeOfRaising", () => {
    const hands = [
      { person: person("bob"), raisedAtUnixMs: 30n },
      { person: person("cy"), raisedAtUnixMs: 20n },
    ];
    const before = asHost({ hands, settings: { handOrder: HandOrder.QUIET_FIRST } });

    const after = apply(before, event(11, { case: "settingsChanged", value: { settings: { handOrder: HandOrder.FIRST_COME } } }));

    expect(after.hands.map((hand) => hand.userId)).toEqual(["cy", "bob"]);
  });

  it("stageInvitationEnded_ofOneself_isOverForOneself", () => {
    const invited = apply(room(), event(11, { case: "stageInvited", value: { userId: selfId, byUserId: "ada" } }));

    expect(invited.invitedToStage).toBe(true);
    expect(apply(invited, event(12, { case: "stageInvitationEnded", value: { userId: "bob" } })).invitedToStage).toBe(true);
    expect(apply(invited, event(12, { case: "stageInvitationEnded", value: { userId: selfId } })).invitedToStage).toBe(false);
  });

  it("whatIsSaidOfTheRoom_isShown", () => {
    let state = room();
    state = apply(state, event(11, { case: "lockChanged", value: { locked: true } }));
    state = apply(state, event(12, { case: "linkPinned", value: { url: "https://example.org" } }));
    state = apply(state, event(13, { case: "roomRenamed", value: { title: "Coffee", topics: ["coffee"] } }));
    state = apply(state, event(14, { case: "roomEnded", value: { byUserId: "ada" } }));

    expect(state).toMatchObject({
      locked: true,
      pinnedLink: "https://example.org",
      title: "Coffee",
      topics: ["coffee"],
      ended: true,
      endedBy: "ada",
    });
  });
});

suite("describe", () => {
  it("aRoomThatEnded_isOver", () => {
    expect(room({ card: { phase: RoomPhase.ENDED } }).ended).toBe(true);
  });

  it("aNewDescription_forgetsWhoLeads", () => {
    expect(room({}, withDominant(room(), "ada")).dominantUserId).toBe("");
  });

  it("aRoleOfANewerServer_isASpeakers", () => {
    expect(room({ stage: [member("bob", 2, { role: 9 as never })] }).stage[0]?.role).toBe("speaker");
  });
});

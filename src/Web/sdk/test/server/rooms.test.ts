import { afterEach, describe, expect, it } from "vitest";
import { Refused } from "../../src/errors.js";
import { HandPolicy, StagePolicy } from "../../src/gen/audiorooms/v1/rooms_pb.js";
import type { Room, RoomNotice } from "../../src/rooms/roomApi.js";
import type { RoomState } from "../../src/rooms/roomState.js";
import { happening, until } from "../support/until.js";
import { person } from "./people.js";
import type { PersonAtPage } from "./people.js";

const entered: Room[] = [];

const enter = async (who: PersonAtPage, roomId: string): Promise<Room> => {
  const room = who.client.enterRoom(roomId);
  entered.push(room);
  await room.joined;
  return room;
};

const stateOf = (room: Room, fits: (state: RoomState) => boolean): Promise<RoomState | null> =>
  until(room.state, (state) => state !== null && fits(state));

const noticeOf = (room: Room, kind: RoomNotice["kind"]): Promise<RoomNotice> =>
  happening(
    (listener: (notice: RoomNotice) => void) => room.onNotice(listener),
    (notice) => notice.kind === kind,
  );

/** Speaks in real time until the returned function is called. */
function speaking(who: PersonAtPage): () => void {
  let content = 0;
  const timer = setInterval(() => {
    who.engine().speak(content++);
  }, 20);
  return () => {
    clearInterval(timer);
  };
}

afterEach(async () => {
  await Promise.all(entered.splice(0).map((room) => room.leave()));
});

describe("at a server", () => {
  it("theDemonstrationRoom_isHeard", async () => {
    const ann = await person("ann");
    const { rooms } = await ann.client.calls.rooms.listRooms({});
    const demo = rooms.find((card) => card.speakerCount > 0);
    const room = await enter(ann, demo!.roomId);

    await until(room.connection, (connection) => connection.kind === "live");
    for (let i = 0; i < 100; i++) {
      await happening(ann.engine().heard.listen, () => true);
    }

    expect(room.state.get()?.stage.length).toBeGreaterThan(0);
    expect(room.figures()).toMatchObject({ missed: 0, repeated: 0, reconnects: 0 });
    expect(ann.engine().played.every((packet) => packet.opus.length > 0 && packet.level <= 127)).toBe(true);
    expect([...room.heard().values()].some((figures) => figures.played > 0)).toBe(true);
  });

  it("aVoice_comesFromOnePageToAnother", async () => {
    const [ann, bob] = [await person("ann"), await person("bob")];
    const card = await ann.client.calls.rooms.createRoom({ title: "Tea", language: "en", idempotencyKey: ann.client.newKey() });
    const stage = await enter(ann, card.roomId);
    const audience = await enter(bob, card.roomId);
    await stage.takeStage();
    await stateOf(audience, (state) => state.stage.length === 1);

    const stop = speaking(ann);
    for (let i = 0; i < 50; i++) {
      await happening(bob.engine().heard.listen, () => true);
    }

    await stage.setMuted(true);
    stop();

    const { played } = bob.engine();
    const first = played[0]!;
    const steps = played.slice(1).map((packet, i) => (packet.sequence - played[i]!.sequence) & 0xffff);
    expect(first.opus[0]).toBe(0x48);
    expect(new Set(steps)).toEqual(new Set([1]));
    expect(audience.state.get()?.stage[0]).toMatchObject({ userId: ann.userId, source: first.source });
    expect(stage.figures().unsent).toBe(0);
    await stateOf(audience, (state) => state.stage[0]?.muted === true);
  });

  it("aRaisedHand_leadsToTheStageMutedAndDownAgain", async () => {
    const [host, guest] = [await person("host"), await person("guest")];
    const card = await host.client.calls.rooms.createRoom({
      title: "Questions",
      language: "en",
      stagePolicy: StagePolicy.OWNER,
      handPolicy: HandPolicy.EVERYONE,
    });
    const hosting = await enter(host, card.roomId);
    await hosting.takeStage();
    const listening = await enter(guest, card.roomId);

    await expect(listening.takeStage()).rejects.toMatchObject({ code: "stage_not_open" });
    const raised = noticeOf(hosting, "handRaised");
    await listening.raiseHand("Why tea?");
    await expect(raised).resolves.toMatchObject({ person: { userId: guest.userId }, question: "Why tea?" });
    await stateOf(listening, (state) => state.myHand?.position === 1);

    const invited = noticeOf(listening, "invited");
    await hosting.inviteToStage(guest.userId);
    await expect(invited).resolves.toMatchObject({ byUserId: host.userId });
    await listening.takeStage();
    expect(listening.voice.get().openness).toBe("muted");
    expect(listening.state.get()?.myHand).toBeNull();

    await listening.setMuted(false);
    expect(listening.voice.get().openness).toBe("open");
    const muted = noticeOf(listening, "mutedByHost");
    await hosting.muteSpeaker(guest.userId);
    await muted;
    expect(listening.voice.get()).toMatchObject({ openness: "muted", mutedBy: host.userId });

    const down = noticeOf(listening, "movedDown");
    await hosting.moveDown(guest.userId);
    await down;
    expect([listening.voice.get().openness, guest.engine().microphone.state.get().openness]).toEqual(["closed", "closed"]);
  });

  it("aBrokenConnection_isResumedWithoutALostPacketAndWithTheMicrophoneAsItWas", async () => {
    const [ann, bob] = [await person("ann"), await person("bob")];
    const card = await ann.client.calls.rooms.createRoom({ title: "Tea", language: "en" });
    const stage = await enter(ann, card.roomId);
    const audience = await enter(bob, card.roomId);
    await stage.takeStage();
    const stop = speaking(ann);
    await happening(bob.engine().heard.listen, () => true);

    const resumed = noticeOf(audience, "resumed");
    bob.cut();
    await expect(resumed).resolves.toMatchObject({ whole: true });
    expect(audience.figures()).toMatchObject({ missed: 0, reconnects: 1 });

    const back = noticeOf(stage, "resumed");
    ann.cut();
    await back;
    stop();
    expect(stage.voice.get().openness).toBe("open");
    expect(stage.state.get()?.stage[0]).toMatchObject({ userId: ann.userId, muted: false });
  });

  it("anotherPageOfTheSamePerson_takesThePlace", async () => {
    const ann = await person("ann");
    const card = await ann.client.calls.rooms.createRoom({ title: "Tea", language: "en" });
    const first = ann.client.enterRoom(card.roomId);
    await first.joined;

    const second = await enter(await person("bob"), card.roomId);
    const again = ann.client.enterRoom(card.roomId);
    entered.push(again);
    await again.joined;

    expect(["left", "replaced"]).toContain((await first.closed).code);
    expect(second.connection.get().kind).toBe("live");
  });

  it("aRoomThatIsNotThere_isRefusedByName", async () => {
    const ann = await person("ann");

    const room = ann.client.enterRoom("AAAAAAAAAAAAAAAAAAAAAAAAAA");

    await expect(room.joined).rejects.toBeInstanceOf(Refused);
    expect((await room.closed).code).toBe("room_not_found");
    expect(ann.client.room.get()).toBeNull();
  });

  it("aRoomThatEnds_isOverForAll", async () => {
    const [ann, bob] = [await person("ann"), await person("bob")];
    const card = await ann.client.calls.rooms.createRoom({ title: "Tea", language: "en" });
    const hosting = await enter(ann, card.roomId);
    const listening = await enter(bob, card.roomId);

    await hosting.endRoom();

    expect((await listening.closed).code).toBe("room_ended");
    expect((await hosting.closed).code).toBe("room_ended");
  });

  it("theAudience_isReadAndFound", async () => {
    const [ann, bob] = [await person("ann"), await person("bob")];
    const card = await ann.client.calls.rooms.createRoom({ title: "Tea", language: "en" });
    const hosting = await enter(ann, card.roomId);
    await hosting.takeStage();
    await enter(bob, card.roomId);

    // What a server tells of an audience is some seconds old; looked at, it is read again and again.
    const audience = await until(hosting.audience, (one) => one.listenerCount === 1 && one.people.length === 1);

    expect(audience).toMatchObject({ kind: "known", more: false });
    expect(audience.people[0]?.userId).toBe(bob.userId);
    expect(hosting.state.get()?.listenerCount).toBe(1);
    expect((await hosting.findInAudience("bob")).map((one) => one.userId)).toEqual([bob.userId]);
  });

  it("theHallway_showsARoomThatOpens", async () => {
    const [ann, bob] = [await person("ann"), await person("bob")];
    const hallway = ann.client.watchHallway();
    await until(hallway.state, (state) => state.kind === "live");

    const card = await bob.client.calls.rooms.createRoom({ title: `Tea of ${bob.handle}`, language: "en" });
    await until(hallway.state, (state) => state.rooms.some((entry) => entry.room?.roomId === card.roomId));
    hallway.close();
  });

  it("theInbox_hearsOfAFollower", async () => {
    const [ann, bob] = [await person("ann"), await person("bob")];
    const inbox = ann.client.watchInbox();
    await until(inbox.state, (state) => state.kind === "live");

    await bob.client.calls.profiles.follow({ userId: ann.userId });

    const state = await until(inbox.state, (one) => one.unreadCount === 1);
    expect(state.entries[0]?.newest[0]?.actor?.userId).toBe(bob.userId);
    inbox.close();
  });

  it("aReaction_isSeenAtOnceByOneselfAndOnceByOthers", async () => {
    const [ann, bob] = [await person("ann"), await person("bob")];
    const card = await ann.client.calls.rooms.createRoom({ title: "Tea", language: "en" });
    const mine = await enter(ann, card.roomId);
    const theirs = await enter(bob, card.roomId);
    const seen: boolean[] = [];
    mine.onReaction((reaction) => seen.push(reaction.own));
    const others = happening(
      (listener: (reaction: { name: string; count: number }) => void) => theirs.onReaction(listener),
      () => true,
    );

    mine.react("wave");

    expect(seen).toEqual([true]);
    await expect(others).resolves.toMatchObject({ name: "wave", count: 1, own: false });
    // What comes after the reaction in the server's order has come: the own one was not shown twice.
    await mine.setLocked(true);
    expect(seen).toEqual([true]);
  });
});

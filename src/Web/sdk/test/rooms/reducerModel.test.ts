import { describe as suite, expect, it } from "vitest";
import { create } from "@bufbuild/protobuf";
import { HandPolicy, RoomEventSchema, StageRole } from "../../src/gen/audiorooms/v1/rooms_pb.js";
import type { RoomEvent, RoomSnapshot } from "../../src/gen/audiorooms/v1/rooms_pb.js";
import { apply, describe } from "../../src/rooms/reducer.js";
import type { RoomState } from "../../src/rooms/roomState.js";
import { event, member, person, snapshot } from "../support/rooms.js";
import { pick, seeded } from "../support/random.js";

const people = ["ada", "bob", "cy", "dee", "eve", "fay"];

/** A room as a server has it, in the plainest way: it is described at any time, and says by events what it does. */
class ServerRoom {
  version = 10;
  title = "Tea";
  locked = false;
  link = "";
  host = "ada";
  closesAt = 0n;
  source = 1;
  handPolicy = HandPolicy.EVERYONE;
  coHosts: string[] = [];
  stage: { userId: string; source: number; muted: boolean }[] = [{ userId: "ada", source: 1, muted: false }];
  hands: { userId: string; at: bigint; question: string }[] = [];

  /** Somebody does something; null if it was nothing. */
  act(random: () => number): RoomEvent | null {
    const userId = pick(random, people);
    const stay = this.stage.find((one) => one.userId === userId);
    const version = ++this.version;
    switch (Math.floor(random() * 12)) {
      case 0:
        if (!stay) {
          const taken = { userId, source: ++this.source, muted: random() < 0.5 };
          this.stage.push(taken);
          this.hands = this.hands.filter((hand) => hand.userId !== userId);
          this.closesAt = 0n;
          return event(version, {
            case: "stageTaken",
            value: { member: { ...member(userId, taken.source, taken), role: this.roleOf(userId) } },
          });
        }

        break;
      case 1:
        if (stay) {
          this.stage = this.stage.filter((one) => one !== stay);
          return event(version, { case: "stageLeft", value: { userId, source: stay.source } });
        }

        break;
      case 2:
        if (stay) {
          stay.muted = !stay.muted;
          return event(version, { case: "muteChanged", value: { userId, muted: stay.muted } });
        }

        break;
      case 3:
        if (!stay && this.handPolicy !== HandPolicy.OFF) {
          const question = random() < 0.5 ? "Why?" : "";
          const raised = event(version, { case: "handRaised", value: { person: person(userId), question } });
          const known = this.hands.find((hand) => hand.userId === userId);
          if (known) {
            known.question = question;
          } else {
            this.hands.push({ userId, at: raised.atUnixMs, question });
          }

          return raised;
        }

        break;
      case 4:
        if (this.hands.some((hand) => hand.userId === userId)) {
          this.hands = this.hands.filter((hand) => hand.userId !== userId);
          return event(version, { case: "handLowered", value: { userId } });
        }

        break;
      case 5:
        this.coHosts = [...this.coHosts.filter((id) => id !== userId), userId];
        return event(version, { case: "coHostAppointed", value: { userId } });
      case 6:
        this.coHosts = this.coHosts.filter((id) => id !== userId);
        return event(version, { case: "coHostDismissed", value: { userId } });
      case 7:
        this.host = userId;
        this.coHosts = this.coHosts.filter((id) => id !== userId);
        return event(version, { case: "hostChanged", value: { userId } });
      case 8:
        this.locked = random() < 0.5;
        return event(version, { case: "lockChanged", value: { locked: this.locked } });
      case 9:
        this.title = `Tea ${version}`;
        return event(version, { case: "roomRenamed", value: { title: this.title, topics: ["tea"] } });
      case 10:
        this.closesAt = BigInt(version);
        return event(version, { case: "closingAnnounced", value: { closesAtUnixMs: this.closesAt } });
      case 11:
        this.handPolicy = pick(random, [HandPolicy.EVERYONE, HandPolicy.OFF]);
        this.hands = this.handPolicy === HandPolicy.OFF ? [] : this.hands;
        return event(version, { case: "settingsChanged", value: { settings: { handPolicy: this.handPolicy } } });
    }

    // Something that was not for this person: its version is spoken for by an event without a body, or by the next one.
    return random() < 0.5 ? create(RoomEventSchema, { version: BigInt(version), atUnixMs: 1n }) : null;
  }

  describe(): RoomSnapshot {
    return snapshot({
      version: BigInt(this.version),
      card: {
        roomId: "room",
        title: this.title,
        topics: ["tea"],
        language: "en",
        owner: person("ada"),
        listenerCount: 3,
        locked: this.locked,
      },
      stage: this.stage.map((one) => ({ ...member(one.userId, one.source, one), role: this.roleOf(one.userId) })),
      settings: { handPolicy: this.handPolicy },
      hostUserId: this.host,
      coHostUserIds: this.coHosts,
      hands: this.hands.map((hand) => ({ person: person(hand.userId), raisedAtUnixMs: hand.at, question: hand.question })),
      handCount: this.hands.length,
      myHand: this.placeOf("ada"),
      closesAtUnixMs: this.closesAt,
    });
  }

  placeOf(userId: string): { position: number } {
    return { position: this.hands.findIndex((hand) => hand.userId === userId) + 1 };
  }

  roleOf(userId: string): StageRole {
    return userId === this.host ? StageRole.HOST : this.coHosts.includes(userId) ? StageRole.CO_HOST : StageRole.SPEAKER;
  }
}

// Estimates and the own place come with descriptions and with messages of their own.
const comparable = (state: RoomState): unknown => ({
  ...state,
  hands: state.hands.map((hand) => ({ ...hand, estimatedWaitMs: 0 })),
  myHand: state.myHand !== null,
});

suite("a room by its events is the room as it is described", () => {
  it.each(Array.from({ length: 40 }, (_, index) => index + 1))("seed %i", (seed) => {
    const random = seeded(seed);
    const server = new ServerRoom();
    let state = describe(server.describe(), null, "ada");
    for (let step = 0; step < 400; step++) {
      const happened = server.act(random);
      if (happened) {
        state = apply(state, happened);
        expect(apply(state, happened), "an event twice").toBe(state);
      }

      if (random() < 0.02) {
        state = describe(server.describe(), state, "ada");
      }

      if (state.version === BigInt(server.version)) {
        expect(comparable(state), `step ${step} of seed ${seed}`).toEqual(comparable(describe(server.describe(), state, "ada")));
      }
    }
  });
});

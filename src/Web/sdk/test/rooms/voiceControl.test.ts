import { beforeEach, describe, expect, it } from "vitest";
import { Refused, Unreachable } from "../../src/errors.js";
import { Value } from "../../src/observable.js";
import { VoiceControl } from "../../src/rooms/voiceControl.js";
import type { OwnPlace } from "../../src/rooms/voiceControl.js";
import type { MicrophoneProblem, MicrophoneState, Openness, OutgoingPacket, SoundEngine } from "../../src/soundEngine.js";
import { settle } from "../support/fakeClock.js";

/** A microphone that does what it is asked, or as much as its device allows. */
class FakeMicrophone {
  readonly state = new Value<MicrophoneState>({ openness: "closed", problem: null, deviceId: "", refusedConstraints: [] });
  readonly asked: Openness[] = [];
  problem: MicrophoneProblem | null = null;

  set(openness: Openness): Promise<MicrophoneState> {
    this.asked.push(openness);
    const refused = openness !== "closed" && this.problem !== null;
    this.state.set({
      openness: refused ? "closed" : openness,
      problem: refused ? this.problem : null,
      deviceId: "",
      refusedConstraints: [],
    });
    return Promise.resolve(this.state.get());
  }

  /** The device is gone, or back. */
  change(problem: MicrophoneProblem | null): void {
    this.problem = problem;
    this.state.set({ ...this.state.get(), openness: problem ? "closed" : this.state.get().openness, problem });
  }
}

const packet: OutgoingPacket = { sequence: 1, timestamp: 960, level: 20, opus: Uint8Array.of(0x48) };

let microphone: FakeMicrophone;
let place: OwnPlace;
let asked: string[];
let answer: (what: string) => Promise<void>;
let spoken: number;
let refusals: string[];
let isConnected: boolean;
let voice: VoiceControl;

beforeEach(() => {
  microphone = new FakeMicrophone();
  place = { onStage: false, muted: true };
  asked = [];
  answer = () => Promise.resolve();
  spoken = 0;
  refusals = [];
  isConnected = true;
  voice = new VoiceControl({
    ask: ({ case: kind, value }) => {
      const what = kind === "setMuted" ? (value.muted === true ? "mute" : "open") : kind;
      asked.push(what);
      return answer(what);
    },
    isConnected: () => isConnected,
    speak: () => {
      spoken++;
    },
    engine: () => ({ microphone }) as unknown as SoundEngine,
    place: () => place,
    onRefusal: ({ code }) => refusals.push(code),
  });
  microphone.state.subscribe(() => {
    voice.microphoneChanged();
  });
});

async function comeOnStage(muted = false): Promise<void> {
  answer = (what) => {
    if (what === "takeStage") {
      place = { onStage: true, muted };
      voice.took(muted);
    }

    return Promise.resolve();
  };
  await voice.takeStage(muted);
}

describe("the stage", () => {
  it("countsWhenTheAnswerIsThere", async () => {
    let agree: () => void = () => undefined;
    answer = () => new Promise((resolve) => (agree = resolve));
    const taken = voice.takeStage(false);
    place = { onStage: true, muted: false };
    voice.took(false);
    expect(voice.voice.get()).toMatchObject({ openness: "closed", pending: true });

    agree();
    await taken;

    expect(voice.voice.get()).toMatchObject({ openness: "open", pending: false });
    expect(microphone.asked).toEqual(["open"]);
  });

  it("countsWhenTheEventComesAfterTheAnswer", async () => {
    await voice.takeStage(false);
    expect(voice.voice.get().openness).toBe("closed");

    place = { onStage: true, muted: true };
    voice.took(true);

    expect(voice.voice.get().openness).toBe("muted");
  });

  it("askedForMuted_mutesInTheRoomToo", async () => {
    await comeOnStage();
    voice.left();
    asked = [];
    await voice.takeStage(true);

    expect(voice.voice.get().openness).toBe("muted");
    expect(asked).toEqual(["takeStage", "mute"]);
  });

  it("refused_staysInTheAudience", async () => {
    answer = () => Promise.reject(new Refused("stage_full", "No place."));

    await expect(voice.takeStage(false)).rejects.toMatchObject({ code: "stage_full" });

    expect(voice.voice.get()).toMatchObject({ openness: "closed", pending: false });
    expect(microphone.asked).toEqual([]);
  });

  it("left_closesTheMicrophoneBeforeTheServerKnows", async () => {
    await comeOnStage();
    answer = () => new Promise(() => undefined);

    void voice.leaveStage();
    voice.speak(packet);

    expect(microphone.asked[microphone.asked.length - 1]).toBe("closed");
    expect([asked[asked.length - 1], spoken]).toEqual(["leaveStage", 0]);
  });

  it("movedDown_closesTheMicrophone", async () => {
    await comeOnStage();
    place = { onStage: false, muted: true };

    voice.left();
    voice.speak(packet);

    expect(microphone.state.get().openness).toBe("closed");
    expect(spoken).toBe(0);
  });
});

describe("muting", () => {
  it("takesEffectBeforeTheServerKnows", async () => {
    await comeOnStage();
    answer = () => new Promise(() => undefined);
    voice.speak(packet);

    void voice.setMuted(true);
    voice.speak(packet);

    expect(spoken).toBe(1);
    expect(microphone.state.get().openness).toBe("muted");
  });

  it("withoutAConnection_isRememberedForTheNextOne", async () => {
    await comeOnStage();
    isConnected = false;
    voice.connectionLost();
    await voice.setMuted(true);
    isConnected = true;
    asked = [];

    voice.joined(1_000, false);

    expect(asked).toEqual(["mute"]);
    expect(voice.voice.get().openness).toBe("muted");
  });

  it("opening_waitsForTheServer", async () => {
    await comeOnStage(true);
    let agree: () => void = () => undefined;
    answer = () => new Promise((resolve) => (agree = resolve));

    const opened = voice.setMuted(false);
    await settle();
    expect(voice.voice.get()).toMatchObject({ openness: "muted", pending: true });
    agree();
    await opened;

    expect(voice.voice.get()).toMatchObject({ openness: "open", pending: false });
  });

  it("opening_thatIsLost_staysMuted", async () => {
    await comeOnStage(true);
    answer = () => Promise.reject(new Unreachable("broken"));

    await expect(voice.setMuted(false)).rejects.toBeInstanceOf(Unreachable);

    expect(voice.voice.get()).toMatchObject({ openness: "muted", pending: false });
  });

  it("aHostMutesWhileOneOpens_theHostWins", async () => {
    await comeOnStage(true);
    let agree: () => void = () => undefined;
    answer = (what) => (what === "open" ? new Promise((resolve) => (agree = resolve)) : Promise.resolve());
    const opened = voice.setMuted(false);
    await settle();

    voice.mutedBy("ada");
    agree();
    await opened;

    expect(voice.voice.get()).toMatchObject({ openness: "muted", mutedBy: "ada" });
    expect(asked[asked.length - 1]).toBe("mute");
  });

  it("withoutAMicrophone_theRoomIsNotAsked", async () => {
    await comeOnStage(true);
    microphone.problem = "denied";
    asked = [];

    await voice.setMuted(false);

    expect(asked).toEqual([]);
    expect(voice.voice.get()).toMatchObject({ openness: "muted", pending: false, problem: "denied" });
  });
});

describe("the device", () => {
  it("goesAway_mutesHereAndInTheRoom", async () => {
    await comeOnStage();
    asked = [];

    microphone.change("lost");
    voice.speak(packet);

    expect(voice.voice.get()).toMatchObject({ openness: "muted", problem: "lost" });
    expect([asked, spoken]).toEqual([["mute"], 0]);
  });

  it("comesBack_staysMuted", async () => {
    await comeOnStage();
    microphone.change("lost");

    microphone.change(null);

    expect(voice.voice.get()).toMatchObject({ openness: "muted", problem: null });
  });

  it("wasRefusedAtTheStagesDoor_theRoomShowsNoSpeaker", async () => {
    microphone.problem = "denied";
    await comeOnStage();
    await settle();

    expect(voice.voice.get()).toMatchObject({ openness: "muted", problem: "denied" });
    expect(asked).toContain("mute");
  });

  it("isLoadedAfterThePersonCameOnStage_opensAsThePersonSees", async () => {
    await comeOnStage();
    microphone.asked.length = 0;

    voice.engineLoaded();

    expect(microphone.asked).toEqual(["open"]);
  });
});

describe("coming back", () => {
  it("asItWas_staysOpen", async () => {
    await comeOnStage();
    asked = [];
    voice.connectionLost();

    voice.joined(5_000, false);

    expect([voice.voice.get().openness, asked]).toEqual(["open", []]);
  });

  it("mutedByAHostMeanwhile_isMuted", async () => {
    await comeOnStage();
    voice.connectionLost();
    place = { onStage: true, muted: true };

    voice.joined(5_000, false);

    expect(voice.voice.get().openness).toBe("muted");
    expect(microphone.state.get().openness).toBe("muted");
  });

  it("placeLost_isTakenAgainAndOpenAsBefore", async () => {
    await comeOnStage();
    voice.connectionLost();
    place = { onStage: false, muted: true };

    voice.joined(5_000, false);
    voice.speak(packet);
    expect([voice.voice.get().openness, microphone.state.get().openness, spoken]).toEqual(["muted", "muted", 0]);
    await settle();

    expect(asked[asked.length - 1]).toBe("takeStage");
    expect(voice.voice.get().openness).toBe("open");
  });

  it("placeLostAndTheAnswerToo_isAskedForAtTheNextJoin", async () => {
    await comeOnStage();
    voice.connectionLost();
    place = { onStage: false, muted: true };
    answer = () => Promise.reject(new Unreachable("broken"));
    voice.joined(1_000, false);
    await settle();
    asked = [];

    voice.connectionLost();
    voice.joined(1_000, false);

    // Twice in a row without a word: the person comes back muted.
    expect(asked).toEqual(["takeStage", "mute"]);
  });

  it("placeLostAndRefused_isTold", async () => {
    await comeOnStage();
    voice.connectionLost();
    place = { onStage: false, muted: true };
    answer = () => Promise.reject(new Refused("stage_not_open", "Ask."));

    voice.joined(5_000, false);
    await settle();

    expect(voice.voice.get()).toMatchObject({ openness: "closed", pending: false });
    expect(refusals).toEqual(["stage_not_open"]);
  });

  it("afterASleepOfAnHour_isMutedHereAndInTheRoom", async () => {
    await comeOnStage();
    asked = [];

    voice.joined(3_600_000, false);

    expect([voice.voice.get().openness, asked]).toEqual(["muted", ["mute"]]);
  });

  it("aPageLoadedAnew_isOnStageMuted", () => {
    place = { onStage: true, muted: false };

    voice.joined(0, true);

    expect([voice.voice.get().openness, asked]).toEqual(["muted", ["mute"]]);
  });

  it("aSnapshotWithoutThePerson_closes", async () => {
    await comeOnStage();
    place = { onStage: false, muted: true };

    voice.described();

    expect(microphone.state.get().openness).toBe("closed");
  });
});

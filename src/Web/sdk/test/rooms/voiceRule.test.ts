import { describe, expect, it } from "vitest";
import { LONGEST_OPEN_ABSENCE_MS, nextVoice, opennessOf, repairsOf, silentVoice } from "../../src/rooms/voiceRule.js";
import type { VoiceInput, VoiceState } from "../../src/rooms/voiceRule.js";
import { pick, seeded } from "../support/random.js";

const after = (...inputs: VoiceInput[]): VoiceState => inputs.reduce(nextVoice, silentVoice);
const onStage: readonly VoiceInput[] = [
  { kind: "stageAsked", muted: true },
  { kind: "took", muted: false },
];
const open: readonly VoiceInput[] = [...onStage, { kind: "openAsked" }, { kind: "opened" }];
const rejoined = (more: Partial<VoiceInput & { kind: "joined" }> = {}): VoiceInput => ({
  kind: "joined",
  onStage: true,
  muted: false,
  awayMs: 1_000,
  first: false,
  ...more,
});

describe("opennessOf", () => {
  it.each<[string, readonly VoiceInput[], string]>([
    ["before anything", [], "closed"],
    ["asked for the stage and not there", [{ kind: "stageAsked", muted: false }], "closed"],
    [
      "asked for the stage open",
      [
        { kind: "stageAsked", muted: false },
        { kind: "took", muted: false },
      ],
      "open",
    ],
    [
      "asked for the stage open, invited muted",
      [
        { kind: "stageAsked", muted: false },
        { kind: "took", muted: true },
      ],
      "muted",
    ],
    ["on stage by another page's doing", [{ kind: "took", muted: false }], "muted"],
    ["unmute pressed", [...onStage, { kind: "openAsked" }], "muted"],
    ["unmute agreed", open, "open"],
    ["unmute refused", [...onStage, { kind: "openAsked" }, { kind: "openRefused" }], "muted"],
    ["muted by a host", [...open, { kind: "muted", by: "ada" }], "muted"],
    [
      "muted by a host while unmute was asked",
      [...onStage, { kind: "openAsked" }, { kind: "muted", by: "ada" }, { kind: "opened" }],
      "muted",
    ],
    ["moved down", [...open, { kind: "left" }], "closed"],
    ["an answer after moving down", [...onStage, { kind: "openAsked" }, { kind: "left" }, { kind: "opened" }], "closed"],
    ["reconnected as it was", [...open, { kind: "connectionLost" }, rejoined()], "open"],
    ["reconnected, muted by a host meanwhile", [...open, { kind: "connectionLost" }, rejoined({ muted: true })], "muted"],
    [
      "reconnected, muted before, the server forgot",
      [...onStage, { kind: "connectionLost" }, rejoined({ muted: false })],
      "muted",
    ],
    ["reconnected after long", [...open, { kind: "connectionLost" }, rejoined({ awayMs: LONGEST_OPEN_ABSENCE_MS + 1 })], "muted"],
    [
      "the answer to unmute was lost",
      [...onStage, { kind: "openAsked" }, { kind: "connectionLost" }, rejoined(), { kind: "opened" }],
      "muted",
    ],
    ["failover: the place is asked for again", [...open, { kind: "connectionLost" }, rejoined({ onStage: false })], "muted"],
    [
      "failover: the place is asked for again and refused",
      [...open, { kind: "connectionLost" }, rejoined({ onStage: false }), { kind: "stageRefused" }],
      "closed",
    ],
    [
      "failover: back on stage",
      [...open, { kind: "connectionLost" }, rejoined({ onStage: false }), { kind: "took", muted: false }],
      "open",
    ],
    [
      "failover twice in a row",
      [...open, { kind: "connectionLost" }, rejoined({ onStage: false }), { kind: "connectionLost" }, rejoined()],
      "muted",
    ],
    ["a page loaded anew, on stage still", [rejoined({ first: true })], "muted"],
  ])("%s", (_, inputs, openness) => {
    expect(opennessOf(after(...inputs))).toBe(openness);
  });

  it.each(Array.from({ length: 50 }, (_, index) => index + 1))("opens by the person's own agreed act alone (seed %i)", (seed) => {
    const random = seeded(seed);
    const rank = { closed: 0, muted: 1, open: 2 };
    const flag = (): boolean => random() < 0.5;
    let state = silentVoice;
    // What the person last saw of an open microphone, or asked for at the stage's door.
    let mayBeOpen = false;
    for (let step = 0; step < 2_000; step++) {
      const input = pick<() => VoiceInput>(random, [
        () => ({ kind: "stageAsked", muted: flag() }),
        () => ({ kind: "stageRefused" }),
        () => ({ kind: "took", muted: flag() }),
        () => ({ kind: "left" }),
        () => ({ kind: "openAsked" }),
        () => ({ kind: "opened" }),
        () => ({ kind: "openRefused" }),
        () => ({ kind: "muted", by: flag() ? "ada" : "" }),
        () => ({ kind: "connectionLost" }),
        () => rejoined({ onStage: flag(), muted: flag(), awayMs: random() * 120_000, first: flag() }),
      ])();
      const before = opennessOf(state);
      const asked = state.opening;
      const wasOnStage = state.onStage;
      state = nextVoice(state, input);
      const now = opennessOf(state);
      if (input.kind === "stageAsked" && !wasOnStage) {
        mayBeOpen = !input.muted;
      }

      if (rank[now] > rank[before] && now === "open") {
        const byUnmute = input.kind === "opened" && asked;
        expect(byUnmute || mayBeOpen, `${input.kind} at step ${step} opened the microphone`).toBe(true);
      }

      mayBeOpen = now === "open" || (mayBeOpen && state.wantsStage && !state.muted);
    }
  });
});

describe("repairsOf", () => {
  it.each<[string, readonly VoiceInput[], { onStage: boolean; muted: boolean }, readonly string[]]>([
    ["a listener", [], { onStage: false, muted: true }, []],
    [
      "a place that the person left while the network was away",
      [...open, { kind: "left" }],
      { onStage: true, muted: false },
      ["leaveStage"],
    ],
    ["all as it is here", open, { onStage: true, muted: false }, []],
    ["muted here, open there", onStage, { onStage: true, muted: false }, ["mute"]],
    ["muted both", onStage, { onStage: true, muted: true }, []],
    ["the place was lost", open, { onStage: false, muted: true }, ["takeStage"]],
    ["the place was lost, muted here", onStage, { onStage: false, muted: true }, ["takeStage", "mute"]],
  ])("%s", (_, inputs, place, repairs) => {
    expect(repairsOf(after(...inputs), place)).toEqual(repairs);
  });
});

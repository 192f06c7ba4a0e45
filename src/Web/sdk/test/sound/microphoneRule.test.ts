import { describe, expect, it } from "vitest";
import type { Openness } from "../../src/soundEngine.js";
import {
  applyToMicrophone,
  CLOSED_MICROPHONE,
  effectsOf,
  lessOpen,
  transmits,
  type MicrophoneEvent,
  type MicrophoneRule,
} from "../../src/sound/microphone/rule.js";
import { seededRandom } from "./support/random.js";

/** What can befall a microphone. Answers are to the request that is awaited, or to one that is no longer. */
type Happening = (rule: MicrophoneRule) => MicrophoneEvent;

const HAPPENINGS: Readonly<Record<string, Happening>> = {
  "person opens": () => ({ type: "set", openness: "open" }),
  "person mutes": () => ({ type: "set", openness: "muted" }),
  "person closes": () => ({ type: "set", openness: "closed" }),
  "host mutes, or the reconnected room says muted": () => ({ type: "lower", openness: "muted" }),
  "demoted, left, or failed over without a place": () => ({ type: "lower", openness: "closed" }),
  "reconnected with the place": () => ({ type: "lower", openness: "open" }),
  "device given": ({ awaited }) => ({ type: "acquired", request: awaited }),
  "device given too late": ({ awaited, lastRequest }) => ({
    type: "acquired",
    request: awaited === lastRequest ? lastRequest - 1 : lastRequest,
  }),
  "device refused": ({ awaited }) => ({ type: "refused", request: awaited, problem: "denied" }),
  unplugged: () => ({ type: "lost" }),
  "device changed": () => ({ type: "deviceChanged" }),
  "phone rings": () => ({ type: "interrupted" }),
  "phone call over": () => ({ type: "resumed" }),
  slept: () => ({ type: "slept" }),
};

const RANK: Readonly<Record<Openness, number>> = { closed: 0, muted: 1, open: 2 };

/**
 * What the person has agreed to, told without the rule: their newest act, less everything that has closed a microphone since. It knows no
 * device and no request, so it cannot repeat a mistake of the rule.
 */
function consentAfter(consent: Openness, before: MicrophoneRule, event: MicrophoneEvent): Openness {
  switch (event.type) {
    case "set":
      return before.isInterrupted ? lessOpen(event.openness, "muted") : event.openness;
    case "lower":
      return lessOpen(consent, event.openness);
    case "interrupted":
    case "slept":
      return lessOpen(consent, "muted");
    case "refused":
      return before.awaited !== 0 && event.request === before.awaited ? "closed" : consent;
    default:
      return consent;
  }
}

interface Walk {
  readonly rule: MicrophoneRule;
  readonly consent: Openness;
}

const START: Walk = { rule: CLOSED_MICROPHONE, consent: "closed" };

function step({ rule, consent }: Walk, name: string, path: () => string): Walk {
  const event = HAPPENINGS[name]!(rule);
  const after = applyToMicrophone(rule, event);
  const agreed = consentAfter(consent, rule, event);
  check(rule, after, event, agreed, path);
  return { rule: after, consent: agreed };
}

/** Thrown by hand: a million expectations would take minutes. */
function check(
  before: MicrophoneRule,
  after: MicrophoneRule,
  event: MicrophoneEvent,
  consent: Openness,
  path: () => string,
): void {
  const faults = [
    transmits(after) && consent !== "open" && "sends without the person's will",
    RANK[after.shown] > RANK[consent] && "is shown more open than the person agreed to",
    RANK[after.wanted] > RANK[consent] && "will be more open than the person agreed to",
    // Only the person's act, or the device that the person asked for, may open what is seen.
    RANK[after.shown] > RANK[before.shown] && event.type !== "set" && event.type !== "acquired" && "opened by itself",
    transmits(after) && after.shown !== "open" && "sends while it is shown closed",
    after.shown === "closed" && after.awaited === 0 && after.hasDevice && "keeps a track while closed",
    after.wanted === "closed" && (after.hasDevice || after.awaited !== 0) && "wants a device for nothing",
    after.hasDevice && after.awaited !== 0 && "has a device and asks for one",
    RANK[after.shown] > RANK[after.wanted] && "is shown more open than it will be",
    before.hasDevice && !after.hasDevice && !effectsOf(before, after).includes("release") && "loses a track without stopping it",
    after.lastRequest < before.lastRequest && "numbers a request twice",
  ].filter((fault) => fault !== false);
  if (faults.length > 0) {
    throw new Error(`After ${path()}: ${faults.join(", ")}; ${JSON.stringify({ before, after, consent })}`);
  }
}

/** Numbers of requests grow for ever; what matters is which is awaited. */
function keyOf({ rule, consent }: Walk): string {
  const { shown, wanted, hasDevice, awaited, isInterrupted, problem } = rule;
  return [shown, wanted, hasDevice, awaited !== 0, isInterrupted, problem, consent].join();
}

describe("the rule of the least open microphone", () => {
  it("holds for every order of up to five events", () => {
    let walks = 0;
    const names = Object.keys(HAPPENINGS);
    const walk = (from: Walk, path: readonly string[]): void => {
      walks++;
      for (const name of path.length < 5 ? names : []) {
        walk(
          step(from, name, () => [...path, name].join(", ")),
          [...path, name],
        );
      }
    };

    walk(START, []);

    expect(walks).toBe((names.length ** 6 - 1) / (names.length - 1));
  });

  it("holds in every state that any order of events can reach", () => {
    const seen = new Map<string, string[]>([[keyOf(START), []]]);
    const queue: { walk: Walk; path: string[] }[] = [{ walk: START, path: [] }];
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const { walk, path } = next;
      for (const name of Object.keys(HAPPENINGS)) {
        const reached = step(walk, name, () => [...path, name].join(", "));
        if (!seen.has(keyOf(reached))) {
          seen.set(keyOf(reached), [...path, name]);
          queue.push({ walk: reached, path: [...path, name] });
        }
      }
    }

    // Another number means that the rule has become another.
    expect(seen.size).toBe(31);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])("holds for 20,000 random events (seed %i)", (seed) => {
    const random = seededRandom(seed);
    const names = Object.keys(HAPPENINGS);
    let walk = START;
    for (let round = 0; round < 20_000; round++) {
      const name = names[Math.floor(random() * names.length)]!;
      walk = step(walk, name, () => `seed ${seed}, round ${round}, ${name}`);
    }
  });

  const after = (...names: string[]): MicrophoneRule =>
    names.reduce((walk, name) => step(walk, name, () => names.join(", ")), START).rule;

  it("opens when the person opens it and the device is given", () => {
    expect(transmits(after("person opens", "device given"))).toBe(true);
  });

  it.each(["reconnected with the place", "device changed", "unplugged"])("stays as open as it was when: %s", (name) => {
    expect(transmits(after("person opens", "device given", name, "device given"))).toBe(true);
    expect(after("person mutes", "device given", name, "device given")).toMatchObject({ shown: "muted", hasDevice: true });
  });

  it("is muted after a phone call and after sleep, and opens again by the person alone", () => {
    const call = ["person opens", "device given", "phone rings", "phone call over"];

    expect(after(...call)).toMatchObject({ shown: "muted", hasDevice: true });
    expect(after("person opens", "device given", "slept")).toMatchObject({ shown: "muted" });
    expect(transmits(after(...call, "person opens"))).toBe(true);
  });

  it("stops the track of somebody who is put down from the stage, also one that was still asked for", () => {
    expect(after("person opens", "device given", "demoted, left, or failed over without a place")).toMatchObject({
      shown: "closed",
      hasDevice: false,
    });
    const asked = after("person opens");
    const demoted = applyToMicrophone(asked, { type: "lower", openness: "closed" });
    expect(applyToMicrophone(demoted, { type: "acquired", request: asked.awaited }).hasDevice).toBe(false);
  });

  it("tells somebody who has unplugged their only microphone that it is lost, not that there is none", () => {
    const unplugged = after("person opens", "device given", "unplugged");

    const refused = applyToMicrophone(unplugged, { type: "refused", request: unplugged.awaited, problem: "missing" });

    expect(refused).toMatchObject({ shown: "closed", problem: "lost" });
  });
});

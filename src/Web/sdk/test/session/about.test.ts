import { describe, expect, it } from "vitest";
import { Refused, Unreachable } from "../../src/errors.js";
import { readAbout, standardAbout } from "../../src/session/about.js";
import type { ServerAbout } from "../../src/session/about.js";

const answering = (answer: unknown, init?: ResponseInit): Promise<ServerAbout> =>
  readAbout("https://example.org", () => Promise.resolve(new Response(JSON.stringify(answer), init)));

describe("readAbout", () => {
  it("takesWhatTheServerSays", async () => {
    const said = { signUp: "invitation", guests: true, reactions: ["clap"], keptDays: 30, pushKey: "BAbc" };

    await expect(answering({ ...said, more: 1 })).resolves.toEqual(said);
  });

  it.each([[null], [[]], ["text"], [{ signUp: 1, guests: "yes", reactions: [1, ""], keptDays: -3, pushKey: "" }]])(
    "takesNothingElse: %j",
    async (answer) => {
      await expect(answering(answer)).resolves.toEqual(standardAbout);
    },
  );

  it("aServerThatKnowsNoSuchQuestion_isAStandardOne", async () => {
    await expect(answering({}, { status: 404 })).resolves.toEqual(standardAbout);
  });

  it("aRefusal_isOne", async () => {
    const refused = answering({ code: "rate_limited" }, { status: 429 });

    await expect(refused).rejects.toBeInstanceOf(Refused);
    await expect(refused).rejects.toMatchObject({ code: "rate_limited" });
  });

  it("withoutANetwork_isUnreachable", async () => {
    await expect(readAbout("", () => Promise.reject(new TypeError("offline")))).rejects.toBeInstanceOf(Unreachable);
  });
});

import { createRouterTransport } from "@connectrpc/connect";
import { expect, describe, it } from "vitest";
import { lazyService } from "../../src/calls/lazyService.js";
import { Unreachable } from "../../src/errors.js";
import { Clubs } from "../../src/gen/audiorooms/v1/clubs_pb.js";

const transport = createRouterTransport((router) => {
  router.service(Clubs, { getClub: ({ clubId }) => ({ clubId, name: "Tea" }) });
});

describe("lazyService", () => {
  it("loadsWithTheFirstCallAndOnce", async () => {
    let loads = 0;
    const clubs = lazyService(() => {
      loads++;
      return Promise.resolve(Clubs);
    }, transport);
    expect(loads).toBe(0);

    const [first, second] = await Promise.all([clubs.getClub({ clubId: "a" }), clubs.getClub({ clubId: "b" })]);

    expect([first.clubId, second.clubId, loads]).toEqual(["a", "b", 1]);
  });

  it("aPartThatCannotBeLoaded_isTriedAgainWithTheNextCall", async () => {
    let loads = 0;
    const clubs = lazyService(() => (++loads === 1 ? Promise.reject(new TypeError("404")) : Promise.resolve(Clubs)), transport);

    await expect(clubs.getClub({ clubId: "a" })).rejects.toBeInstanceOf(Unreachable);

    await expect(clubs.getClub({ clubId: "a" })).resolves.toMatchObject({ name: "Tea" });
  });

  it("isNoPromise", async () => {
    const clubs = lazyService(() => Promise.resolve(Clubs), transport);

    expect(await Promise.resolve(clubs)).toBe(clubs);
  });
});

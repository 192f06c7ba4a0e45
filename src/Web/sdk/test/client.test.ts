import { describe, expect, it } from "vitest";
import { PageClient } from "../src/client.js";
import { FakeClock, settle } from "./support/fakeClock.js";
import { FakeEngine } from "./support/fakeEngine.js";
import { FakePresence } from "./support/fakePresence.js";
import { FakeSocket } from "./support/fakeSocket.js";

interface Page {
  readonly client: PageClient;
  readonly sockets: FakeSocket[];
  readonly requests: string[];
}

function page(pageVersion = ""): Page {
  const clock = new FakeClock();
  const sockets: FakeSocket[] = [];
  const requests: string[] = [];
  let number = 0;
  const client = new PageClient(
    { server: "https://example.org/", pageVersion, createSoundEngine: (options) => new FakeEngine(options) },
    {
      clock,
      ticker: (run) => clock.every(1_000, run),
      presence: new FakePresence(),
      tabs: { exclusive: (task) => task(), post: () => undefined, onMessage: () => undefined },
      random: () => 0,
      fetch: (input) => {
        requests.push(input as string);
        const answer = {
          accessToken: `token-${++number}`,
          expiresAtMs: clock.wall() + 900_000,
          userId: "me",
          pageVersion: "2",
        };
        return Promise.resolve(new Response(JSON.stringify(answer)));
      },
      openSocket: (url, protocols) => {
        const socket = new FakeSocket(url, protocols);
        sockets.push(socket);
        return socket;
      },
    },
  );
  return { client, sockets, requests };
}

describe("a client", () => {
  it("asksNothingOfTheServerByItself", async () => {
    const { requests, sockets } = page();
    await settle();

    expect([requests, sockets]).toEqual([[], []]);
  });

  it("signsIn_andSaysWhetherTheServerIsNewer", async () => {
    const { client, requests } = page("1");

    await client.signIn({ handle: "me", password: "a long password" });

    expect(requests).toEqual(["https://example.org/session/sign-in"]);
    expect(client.serverInfo.get()).toEqual({ version: "2", isNewer: true });
  });

  it("ofTheServersOwnVersion_isNotOlder", async () => {
    const { client } = page("2");

    await client.restore();

    expect(client.serverInfo.get()).toEqual({ version: "2", isNewer: false });
  });

  it("entersARoom_byTheServersSocketWithItsToken", async () => {
    const { client, sockets } = page();
    await client.restore();

    const room = client.enterRoom("room");
    await settle();

    expect(client.room.get()).toBe(room);
    expect(sockets[0]?.url).toBe("wss://example.org/ws");
    expect(sockets[0]?.protocols[1]).toBe("bearer.token-1");
  });

  it("isInOneRoomAtATime", async () => {
    const { client, sockets } = page();
    await client.restore();
    const first = client.enterRoom("first");
    await settle();

    const second = client.enterRoom("second");
    await settle();

    await expect(first.closed).resolves.toMatchObject({ code: "left" });
    expect(client.room.get()).toBe(second);
    expect(sockets).toHaveLength(2);
  });

  it("thatSignsOut_leavesItsRoom", async () => {
    const { client } = page();
    await client.restore();
    const room = client.enterRoom("room");
    await settle();

    await client.signOut();

    await expect(room.closed).resolves.toMatchObject({ code: "left" });
    expect(client.room.get()).toBeNull();
    expect(client.session.get()).toEqual({ kind: "signedOut", reason: "asked" });
  });

  it("showsPhotosOfTheServer", () => {
    const { client } = page();

    expect(client.photoUrl("abc", 128)).toBe("https://example.org/photos/abc/128.jpg");
    expect(client.photoUrl("a/b", 512)).toBe("https://example.org/photos/a%2Fb/512.jpg");
    expect(client.photoUrl("", 128)).toBeNull();
  });

  it("makesKeysThatDiffer", () => {
    const { client } = page();

    const keys = new Set(Array.from({ length: 1_000 }, () => client.newKey()));

    expect(keys.size).toBe(1_000);
  });
});

/** People with pages of their own, in Node, at a server that runs. */
import { inject } from "vitest";
import WebSocket from "ws";
import { PageClient } from "../../src/client.js";
import { systemClock } from "../../src/clock.js";
import { newKey } from "../../src/keys.js";
import { pageTicker } from "../../src/ticker.js";
import { FakeEngine } from "../support/fakeEngine.js";
import { FakePresence } from "../support/fakePresence.js";

export interface PersonAtPage {
  readonly client: PageClient;
  readonly handle: string;
  readonly userId: string;
  readonly presence: FakePresence;
  engine(): FakeEngine;
  /** Cuts the newest socket as a network that fails does. */
  cut(): void;
}

/** Signs somebody up at `server`, its HTTP address. */
export async function person(name: string, server: string = inject("server")): Promise<PersonAtPage> {
  const handle = `${name}_${newKey().slice(0, 8)}`;
  const sockets: WebSocket[] = [];
  const engines: FakeEngine[] = [];
  const presence = new FakePresence();
  const client = new PageClient(
    {
      server,
      createSoundEngine: (options) => {
        const engine = new FakeEngine(options);
        engines.push(engine);
        return engine;
      },
    },
    {
      clock: systemClock,
      ticker: pageTicker(systemClock),
      presence,
      tabs: { exclusive: (task) => task(), post: () => undefined, onMessage: () => undefined },
      random: Math.random,
      fetch: withCookie(server),
      openSocket: (url, protocols) => {
        const socket = new WebSocket(url, protocols);
        sockets.push(socket);
        return socket;
      },
    },
  );
  const { userId } = await client.signUp({ handle, password: "a long enough password", displayName: name });
  return {
    client,
    handle,
    userId,
    presence,
    engine: () => engines[0]!,
    cut: () => {
      sockets[sockets.length - 1]?.terminate();
    },
  };
}

/** `fetch` with the one cookie that a browser would keep for the session: Node keeps none. */
function withCookie(server: string): typeof globalThis.fetch {
  let cookie = "";
  return async (input, init) => {
    const path = input instanceof Request ? input.url : input.toString();
    if (!path.startsWith(`${server}/session/`)) {
      return await fetch(input, init);
    }

    const headers = new Headers(init?.headers);
    if (cookie !== "") {
      headers.set("cookie", cookie);
    }

    const response = await fetch(input, { ...init, headers });
    const set = response.headers.getSetCookie()[0];
    if (set !== undefined) {
      cookie = /max-age=0(;|$)/i.test(set) ? "" : (set.split(";")[0] ?? "");
    }

    return response;
  };
}

/** People with pages of their own, in Node, at a server that runs. */
import { createClient } from "@connectrpc/connect";
import { createGrpcWebTransport } from "@connectrpc/connect-web";
import { inject } from "vitest";
import WebSocket from "ws";
import { PageClient } from "../../src/client.js";
import { systemClock } from "../../src/clock.js";
import { Accounts } from "../../src/gen/audiorooms/v1/accounts_pb.js";
import type { SignedIn } from "../../src/gen/audiorooms/v1/accounts_pb.js";
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
      fetch: withCookies(server),
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

/**
 * `fetch` with the gateway's cookie endpoints played by the calls that they wrap: Node keeps no cookies, and the rotation of the refresh token is
 * what is tried here, not the cookie.
 */
function withCookies(server: string): typeof globalThis.fetch {
  const accounts = createClient(Accounts, createGrpcWebTransport({ baseUrl: server }));
  let refreshToken = "";
  return async (input, init) => {
    const path = input instanceof Request ? input.url : input.toString();
    const name = /\/session\/([a-z-]+)$/.exec(path)?.[1];
    if (name === undefined) {
      return await fetch(input, init);
    }

    const body = JSON.parse(init?.body as string) as never;
    const signedIn: SignedIn | null =
      name === "sign-up"
        ? await accounts.signUp(body)
        : name === "sign-in"
          ? await accounts.signIn(body)
          : name === "refresh"
            ? await accounts.refresh({ refreshToken })
            : null;
    refreshToken = signedIn?.refreshToken ?? "";
    return new Response(
      JSON.stringify(
        signedIn && {
          accessToken: signedIn.accessToken,
          expiresAtMs: Number(signedIn.expiresAtUnixMs),
          userId: signedIn.userId,
          handle: signedIn.handle,
        },
      ),
    );
  };
}

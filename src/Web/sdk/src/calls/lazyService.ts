import type { DescService } from "@bufbuild/protobuf";
import { createClient } from "@connectrpc/connect";
import type { Client as ConnectClient, Transport } from "@connectrpc/connect";
import { Unreachable } from "../errors.js";

type Call = (...args: readonly unknown[]) => Promise<unknown>;

/**
 * A service whose description is loaded with its first call, so that a page does not begin with messages that its first screens never send. For
 * services of unary calls alone: what a stream gives could not be known before the description is there.
 *
 * @param load imports the description; a failure is `Unreachable`, and the next call tries again
 */
export function lazyService<T extends DescService>(load: () => Promise<T>, transport: Transport): ConnectClient<T> {
  let client: Promise<Readonly<Record<string, Call>>> | null = null;
  const loaded = (): Promise<Readonly<Record<string, Call>>> => {
    client ??= load().then(
      (service) => createClient(service, transport) as unknown as Readonly<Record<string, Call>>,
      (error: unknown) => {
        client = null;
        throw new Unreachable("A part of the client could not be loaded.", { cause: error });
      },
    );
    return client;
  };

  return new Proxy({} as ConnectClient<T>, {
    get: (_, method) => {
      // A promise that resolves with a client asks for its `then`.
      if (typeof method !== "string" || method === "then") {
        return undefined;
      }

      const call: Call = async (...args) => {
        const known = (await loaded())[method];
        if (known === undefined) {
          throw new TypeError(`There is no call ${method}.`);
        }

        return known(...args);
      };
      return call;
    },
  });
}

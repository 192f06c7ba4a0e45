import { createClient } from "@connectrpc/connect";
import type { Client as ConnectClient, Transport } from "@connectrpc/connect";
import type { Accounts } from "../gen/audiorooms/v1/accounts_pb.js";
import type { Clubs } from "../gen/audiorooms/v1/clubs_pb.js";
import { Discovery } from "../gen/audiorooms/v1/discovery_pb.js";
import type { Events } from "../gen/audiorooms/v1/events_pb.js";
import type { ExternalSignIn } from "../gen/audiorooms/v1/external_sign_in_pb.js";
import type { Invitations } from "../gen/audiorooms/v1/invitations_pb.js";
import type { Moderation } from "../gen/audiorooms/v1/moderation_pb.js";
import { Notifications } from "../gen/audiorooms/v1/notifications_pb.js";
import type { Photos } from "../gen/audiorooms/v1/photos_pb.js";
import { Profiles } from "../gen/audiorooms/v1/profiles_pb.js";
import { Rooms } from "../gen/audiorooms/v1/rooms_pb.js";
import { lazyService } from "./lazyService.js";

/** The server's services, by their names in the protos: `calls.profiles.getProfile({ userId })`. */
export interface Calls {
  readonly accounts: ConnectClient<typeof Accounts>;
  readonly clubs: ConnectClient<typeof Clubs>;
  readonly discovery: ConnectClient<typeof Discovery>;
  readonly events: ConnectClient<typeof Events>;
  readonly externalSignIn: ConnectClient<typeof ExternalSignIn>;
  readonly invitations: ConnectClient<typeof Invitations>;
  readonly moderation: ConnectClient<typeof Moderation>;
  readonly notifications: ConnectClient<typeof Notifications>;
  readonly photos: ConnectClient<typeof Photos>;
  readonly profiles: ConnectClient<typeof Profiles>;
  readonly rooms: ConnectClient<typeof Rooms>;
}

/** Those that first screens call are there at once; the others load with their first call. */
export function callsOf(transport: Transport): Calls {
  return {
    accounts: lazyService(async () => (await import("../gen/audiorooms/v1/accounts_pb.js")).Accounts, transport),
    clubs: lazyService(async () => (await import("../gen/audiorooms/v1/clubs_pb.js")).Clubs, transport),
    discovery: createClient(Discovery, transport),
    events: lazyService(async () => (await import("../gen/audiorooms/v1/events_pb.js")).Events, transport),
    externalSignIn: lazyService(
      async () => (await import("../gen/audiorooms/v1/external_sign_in_pb.js")).ExternalSignIn,
      transport,
    ),
    invitations: lazyService(async () => (await import("../gen/audiorooms/v1/invitations_pb.js")).Invitations, transport),
    moderation: lazyService(async () => (await import("../gen/audiorooms/v1/moderation_pb.js")).Moderation, transport),
    notifications: createClient(Notifications, transport),
    photos: lazyService(async () => (await import("../gen/audiorooms/v1/photos_pb.js")).Photos, transport),
    profiles: createClient(Profiles, transport),
    rooms: createClient(Rooms, transport),
  };
}

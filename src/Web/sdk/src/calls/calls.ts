import { createClient } from "@connectrpc/connect";
import type { Client as ConnectClient, Transport } from "@connectrpc/connect";
import { Accounts } from "../gen/audiorooms/v1/accounts_pb.js";
import { Clubs } from "../gen/audiorooms/v1/clubs_pb.js";
import { Discovery } from "../gen/audiorooms/v1/discovery_pb.js";
import { Events } from "../gen/audiorooms/v1/events_pb.js";
import { ExternalSignIn } from "../gen/audiorooms/v1/external_sign_in_pb.js";
import { Invitations } from "../gen/audiorooms/v1/invitations_pb.js";
import { Moderation } from "../gen/audiorooms/v1/moderation_pb.js";
import { Notifications } from "../gen/audiorooms/v1/notifications_pb.js";
import { Photos } from "../gen/audiorooms/v1/photos_pb.js";
import { Profiles } from "../gen/audiorooms/v1/profiles_pb.js";
import { Rooms } from "../gen/audiorooms/v1/rooms_pb.js";

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

export function callsOf(transport: Transport): Calls {
  return {
    accounts: createClient(Accounts, transport),
    clubs: createClient(Clubs, transport),
    discovery: createClient(Discovery, transport),
    events: createClient(Events, transport),
    externalSignIn: createClient(ExternalSignIn, transport),
    invitations: createClient(Invitations, transport),
    moderation: createClient(Moderation, transport),
    notifications: createClient(Notifications, transport),
    photos: createClient(Photos, transport),
    profiles: createClient(Profiles, transport),
    rooms: createClient(Rooms, transport),
  };
}

import type { Client as ConnectClient } from "@connectrpc/connect";
import type { Accounts } from "../gen/audiorooms/v1/accounts_pb.js";
import type { Clubs } from "../gen/audiorooms/v1/clubs_pb.js";
import type { Discovery } from "../gen/audiorooms/v1/discovery_pb.js";
import type { Events } from "../gen/audiorooms/v1/events_pb.js";
import type { ExternalSignIn } from "../gen/audiorooms/v1/external_sign_in_pb.js";
import type { Invitations } from "../gen/audiorooms/v1/invitations_pb.js";
import type { Moderation } from "../gen/audiorooms/v1/moderation_pb.js";
import type { Notifications } from "../gen/audiorooms/v1/notifications_pb.js";
import type { Photos } from "../gen/audiorooms/v1/photos_pb.js";
import type { Profiles } from "../gen/audiorooms/v1/profiles_pb.js";
import type { Rooms } from "../gen/audiorooms/v1/rooms_pb.js";

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

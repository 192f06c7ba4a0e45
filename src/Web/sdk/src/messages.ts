/** Messages and enums of the calls, for the arguments and answers of `Client.calls`. Generated from the protos. */
export * from "./gen/audiorooms/v1/accounts_pb.js";
export * from "./gen/audiorooms/v1/clubs_pb.js";
export * from "./gen/audiorooms/v1/discovery_pb.js";
export * from "./gen/audiorooms/v1/events_pb.js";
export * from "./gen/audiorooms/v1/external_sign_in_pb.js";
export * from "./gen/audiorooms/v1/invitations_pb.js";
export * from "./gen/audiorooms/v1/moderation_pb.js";
export * from "./gen/audiorooms/v1/notifications_pb.js";
export * from "./gen/audiorooms/v1/photos_pb.js";
export * from "./gen/audiorooms/v1/profiles_pb.js";
export * from "./gen/audiorooms/v1/rooms_pb.js";

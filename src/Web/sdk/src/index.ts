/** AudioRooms in the browser. `createClient` is where everything begins. */
export type { Client, ClientOptions, ServerInfo, Watch } from "./clientApi.js";
export { createClient } from "./client.js";
export { boundOf, bounds } from "./bounds.js";
export type { Bound } from "./bounds.js";
export { Refused, SignedOut, Unreachable } from "./errors.js";
export type { Observable, Unsubscribe } from "./observable.js";
export type { Calls } from "./calls/calls.js";

export type { ServerAbout } from "./session/about.js";
export type {
  GuestState,
  SessionState,
  SignInRequest,
  SignOutReason,
  SignUpRequest,
  SignedInState,
  Suspension,
} from "./session/sessionState.js";

export type {
  Audience,
  AudiencePerson,
  ConnectionState,
  Delivery,
  EnterOptions,
  OwnVoice,
  Reaction,
  Room,
  RoomClosed,
  RoomFigures,
  RoomNotice,
  SoundChoice,
} from "./rooms/roomApi.js";
export type { ChangeSettingsChange } from "./rooms/roomCommands.js";
export { mayHost, mayModerate, ownRole, ownStay } from "./rooms/roomState.js";
export type {
  OwnHand,
  OwnRole,
  PersonName,
  QueuedHand,
  RoomSettings,
  RoomState,
  StagePerson,
  StageRole,
} from "./rooms/roomState.js";

export type { HallwayOptions, HallwayState } from "./watches/hallway.js";
export type { InboxState } from "./watches/inbox.js";
export type * from "./soundEngine.js";

// The messages and enums of the calls.
export * from "./messages.js";

/** A room as the page has it: puts the connection, the picture, the sound and the own voice together. */
import type { Clock } from "../clock.js";
import type { Refused } from "../errors.js";
import { Unreachable } from "../errors.js";
import type { Joined, ServerMessage } from "../gen/audiorooms/v1/session_pb.js";
import { Emitter, Value } from "../observable.js";
import type { Unsubscribe } from "../observable.js";
import type { EncoderAdvice, HeardFigures, LatencyMode, SoundEngine, SoundState } from "../soundEngine.js";
import type { ClientBody } from "../wire/frames.js";
import { hearingOf } from "../wire/hearing.js";
import { AudienceReader } from "./audienceReader.js";
import type { RoomConnectionOptions } from "./connectionOptions.js";
import { delayOf, latencyClassOf, latencyModeOf, soundChoiceOf, soundOf } from "./delivery.js";
import { noticesOf } from "./notices.js";
import { Reactions } from "./reactions.js";
import { apply, describe, withDominant, withHandPlace, withListenerCount } from "./reducer.js";
import type { Audience, ConnectionState, Delivery, EnterOptions, Reaction, Room, RoomClosed, RoomFigures, RoomNotice, SoundChoice } from "./roomApi.js";
import { RoomCommands } from "./roomCommands.js";
import { RoomConnection } from "./roomConnection.js";
import { RoomSound } from "./roomSound.js";
import { ownStay } from "./roomState.js";
import type { PersonName, RoomState } from "./roomState.js";
import { ServerClock } from "./serverClock.js";
import type { SoundHost } from "./soundHost.js";
import { VoiceControl } from "./voiceControl.js";
import type { OwnPlace } from "./voiceControl.js";

type Wiring = Pick<RoomConnectionOptions, "url" | "tokens" | "open" | "clock" | "ticker" | "presence" | "random">;

export interface LiveRoomOptions extends Wiring {
  readonly roomId: string;
  readonly enter: EnterOptions;
  readonly host: SoundHost;
  readonly rooms: ConstructorParameters<typeof AudienceReader>[0];
}

const GIVE_UP_AFTER_MS = 15 * 60_000;
const AUDIENCE_MAX = 200;

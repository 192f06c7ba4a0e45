import type { AttendancePrivacy, HandOrder, HandPolicy, RoomKind } from "../gen/audiorooms/v1/rooms_pb.js";

/** What is left out stays as it is. */
export interface ChangeSettingsChange {
  /** May be widened, never narrowed. */
  readonly kind?: RoomKind;
  readonly handPolicy?: HandPolicy;
  readonly handOrder?: HandOrder;
  readonly attendance?: AttendancePrivacy;
}

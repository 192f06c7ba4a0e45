/**
 * "Heard by": what an acknowledgement says of each voice, and what the server concludes. The fields are read and written by their numbers, so that a
 * server which does not have them loses nothing.
 */
import { BinaryReader, BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import type { Ack, ServerMessage } from "../gen/audiorooms/v1/session_pb.js";
import type { HeardFigures, SourceId } from "../soundEngine.js";

/** `Ack.heard`: repeated { source = 1; played = 2; concealed = 3 }. */
const ACK_HEARD = 21;

/** `ServerMessage.hearing`: { nobody_hears_you = 1; you_hear_nothing = 2 }. */
const HEARING = 24;

/** As many voices as a stage has, and some that just left: more are left out. */
const SOURCES_MAX = 32;

/** Adds to an acknowledgement what was played of each voice since the one before. */
export function addHeard(ack: Ack, figures: ReadonlyMap<SourceId, HeardFigures>): void {
  const heard = [...figures].filter(([, { played, concealed }]) => played + concealed > 0).slice(0, SOURCES_MAX);
  if (heard.length > 0) {
    ack.$unknown = heard.map(([source, { played, concealed }]) => {
      const entry = new BinaryWriter().tag(1, WireType.Varint).uint32(source);
      entry.tag(2, WireType.Varint).uint32(played).tag(3, WireType.Varint).uint32(concealed);
      return { no: ACK_HEARD, wireType: WireType.LengthDelimited, data: new BinaryWriter().bytes(entry.finish()).finish() };
    });
  }
}

/** What the server found out about this device; both false when all is well again. */
export interface HearingNotice {
  /** Of two or more listeners none heard this device's voice for 3 s. */
  readonly nobodyHearsYou: boolean;
  /** Others hear what this device does not. */
  readonly youHearNothing: boolean;
}

/** Null if the message says nothing of it. */
export function hearingOf(message: ServerMessage): HearingNotice | null {
  const field = message.$unknown?.find((one) => one.no === HEARING && one.wireType === WireType.LengthDelimited);
  if (!field) {
    return null;
  }

  const reader = new BinaryReader(new BinaryReader(field.data).bytes());
  let nobodyHearsYou = false;
  let youHearNothing = false;
  while (reader.pos < reader.len) {
    const [number, wireType] = reader.tag();
    if (number === 1 && wireType === WireType.Varint) {
      nobodyHearsYou = reader.bool();
    } else if (number === 2 && wireType === WireType.Varint) {
      youHearNothing = reader.bool();
    } else {
      reader.skip(wireType, number);
    }
  }

  return { nobodyHearsYou, youHearNothing };
}

/** One protobuf message per binary WebSocket message, in both directions. */
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import type { MessageInitShape } from "@bufbuild/protobuf";
import { ClientMessageSchema, ServerMessageSchema } from "../gen/audiorooms/v1/session_pb.js";
import type { ClientMessage, ServerMessage } from "../gen/audiorooms/v1/session_pb.js";

/** What a device says: the one field that is set, with its value. */
export type ClientBody = Exclude<NonNullable<MessageInitShape<typeof ClientMessageSchema>["body"]>, { case?: undefined }>;

/** The server takes no larger message. */
export const MESSAGE_BYTES_MAX = 65_536;

/** A message without an answer or a key; {@link ClientMessage.requestId} and its key are set by the part that awaits an answer. */
export function clientMessage(body: ClientBody): ClientMessage {
  return create(ClientMessageSchema, { body });
}

export function encode(message: ClientMessage): Uint8Array {
  return toBinary(ClientMessageSchema, message);
}

/**
 * Reads a message; the Opus packets in it are views of `bytes`. Null for what is no message of the protocol: a newer server's fields are no
 * error, broken bytes are.
 */
export function decode(bytes: ArrayBuffer): ServerMessage | null {
  try {
    return fromBinary(ServerMessageSchema, new Uint8Array(bytes));
  } catch {
    // The caller closes the connection: bytes that cannot be read come from no server of ours.
    return null;
  }
}

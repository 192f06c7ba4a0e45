import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import type { MessageInitShape } from "@bufbuild/protobuf";
import { ClientMessageSchema, ServerMessageSchema } from "../../src/gen/audiorooms/v1/session_pb.js";
import type { ClientMessage } from "../../src/gen/audiorooms/v1/session_pb.js";
import type { SocketLike } from "../../src/rooms/roomSocket.js";

type ServerBody = NonNullable<MessageInitShape<typeof ServerMessageSchema>["body"]>;
type Case = NonNullable<ClientMessage["body"]["case"]>;
type Said<C extends Case> = Extract<ClientMessage["body"], { case: C }>["value"];

/** The server's end of a socket that a test plays. */
export class FakeSocket implements SocketLike {
  binaryType = "blob";
  bufferedAmount = 0;
  onopen: ((event: never) => void) | null = null;
  onmessage: ((event: never) => void) | null = null;
  onclose: ((event: never) => void) | null = null;
  onerror: ((event: never) => void) | null = null;
  readonly sent: ClientMessage[] = [];
  closedWith: number | null = null;

  constructor(
    readonly url: string,
    readonly protocols: readonly string[],
  ) {}

  send(data: Uint8Array): void {
    this.sent.push(fromBinary(ClientMessageSchema, data));
  }

  close(code?: number): void {
    this.closedWith = code ?? 1_005;
  }

  open(): void {
    this.onopen?.({} as never);
  }

  say(body: ServerBody): void {
    this.receive(toBinary(ServerMessageSchema, create(ServerMessageSchema, { body })));
  }

  receive(bytes: Uint8Array): void {
    this.onmessage?.({ data: Uint8Array.from(bytes).buffer } as never);
  }

  /** The connection is over. */
  end(code = 1_006, reason = ""): void {
    this.onclose?.({ code, reason } as never);
  }

  /** What of a kind was said, oldest first. */
  said<C extends Case>(kind: C): Said<C>[] {
    return this.messages(kind).map((message) => message.body.value as Said<C>);
  }

  messages(kind: Case): ClientMessage[] {
    return this.sent.filter((message) => message.body.case === kind);
  }

  last(kind: Case): ClientMessage {
    const messages = this.messages(kind);
    if (messages.length === 0) {
      throw new Error(`Nothing of ${kind} was said, but ${this.sent.map((message) => String(message.body.case)).join(", ")}.`);
    }

    return messages[messages.length - 1]!;
  }

  ok(kind: Case): void {
    this.say({ case: "ok", value: { requestId: this.last(kind).requestId } });
  }

  refuse(kind: Case, code: string, retryAfterMs = 0): void {
    this.say({ case: "refusal", value: { requestId: this.last(kind).requestId, code, message: code, retryAfterMs } });
  }
}

// A client by others: Node's "ws" and "protobufjs", with nothing but the .proto files. As a page would: the token is a subprotocol.
//
//   node peer.mjs PROTOS URL ROOM listen COUNT   hears COUNT packets, or what is left of them, then leaves
//   node peer.mjs PROTOS URL ROOM speak COUNT    takes the stage and sends COUNT packets of 20 ms
//   node peer.mjs PROTOS URL ROOM text           sends text where bytes are expected
//
// The token is in AUDIOROOMS_TOKEN. Writes "joined" when it is in the room, and in the end one line of JSON.
import path from "node:path";
import process from "node:process";
import protobuf from "protobufjs";
import WebSocket from "ws";

const [protos, url, room, what, count = "0"] = process.argv.slice(2);
const wanted = Number(count);

const root = new protobuf.Root();
root.resolvePath = (_, target) => path.join(protos, target);
await root.load("audiorooms/v1/session.proto");
const ClientMessage = root.lookupType("audiorooms.v1.ClientMessage");
const ServerMessage = root.lookupType("audiorooms.v1.ServerMessage");
const { LATENCY_CLASS_AUDIENCE } = root.lookupEnum("audiorooms.v1.LatencyClass").values;

const socket = new WebSocket(url, ["audiorooms.v1", `bearer.${process.env.AUDIOROOMS_TOKEN}`]);
const seen = { protocol: "", packets: 0, missed: 0, repeated: 0, closing: "", code: 0, reason: "" };
let next = 0;

function send(message) {
  socket.send(ClientMessage.encode(ClientMessage.create(message)).finish());
}

function speak() {
  let sent = 0;
  const clock = setInterval(() => {
    if (sent === wanted) {
      clearInterval(clock);
      send({ requestId: 3, leaveStage: {} });
      return;
    }

    // TOC of 20 ms of SILK in one frame (RFC 6716 §3.1), and the number of the packet.
    const opus = Buffer.from([0x48, sent & 0xff, sent >> 8, 1]);
    send({ audio: { sequence: sent, timestamp: sent * 960, level: 20, opus } });
    sent++;
  }, 20);
}

function hear(bundle) {
  const position = Number(bundle.position);
  seen.missed += Math.max(0, position - next);
  seen.repeated += Math.max(0, next - position);
  next = position + bundle.packets.length;
  seen.packets += bundle.packets.length;
  send({ ack: { position: next } });
  if (what === "listen" && seen.packets + seen.missed >= wanted) {
    send({ requestId: 4, leave: {} });
  }
}

function begin(joined) {
  next = Number(joined.position);
  console.log("joined");
  if (what === "speak") {
    send({ requestId: 2, takeStage: {} });
  } else if (what === "text") {
    socket.send("{\"ping\":{}}");
  }
}

socket.on("open", () => {
  seen.protocol = socket.protocol;
  send({ requestId: 1, join: { roomId: room, latency: LATENCY_CLASS_AUDIENCE } });
});
socket.on("message", (data, isBinary) => {
  if (!isBinary) {
    throw new Error("The server sent text.");
  }

  const message = ServerMessage.decode(data);
  if (message.joined) {
    begin(message.joined);
  } else if (message.bundle) {
    hear(message.bundle);
  } else if (message.ok && Number(message.ok.requestId) === 2) {
    speak();
  } else if (message.ok && Number(message.ok.requestId) === 3) {
    send({ requestId: 4, leave: {} });
  } else if (message.closing) {
    seen.closing = message.closing.code;
  }
});
socket.on("close", (code, reason) => {
  Object.assign(seen, { code, reason: reason.toString() });
  console.log(JSON.stringify(seen));
});

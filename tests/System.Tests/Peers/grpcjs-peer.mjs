// A client by others: Node's @grpc/grpc-js, with nothing but the .proto files.
//
//   node grpcjs-peer.mjs HOST:PORT PROTOS OPERATOR_KEY
//
// Prints one JSON object per case: {"case": name, "error": null | text}.
import grpc from "@grpc/grpc-js";
import loader from "@grpc/proto-loader";
import assert from "node:assert/strict";
import process from "node:process";

const [target, protos, operatorKey] = process.argv.slice(2);
const definition = loader.loadSync(["audiorooms/v1/session.proto", "audiorooms/v1/accounts.proto", "audiorooms/v1/rooms.proto"], {
  includeDirs: [protos],
  keepCase: true,
  longs: Number,
  oneofs: true,
});
const { Accounts, Rooms, RoomSession } = grpc.loadPackageDefinition(definition).audiorooms.v1;

const TIMEOUT_MS = 60_000;
const GZIP = { "grpc.default_compression_algorithm": 2 };
const TITLE = "Seen from outside é🎙";

const clients = [];
function clientOf(Service, options = {}) {
  const client = new Service(target, grpc.credentials.createInsecure(), options);
  clients.push(client);
  return client;
}

const deadline = (ms = TIMEOUT_MS) => ({ deadline: Date.now() + ms });

function unary(client, method, request, metadata = new grpc.Metadata()) {
  return new Promise((resolve, reject) => {
    client[method](request, metadata, deadline(), (error, response) => (error ? reject(error) : resolve(response)));
  });
}

const metadataOf = (name, value) => {
  const metadata = new grpc.Metadata();
  metadata.set(name, value);
  return metadata;
};
const bearer = (signedIn) => metadataOf("authorization", `Bearer ${signedIn.access_token}`);

async function token(handle) {
  const request = { handle, display_name: handle };
  return bearer(await unary(clientOf(Accounts), "MintToken", request, metadataOf("operator-key", operatorKey)));
}

const room = (metadata) => unary(clientOf(Rooms), "CreateRoom", { title: TITLE, language: "en" }, metadata);

async function refused(promise, status, code) {
  const error = await promise.then(() => assert.fail("the call succeeded"), (e) => e);
  assert.equal(error.code, status, error.message);
  if (code !== undefined) assert.deepEqual(error.metadata.get("refusal-code"), [code]);
  return error;
}

// One connection to a room: what comes is kept until it is asked for.
class Session {
  constructor(metadata, { options = {}, ms = TIMEOUT_MS } = {}) {
    this.call = clientOf(RoomSession, options).Connect(metadata, deadline(ms));
    this.waiting = [];
    this.heard = [];
    this.call.on("data", (message) => {
      this.heard.push(message);
      this.waiting.shift()?.();
    });
    this.ended = new Promise((resolve) => this.call.on("status", (status) => {
      resolve(status);
      for (const wake of this.waiting.splice(0)) wake();
    }));
    this.call.on("error", () => {});
    this.isOver = false;
    this.ended.then(() => (this.isOver = true));
  }

  say(message) {
    this.call.write(message);
  }

  async hear(kind) {
    for (;;) {
      while (this.heard.length > 0) {
        const message = this.heard.shift();
        if (message.body === kind) return message[kind];
      }

      if (this.isOver) throw new Error(`the call ended: ${JSON.stringify(await this.ended)}`);
      await new Promise((resolve) => this.waiting.push(resolve));
    }
  }

  async join(roomId) {
    this.say({ join: { room_id: roomId } });
    return this.hear("joined");
  }
}

async function speakAndListen(options) {
  const host = await token("js_speaker");
  const { room_id: roomId } = await room(host);
  const speaker = new Session(host, { options });
  const listener = new Session(await token("js_listener"), { options });
  await speaker.join(roomId);
  let { position } = await listener.join(roomId);
  speaker.say({ request_id: 2, take_stage: {} });
  assert.equal((await speaker.hear("ok")).request_id, 2);

  // One after the other, so that no packet is dropped for coming too soon.
  for (let number = 0; number < 20; number++) {
    const opus = Buffer.from([0x48, number, 0, 1]);
    speaker.say({ audio: { sequence: number, timestamp: number * 960, level: 20, opus } });
    const bundle = await listener.hear("bundle");
    assert.deepEqual([bundle.position ?? 0, bundle.packets.map((packet) => packet.opus.toString("hex"))], [position ?? 0, [opus.toString("hex")]]);
    position = (position ?? 0) + 1;
    listener.say({ ack: { position } });
  }

  for (const session of [speaker, listener]) {
    session.say({ request_id: 9, leave: {} });
    assert.equal((await session.hear("closing")).code, "left");
    assert.equal((await session.ended).code, grpc.status.OK);
    session.call.end();
  }
}

const cases = {
  async sign_up_is_known_by_its_token() {
    const accounts = clientOf(Accounts);
    const signedIn = await unary(accounts, "SignUp", { handle: "js_signup", password: "correct horse battery", display_name: "Jö" });
    const who = await unary(accounts, "WhoAmI", {}, bearer(signedIn));
    assert.deepEqual(who, { user_id: signedIn.user_id, handle: "js_signup", display_name: "Jö" });
  },

  async room_is_shown_as_created() {
    const created = await room(await token("js_host"));
    assert.equal((await unary(clientOf(Rooms), "GetRoom", { room_id: created.room_id })).title, TITLE);
  },

  async refusal_has_status_sentence_and_code() {
    const creating = unary(clientOf(Rooms), "CreateRoom", { title: "x".repeat(121), language: "en" }, await token("js_refused"));
    const error = await refused(creating, grpc.status.INVALID_ARGUMENT, "title_invalid");
    assert.ok(error.details, "no sentence for people");
    await refused(unary(clientOf(Accounts), "WhoAmI", {}), grpc.status.UNAUTHENTICATED);
  },

  async unknown_method_is_unimplemented() {
    const client = clientOf(Rooms);
    const identity = (bytes) => bytes;
    for (const path of ["/audiorooms.v1.Rooms/Burn", "/audiorooms.v1.Kitchen/Burn"]) {
      const calling = new Promise((resolve, reject) => {
        client.makeUnaryRequest(path, identity, identity, Buffer.alloc(0), (error, response) => (error ? reject(error) : resolve(response)));
      });
      await refused(calling, grpc.status.UNIMPLEMENTED);
    }
  },

  async request_above_the_limit_is_refused() {
    await refused(unary(clientOf(Accounts), "SignIn", { handle: "x".repeat(70_000) }), grpc.status.RESOURCE_EXHAUSTED);
  },

  async compressed_request_is_read() {
    assert.equal((await unary(clientOf(Accounts, GZIP), "WhoAmI", {}, await token("js_gzip"))).handle, "js_gzip");
  },

  sound_goes_up_and_comes_down_in_bundles: () => speakAndListen({}),

  compressed_session_is_understood: () => speakAndListen(GZIP),

  async refused_join_is_told_and_ends_the_call() {
    const session = new Session(await token("js_lost"));
    session.say({ request_id: 1, join: { room_id: "nowhere" } });
    const refusal = await session.hear("refusal");
    const status = await session.ended;
    assert.equal(refusal.code, "room_not_found");
    assert.deepEqual([status.code, status.details], [grpc.status.NOT_FOUND, refusal.message]);
  },

  async cancelled_session_is_over_and_its_person_may_come_back() {
    const metadata = await token("js_cancel");
    const { room_id: roomId } = await room(metadata);
    const session = new Session(metadata);
    await session.join(roomId);
    session.call.cancel();
    assert.equal((await session.ended).code, grpc.status.CANCELLED);
    const again = new Session(metadata);
    await again.join(roomId);
    again.call.cancel();
    await again.ended;
  },

  async deadline_ends_a_session() {
    const metadata = await token("js_deadline");
    const { room_id: roomId } = await room(metadata);
    const session = new Session(metadata, { ms: 2_000 });
    session.say({ join: { room_id: roomId } });
    assert.equal((await session.ended).code, grpc.status.DEADLINE_EXCEEDED);
  },

  async fifty_calls_at_once_are_answered() {
    const metadata = await token("js_fifty");
    const accounts = clientOf(Accounts);
    const answers = await Promise.all(Array.from({ length: 50 }, () => unary(accounts, "WhoAmI", {}, metadata)));
    assert.deepEqual(new Set(answers.map((who) => who.handle)), new Set(["js_fifty"]));
  },
};

for (const [name, run] of Object.entries(cases)) {
  let error = null;
  try {
    await run();
  } catch (e) {
    error = String(e?.stack ?? e);
  }

  for (const client of clients.splice(0)) client.close();
  console.log(JSON.stringify({ case: name, error }));
}

// Hears a live room for five seconds: node listen.ts [127.0.0.1:8081] (Node 22 or newer; npm install @grpc/grpc-js @grpc/proto-loader)
import grpc from "@grpc/grpc-js";
import loader from "@grpc/proto-loader";
import process from "node:process";

const address = process.argv[2] ?? "127.0.0.1:8081";
const includeDirs = [process.argv[3] ?? "../src/Protocol/Protos"];
const files = ["accounts", "rooms", "session"].map((name) => `audiorooms/v1/${name}.proto`);
const { Accounts, Rooms, RoomSession } = grpc.loadPackageDefinition(
  loader.loadSync(files, { includeDirs, keepCase: true, longs: Number })).audiorooms.v1;
const open = (Service) => new Service(address, grpc.credentials.createInsecure());
const ask = (service, method, request, metadata = new grpc.Metadata()) => new Promise((resolve, reject) =>
  service[method](request, metadata, (error, answer) => (error ? reject(error) : resolve(answer))));

const handle = `ts_${crypto.randomUUID().replaceAll("-", "").slice(0, 16)}`;
const me = await ask(open(Accounts), "SignUp", { handle, password: `password of ${handle}`, display_name: "TypeScript example" });
const token = new grpc.Metadata();
token.set("authorization", `Bearer ${me.access_token}`);

const { rooms } = await ask(open(Rooms), "ListRooms", {}, token);
const live = rooms.find((room) => room.speaker_count > 0);
const call = open(RoomSession).Connect(token);
const names = new Map(), heard = {};
call.on("error", (error) => { if (error.code !== grpc.status.CANCELLED) throw error; });
call.on("data", ({ joined, bundle }) => {
  for (const { source, person } of joined?.room.stage ?? []) names.set(source, person.handle);
  if (joined) console.log(`In "${live.title}"; on stage: ${[...names.values()].join(", ")}.`);
  if (!bundle) return;
  for (const { source } of bundle.packets) heard[names.get(source) ?? "somebody"] = (heard[names.get(source) ?? "somebody"] ?? 0) + 1; // .opus: 20 ms
  call.write({ ack: { position: bundle.end || bundle.position + bundle.packets.length } });
});
call.write({ join: { room_id: live.room_id } });
setTimeout(() => {
  call.cancel();
  console.log(`Heard ${Object.entries(heard).map(([name, count]) => `${name} ${count} packets`).join(", ")}.`);
  process.exit(0);
}, 5000);

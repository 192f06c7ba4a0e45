// Runs the gRPC interoperability cases with @grpc/grpc-js against a server:
//   node interop.mjs HOST:PORT
// Prints one JSON object per case: {"case": name, "error": null | text}.
import grpc from "@grpc/grpc-js";
import loader from "@grpc/proto-loader";
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

const target = process.argv[2];
const definition = loader.loadSync(fileURLToPath(new URL("interop.proto", import.meta.url)), { keepCase: true, defaults: true });
const { TestService, UnimplementedService } = grpc.loadPackageDefinition(definition).grpc.testing;

const REQUEST_SIZES = [27182, 8, 1828, 45904];
const RESPONSE_SIZES = [31415, 9, 2653, 58979];
const SPECIAL_MESSAGE = "\t\ntest with whitespace\r\nand Unicode BMP \u263a and non-BMP \u{1f608}\t\n";
const TIMEOUT_MS = 20_000;

const newClient = (Service, options = {}) => new Service(target, grpc.credentials.createInsecure(), options);
const gzip = { "grpc.default_compression_algorithm": 2 };
const payload = (size) => ({ body: Buffer.alloc(size) });
const deadline = (ms = TIMEOUT_MS) => ({ deadline: Date.now() + ms });

function unary(client, method, request, { metadata = new grpc.Metadata(), options = deadline() } = {}) {
  return new Promise((resolve, reject) => {
    const outcome = {};
    const call = client[method](request, metadata, options, (error, response) => {
      if (error) reject(Object.assign(error, { outcome }));
      else resolve(Object.assign(outcome, { response }));
    });
    call.on("metadata", (headers) => (outcome.headers = headers));
    call.on("status", (status) => {
      outcome.trailers = status.metadata;
      outcome.status = status;
    });
  });
}

// Collects a stream of responses; `onData` may write the next request.
function collect(call, onData = () => {}) {
  return new Promise((resolve, reject) => {
    const outcome = { responses: [] };
    call.on("metadata", (headers) => (outcome.headers = headers));
    call.on("data", (response) => {
      outcome.responses.push(response);
      onData(response, outcome.responses.length);
    });
    call.on("status", (status) => (outcome.status = status));
    call.on("error", (error) => reject(Object.assign(error, { outcome })));
    call.on("end", () => setImmediate(() => resolve(outcome)));
  });
}

const fails = async (promise, code, message) => {
  const error = await promise.then(() => assert.fail("the call succeeded"), (e) => e);
  assert.equal(error.code, code, error.message);
  if (message !== undefined) assert.equal(error.details, message);
  return error;
};

async function largeUnary(client) {
  const { response } = await unary(client, "UnaryCall", { response_size: 314159, payload: payload(271828) });
  assert.equal(response.payload.body.length, 314159);
}

function sendAll(client, requests) {
  return new Promise((resolve, reject) => {
    const call = client.StreamingInputCall(new grpc.Metadata(), deadline(), (error, response) => (error ? reject(error) : resolve(response)));
    for (const request of requests) call.write(request);
    call.end();
  });
}

const cases = {
  async empty_unary(client) {
    const { response } = await unary(client, "EmptyCall", {});
    assert.deepEqual(response, {});
  },

  large_unary: largeUnary,

  async client_compressed_unary() {
    const plain = newClient(TestService);
    await fails(unary(plain, "UnaryCall", { expect_compressed: { value: true }, response_size: 1, payload: payload(27182) }), grpc.status.INVALID_ARGUMENT);
    const compressing = newClient(TestService, gzip);
    const { response } = await unary(compressing, "UnaryCall", { expect_compressed: { value: true }, response_size: 314159, payload: payload(271828) });
    assert.equal(response.payload.body.length, 314159);
    const { response: uncompressed } = await unary(plain, "UnaryCall", { expect_compressed: { value: false }, response_size: 314159, payload: payload(271828) });
    assert.equal(uncompressed.payload.body.length, 314159);
    plain.close();
    compressing.close();
  },

  async server_compressed_unary(client) {
    for (const value of [true, false]) {
      const { response, headers } = await unary(client, "UnaryCall", { response_compressed: { value }, response_size: 314159, payload: payload(271828) });
      assert.equal(response.payload.body.length, 314159);
      assert.ok(headers);
    }
  },

  async client_streaming(client) {
    const response = await sendAll(client, REQUEST_SIZES.map((size) => ({ payload: payload(size) })));
    assert.equal(response.aggregated_payload_size, 74922);
  },

  async client_compressed_streaming() {
    const plain = newClient(TestService);
    await fails(sendAll(plain, [{ expect_compressed: { value: true }, payload: payload(27182) }]), grpc.status.INVALID_ARGUMENT);
    const compressing = newClient(TestService, gzip);
    const response = await sendAll(compressing, [
      { expect_compressed: { value: true }, payload: payload(27182) },
      { expect_compressed: { value: false }, payload: payload(45904) },
    ]);
    assert.equal(response.aggregated_payload_size, 73086);
    plain.close();
    compressing.close();
  },

  async server_streaming(client) {
    const { responses, status } = await collect(
      client.StreamingOutputCall({ response_parameters: RESPONSE_SIZES.map((size) => ({ size })) }, new grpc.Metadata(), deadline()),
    );
    assert.deepEqual(responses.map((response) => response.payload.body.length), RESPONSE_SIZES);
    assert.equal(status.code, grpc.status.OK);
  },

  async server_compressed_streaming(client) {
    const { responses } = await collect(
      client.StreamingOutputCall(
        {
          response_parameters: [
            { compressed: { value: true }, size: 31415 },
            { compressed: { value: false }, size: 92653 },
          ],
        },
        new grpc.Metadata(),
        deadline(),
      ),
    );
    assert.deepEqual(responses.map((response) => response.payload.body.length), [31415, 92653]);
  },

  async ping_pong(client) {
    const call = client.FullDuplexCall(new grpc.Metadata(), deadline());
    const send = (i) => call.write({ response_parameters: [{ size: RESPONSE_SIZES[i] }], payload: payload(REQUEST_SIZES[i]) });
    send(0);
    const { responses, status } = await collect(call, (_, count) => (count < 4 ? send(count) : call.end()));
    assert.deepEqual(responses.map((response) => response.payload.body.length), RESPONSE_SIZES);
    assert.equal(status.code, grpc.status.OK);
  },

  async empty_stream(client) {
    const call = client.FullDuplexCall(new grpc.Metadata(), deadline());
    call.end();
    const { responses, status } = await collect(call);
    assert.equal(responses.length, 0);
    assert.equal(status.code, grpc.status.OK);
  },

  async custom_metadata(client) {
    const metadata = new grpc.Metadata();
    metadata.set("x-grpc-test-echo-initial", "test_initial_metadata_value");
    metadata.set("x-grpc-test-echo-trailing-bin", Buffer.from("ababab", "hex"));
    const check = ({ headers, status }) => {
      assert.deepEqual(headers.get("x-grpc-test-echo-initial"), ["test_initial_metadata_value"]);
      assert.equal(status.metadata.get("x-grpc-test-echo-trailing-bin")[0].toString("hex"), "ababab");
    };
    check(await unary(client, "UnaryCall", { response_size: 314159, payload: payload(271828) }, { metadata }));
    const call = client.FullDuplexCall(metadata, deadline());
    call.write({ response_parameters: [{ size: 314159 }], payload: payload(271828) });
    call.end();
    check(await collect(call));
  },

  async status_code_and_message(client) {
    const response_status = { code: 2, message: "test status message" };
    await fails(unary(client, "UnaryCall", { response_status }), 2, "test status message");
    const call = client.FullDuplexCall(new grpc.Metadata(), deadline());
    call.write({ response_status });
    call.end();
    await fails(collect(call), 2, "test status message");
  },

  async special_status_message(client) {
    await fails(unary(client, "UnaryCall", { response_status: { code: 2, message: SPECIAL_MESSAGE } }), 2, SPECIAL_MESSAGE);
  },

  async unimplemented_method(client) {
    await fails(unary(client, "UnimplementedCall", {}), grpc.status.UNIMPLEMENTED);
  },

  async unimplemented_service() {
    const client = newClient(UnimplementedService);
    await fails(unary(client, "UnimplementedCall", {}), grpc.status.UNIMPLEMENTED);
    client.close();
  },

  async cancel_after_begin(client) {
    const outcome = new Promise((resolve, reject) => {
      const call = client.StreamingInputCall(new grpc.Metadata(), deadline(), (error, response) => (error ? reject(error) : resolve(response)));
      setImmediate(() => call.cancel());
    });
    await fails(outcome, grpc.status.CANCELLED);
  },

  async cancel_after_first_response(client) {
    const call = client.FullDuplexCall(new grpc.Metadata(), deadline());
    call.write({ response_parameters: [{ size: 31415 }], payload: payload(27182) });
    await fails(collect(call, () => call.cancel()), grpc.status.CANCELLED);
  },

  async timeout_on_sleeping_server(client) {
    const call = client.FullDuplexCall(new grpc.Metadata(), deadline(20));
    call.write({ response_parameters: [{ size: 31415, interval_us: 5_000_000 }], payload: payload(27182) });
    await fails(collect(call), grpc.status.DEADLINE_EXCEEDED);
  },

  async concurrent_large_unary(client) {
    await Promise.all(Array.from({ length: 50 }, () => largeUnary(client)));
  },

  async rpc_soak(client) {
    for (let i = 0; i < 200; i++) {
      const { response } = await unary(client, "UnaryCall", { response_size: 3141, payload: payload(2718) });
      assert.equal(response.payload.body.length, 3141);
    }
  },

  async channel_soak() {
    for (let i = 0; i < 30; i++) {
      const client = newClient(TestService, { "grpc.use_local_subchannel_pool": 1 });
      const { response } = await unary(client, "UnaryCall", { response_size: 3141, payload: payload(2718) });
      assert.equal(response.payload.body.length, 3141);
      client.close();
    }
  },
};

for (const [name, run] of Object.entries(cases)) {
  const client = newClient(TestService);
  let error = null;
  try {
    await run(client);
  } catch (e) {
    error = String(e?.stack ?? e);
  }
  client.close();
  console.log(JSON.stringify({ case: name, error }));
}

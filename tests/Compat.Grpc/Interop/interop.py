"""Runs the gRPC interoperability cases with grpcio (C-core) against a server.

    python3 interop.py HOST:PORT DESCRIPTOR

DESCRIPTOR is a file that holds the serialised FileDescriptorProto of interop.proto.
Prints one JSON object per case: {"case": name, "error": null | text}.
"""

import json
import sys
import threading
import traceback

import grpc
from google.protobuf import descriptor_pool, message_factory

TARGET, DESCRIPTOR = sys.argv[1:3]
REQUEST_SIZES = [27182, 8, 1828, 45904]
RESPONSE_SIZES = [31415, 9, 2653, 58979]
SPECIAL_MESSAGE = "\t\ntest with whitespace\r\nand Unicode BMP \u263a and non-BMP \U0001F608\t\n"
TIMEOUT = 20

pool = descriptor_pool.DescriptorPool()
with open(DESCRIPTOR, "rb") as file:
    pool.AddSerializedFile(file.read())
factory = message_factory.MessageFactory(pool)


def message(name):
    return factory.GetPrototype(pool.FindMessageTypeByName("grpc.testing." + name))


Empty, BoolValue, Payload, EchoStatus = map(message, ["Empty", "BoolValue", "Payload", "EchoStatus"])
SimpleRequest, SimpleResponse = message("SimpleRequest"), message("SimpleResponse")
InputRequest, InputResponse = message("StreamingInputCallRequest"), message("StreamingInputCallResponse")
OutputRequest, OutputResponse = message("StreamingOutputCallRequest"), message("StreamingOutputCallResponse")
Parameters = message("ResponseParameters")


class Stub:
    def __init__(self, channel, service="TestService"):
        def bind(kind, name, request, response):
            return getattr(channel, kind)(
                "/grpc.testing.%s/%s" % (service, name),
                request_serializer=request.SerializeToString,
                response_deserializer=response.FromString,
            )

        self.empty = bind("unary_unary", "EmptyCall", Empty, Empty)
        self.unary = bind("unary_unary", "UnaryCall", SimpleRequest, SimpleResponse)
        self.output = bind("unary_stream", "StreamingOutputCall", OutputRequest, OutputResponse)
        self.input = bind("stream_unary", "StreamingInputCall", InputRequest, InputResponse)
        self.duplex = bind("stream_stream", "FullDuplexCall", OutputRequest, OutputResponse)
        self.unimplemented = bind("unary_unary", "UnimplementedCall", Empty, Empty)


def payload(size):
    return Payload(body=bytes(size))


def large():
    return SimpleRequest(response_size=314159, payload=payload(271828))


def equal(actual, expected):
    assert actual == expected, "expected %r, got %r" % (expected, actual)


def fails(run, code, text=None):
    try:
        run()
    except grpc.RpcError as error:
        equal(error.code(), code)
        if text is not None:
            equal(error.details(), text)
        return error
    raise AssertionError("the call succeeded")


class Requests:
    """Requests that are given one by one while the call runs."""

    def __init__(self):
        self.condition = threading.Condition()
        self.waiting = []
        self.ended = False

    def put(self, request):
        with self.condition:
            self.waiting.append(request)
            self.condition.notify()

    def end(self):
        with self.condition:
            self.ended = True
            self.condition.notify()

    def __iter__(self):
        return self

    def __next__(self):
        with self.condition:
            self.condition.wait_for(lambda: self.waiting or self.ended)
            if self.waiting:
                return self.waiting.pop(0)
            raise StopIteration


def empty_unary(stub):
    equal(stub.empty(Empty(), timeout=TIMEOUT), Empty())


def large_unary(stub):
    equal(len(stub.unary(large(), timeout=TIMEOUT).payload.body), 314159)


def client_compressed_unary(stub):
    request = large()
    request.expect_compressed.value = True
    fails(lambda: stub.unary(request, timeout=TIMEOUT, compression=grpc.Compression.NoCompression), grpc.StatusCode.INVALID_ARGUMENT)
    equal(len(stub.unary(request, timeout=TIMEOUT, compression=grpc.Compression.Gzip).payload.body), 314159)
    request.expect_compressed.value = False
    equal(len(stub.unary(request, timeout=TIMEOUT).payload.body), 314159)


def server_compressed_unary(stub):
    for value in (True, False):
        request = large()
        request.response_compressed.value = value
        equal(len(stub.unary(request, timeout=TIMEOUT).payload.body), 314159)


def client_streaming(stub):
    requests = (InputRequest(payload=payload(size)) for size in REQUEST_SIZES)
    equal(stub.input(requests, timeout=TIMEOUT).aggregated_payload_size, 74922)


def client_compressed_streaming(stub):
    requests = [
        InputRequest(expect_compressed=BoolValue(value=True), payload=payload(27182)),
        InputRequest(expect_compressed=BoolValue(value=False), payload=payload(45904)),
    ]
    fails(lambda: stub.input(iter(requests), timeout=TIMEOUT, compression=grpc.Compression.NoCompression), grpc.StatusCode.INVALID_ARGUMENT)
    response = stub.input(iter(requests), timeout=TIMEOUT, compression=grpc.Compression.Gzip)
    equal(response.aggregated_payload_size, 73086)


def server_streaming(stub):
    request = OutputRequest(response_parameters=[Parameters(size=size) for size in RESPONSE_SIZES])
    equal([len(response.payload.body) for response in stub.output(request, timeout=TIMEOUT)], RESPONSE_SIZES)


def server_compressed_streaming(stub):
    request = OutputRequest(
        response_parameters=[
            Parameters(compressed=BoolValue(value=True), size=31415),
            Parameters(compressed=BoolValue(value=False), size=92653),
        ]
    )
    equal([len(response.payload.body) for response in stub.output(request, timeout=TIMEOUT)], [31415, 92653])


def ping_pong(stub):
    requests = Requests()
    responses = stub.duplex(requests, timeout=TIMEOUT)
    for request_size, response_size in zip(REQUEST_SIZES, RESPONSE_SIZES):
        requests.put(OutputRequest(response_parameters=[Parameters(size=response_size)], payload=payload(request_size)))
        equal(len(next(responses).payload.body), response_size)
    requests.end()
    equal(list(responses), [])


def empty_stream(stub):
    equal(list(stub.duplex(iter([]), timeout=TIMEOUT)), [])


def custom_metadata(stub):
    metadata = (("x-grpc-test-echo-initial", "test_initial_metadata_value"), ("x-grpc-test-echo-trailing-bin", b"\xab\xab\xab"))

    def check(call):
        equal(dict(call.initial_metadata())["x-grpc-test-echo-initial"], "test_initial_metadata_value")
        equal(dict(call.trailing_metadata())["x-grpc-test-echo-trailing-bin"], b"\xab\xab\xab")

    _, call = stub.unary.with_call(large(), timeout=TIMEOUT, metadata=metadata)
    check(call)
    request = OutputRequest(response_parameters=[Parameters(size=314159)], payload=payload(271828))
    call = stub.duplex(iter([request]), timeout=TIMEOUT, metadata=metadata)
    equal(len(next(call).payload.body), 314159)
    check(call)


def status_code_and_message(stub):
    status = EchoStatus(code=2, message="test status message")
    fails(lambda: stub.unary(SimpleRequest(response_status=status), timeout=TIMEOUT), grpc.StatusCode.UNKNOWN, status.message)
    requests = [OutputRequest(response_status=status)]
    fails(lambda: list(stub.duplex(iter(requests), timeout=TIMEOUT)), grpc.StatusCode.UNKNOWN, status.message)


def special_status_message(stub):
    status = EchoStatus(code=2, message=SPECIAL_MESSAGE)
    fails(lambda: stub.unary(SimpleRequest(response_status=status), timeout=TIMEOUT), grpc.StatusCode.UNKNOWN, SPECIAL_MESSAGE)


def unimplemented_method(stub):
    fails(lambda: stub.unimplemented(Empty(), timeout=TIMEOUT), grpc.StatusCode.UNIMPLEMENTED)


def unimplemented_service(stub):
    with grpc.insecure_channel(TARGET) as channel:
        other = Stub(channel, "UnimplementedService")
        fails(lambda: other.unimplemented(Empty(), timeout=TIMEOUT), grpc.StatusCode.UNIMPLEMENTED)


def cancel_after_begin(stub):
    requests = Requests()
    call = stub.input.future(requests, timeout=TIMEOUT)
    call.cancel()
    requests.end()
    assert call.cancelled()
    equal(call.code(), grpc.StatusCode.CANCELLED)


def cancel_after_first_response(stub):
    requests = Requests()
    call = stub.duplex(requests, timeout=TIMEOUT)
    requests.put(OutputRequest(response_parameters=[Parameters(size=31415)], payload=payload(27182)))
    equal(len(next(call).payload.body), 31415)
    call.cancel()
    fails(lambda: next(call), grpc.StatusCode.CANCELLED)
    requests.end()


def timeout_on_sleeping_server(stub):
    requests = Requests()
    requests.put(OutputRequest(response_parameters=[Parameters(size=31415, interval_us=5000000)], payload=payload(27182)))
    fails(lambda: next(stub.duplex(requests, timeout=0.02)), grpc.StatusCode.DEADLINE_EXCEEDED)
    requests.end()


def concurrent_large_unary(stub):
    for call in [stub.unary.future(large(), timeout=TIMEOUT) for _ in range(50)]:
        equal(len(call.result().payload.body), 314159)


def rpc_soak(stub):
    for _ in range(200):
        equal(len(stub.unary(SimpleRequest(response_size=3141, payload=payload(2718)), timeout=TIMEOUT).payload.body), 3141)


def channel_soak(stub):
    for _ in range(30):
        with grpc.insecure_channel(TARGET, options=[("grpc.use_local_subchannel_pool", 1)]) as channel:
            response = Stub(channel).unary(SimpleRequest(response_size=3141, payload=payload(2718)), timeout=TIMEOUT)
            equal(len(response.payload.body), 3141)


CASES = [
    empty_unary, large_unary, client_compressed_unary, server_compressed_unary, client_streaming, client_compressed_streaming,
    server_streaming, server_compressed_streaming, ping_pong, empty_stream, custom_metadata, status_code_and_message,
    special_status_message, unimplemented_method, unimplemented_service, cancel_after_begin, cancel_after_first_response,
    timeout_on_sleeping_server, concurrent_large_unary, rpc_soak, channel_soak,
]

for case in CASES:
    error = None
    try:
        with grpc.insecure_channel(TARGET) as channel:
            case(Stub(channel))
    except BaseException:
        error = traceback.format_exc()
    print(json.dumps({"case": case.__name__, "error": error}), flush=True)

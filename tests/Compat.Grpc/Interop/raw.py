"""Talks to a gRPC server in single HTTP/2 frames, as no gRPC library would, with python3-h2.

    python3 raw.py HOST:PORT

Prints one JSON object per case: {"case": name, "error": null | text}.
"""

import gzip
import json
import socket
import sys
import time
import traceback

import h2.config
import h2.connection
import h2.errors
import h2.events
import h2.exceptions
import h2.settings

HOST, PORT = sys.argv[1].split(":")
SERVICE = "/grpc.testing.TestService/"
PATIENCE_S = 10
EMPTY = b"\0\0\0\0\0"


def frame(message, flag=0):
    return bytes([flag]) + len(message).to_bytes(4, "big") + message


def field(number, content):
    """A length-delimited protobuf field; the lengths here stay below 128."""
    return bytes([number << 3 | 2, len(content)]) + content


def varint_field(number, value):
    encoded = bytes([number << 3])
    while value > 127:
        encoded += bytes([value & 127 | 128])
        value >>= 7
    return encoded + bytes([value])


FAILING = frame(field(7, varint_field(1, 2) + field(2, b"no")))


class Response:
    def __init__(self):
        self.headers = None
        self.trailers = None
        self.data = b""
        self.ended = False
        self.reset = None

    @property
    def status(self):
        assert self.headers is not None, "no response headers"
        return (self.trailers or self.headers).get("grpc-status")


class Connection:
    def __init__(self):
        self.h2 = h2.connection.H2Connection(h2.config.H2Configuration(client_side=True, header_encoding="utf-8"))
        self.socket = socket.create_connection((HOST, int(PORT)))
        self.responses = {}
        self.goaway = None
        self.pings = 0
        self.closed = False
        self.h2.initiate_connection()
        self.flush()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def flush(self):
        self.socket.sendall(self.h2.data_to_send())

    def open(self, method, end_stream=False, flush=True, **headers):
        stream = self.h2.get_next_available_stream_id()
        fields = {
            ":method": "POST",
            ":scheme": "http",
            ":authority": "localhost",
            ":path": method if method.startswith("/") else SERVICE + method,
            "te": "trailers",
            "content-type": "application/grpc",
        }
        fields.update({name.replace("_", "-") if name[0] != ":" else name: value for name, value in headers.items()})
        self.responses[stream] = Response()
        self.h2.send_headers(stream, list(fields.items()), end_stream=end_stream)
        if flush:
            self.flush()
        return stream

    def send(self, stream, data, end_stream=True, **options):
        self.h2.send_data(stream, data, end_stream=end_stream, **options)
        self.flush()

    def call(self, method, body, **headers):
        stream = self.open(method, **headers)
        self.send(stream, body)
        return self.wait(stream)

    def wait(self, stream):
        response = self.responses[stream]
        self.pump(lambda: response.ended or response.reset is not None)
        assert response.ended or response.reset is not None, "the response did not end"
        return response

    def pump(self, done, patience=PATIENCE_S):
        """Handles what arrives until `done` or out of patience."""
        until = time.monotonic() + patience
        while not done() and not self.closed and time.monotonic() < until:
            self.socket.settimeout(max(0.001, until - time.monotonic()))
            try:
                received = self.socket.recv(65536)
            except TimeoutError:
                return
            except ConnectionError:
                received = b""
            if not received:
                self.closed = True
                return
            for event in self.h2.receive_data(received):
                self.handle(event)
            try:
                self.flush()
            except ConnectionError:
                self.closed = True

    def handle(self, event):
        if isinstance(event, h2.events.ConnectionTerminated):
            self.goaway = event.error_code
            return
        if isinstance(event, h2.events.PingAckReceived):
            self.pings += 1
            return
        response = self.responses.get(getattr(event, "stream_id", None))
        if response is None:
            return
        if isinstance(event, h2.events.ResponseReceived):
            response.headers = dict(event.headers)
        elif isinstance(event, h2.events.TrailersReceived):
            response.trailers = dict(event.headers)
        elif isinstance(event, h2.events.DataReceived):
            assert not response.ended, "data after the end of the stream"
            response.data += event.data
            self.h2.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
        elif isinstance(event, h2.events.StreamEnded):
            response.ended = True
        elif isinstance(event, h2.events.StreamReset):
            response.reset = event.error_code


def equal(actual, expected):
    assert actual == expected, "expected %r, got %r" % (expected, actual)


def wrong_content_type_is_415(connection):
    equal(connection.call("EmptyCall", EMPTY, content_type="application/json").headers[":status"], "415")


def get_is_refused(connection):
    stream = connection.open("EmptyCall", end_stream=True, **{":method": "GET"})
    assert connection.wait(stream).headers[":status"] in ("404", "405")


def unary_ok_has_status_in_trailers(connection):
    response = connection.call("EmptyCall", EMPTY)
    equal(response.headers[":status"], "200")
    equal(response.headers["content-type"], "application/grpc")
    assert "grpc-status" not in response.headers
    equal(response.data, EMPTY)
    equal(response.trailers["grpc-status"], "0")


def error_without_trailers_is_trailers_only(connection):
    response = connection.call("UnaryCall", FAILING)
    equal(response.headers["grpc-status"], "2")
    equal(response.headers["grpc-message"], "no")
    equal(response.trailers, None)
    equal(response.data, b"")


def error_with_trailers_is_not_trailers_only(connection):
    response = connection.call("UnaryCall", FAILING, x_grpc_test_echo_trailing_bin="qqs=")
    assert "grpc-status" not in response.headers
    equal(response.trailers["grpc-status"], "2")
    equal(response.trailers["x-grpc-test-echo-trailing-bin"], "qqs=")


def prefix_of_4_gib_is_resource_exhausted(connection):
    stream = connection.open("UnaryCall")
    connection.send(stream, b"\0\xff\xff\xff\xff", end_stream=False)
    equal(connection.wait(stream).status, "8")


def gzip_bomb_is_resource_exhausted(connection):
    equal(connection.call("UnaryCall", frame(gzip.compress(bytes(16 << 20)), 1), grpc_encoding="gzip").status, "8")


def unknown_encoding_is_unimplemented_with_accepted_list(connection):
    response = connection.call("EmptyCall", frame(b"xx", 1), grpc_encoding="snappy")
    equal(response.status, "12")
    accepted = response.headers["grpc-accept-encoding"].split(",")
    assert "identity" in accepted and "gzip" in accepted and "snappy" not in accepted, accepted


def compressed_flag_without_encoding_is_internal(connection):
    equal(connection.call("EmptyCall", frame(b"xx", 1)).status, "13")


def flag_other_than_0_and_1_is_internal(connection):
    equal(connection.call("EmptyCall", frame(b"", 2)).status, "13")


def broken_gzip_is_internal(connection):
    equal(connection.call("EmptyCall", frame(b"this is not gzip", 1), grpc_encoding="gzip").status, "13")


def truncated_message_is_internal(connection):
    equal(connection.call("EmptyCall", b"\0\0\0\0\x0aabc").status, "13")


def two_messages_in_unary_is_internal(connection):
    equal(connection.call("EmptyCall", EMPTY + EMPTY).status, "13")


def no_message_in_unary_is_internal(connection):
    equal(connection.call("EmptyCall", b"").status, "13")


def message_in_single_byte_frames_is_ok(connection):
    stream = connection.open("UnaryCall")
    body = frame(varint_field(2, 7))
    for i in range(len(body)):
        connection.send(stream, body[i : i + 1], end_stream=i == len(body) - 1)
    response = connection.wait(stream)
    equal(response.status, "0")
    equal(response.data, frame(field(1, field(2, bytes(7)))))


def padded_data_frames_are_ok(connection):
    stream = connection.open("EmptyCall")
    connection.send(stream, EMPTY[:2], end_stream=False, pad_length=7)
    connection.send(stream, EMPTY[2:], pad_length=200)
    equal(connection.wait(stream).status, "0")


def binary_metadata_without_padding_and_joined_is_read(connection):
    for sent, echoed in (("qqs=", "qqs="), ("qqs", "qqs="), ("qqs,/w", "/w=="), ("qqs=, /w==", "/w==")):
        response = connection.call("UnaryCall", EMPTY, x_grpc_test_echo_trailing_bin=sent)
        equal(response.trailers["x-grpc-test-echo-trailing-bin"], echoed)


def timeout_of_1n_is_deadline_exceeded(connection):
    equal(connection.call("FullDuplexCall", b"", grpc_timeout="1n").status, "4")


def timeout_that_is_none_is_ignored(connection):
    for text in ("", "5", "S", "123456789S", "1x", "-1S", "0S"):
        equal(connection.call("EmptyCall", EMPTY, grpc_timeout=text).status, "0")


def nothing_follows_the_deadline(connection):
    # Ten seconds of messages, whose sender a busy machine cannot be so late to stop that none is left.
    interval = field(2, varint_field(1, 1) + varint_field(2, 50000))
    stream = connection.open("FullDuplexCall", grpc_timeout="250m")
    connection.send(stream, frame(interval * 200), end_stream=False)
    response = connection.wait(stream)
    equal(response.status, "4")
    told = len(response.data)
    assert told < 200 * len(frame(field(1, field(2, b"\0")))), "the deadline came after every message"
    connection.pump(lambda: False, patience=0.6)
    equal(len(response.data), told)
    equal(connection.call("EmptyCall", EMPTY).status, "0")


def rapid_resets_end_the_connection_and_others_go_on(connection):
    with Connection() as attacker:
        try:
            # All in one burst, so that the server cannot wind the calls up as fast as they come.
            attacker.pump(lambda: False, patience=0.2)
            for _ in range(3000):
                stream = attacker.open("FullDuplexCall", flush=False)
                attacker.h2.reset_stream(stream, h2.errors.ErrorCodes.CANCEL)
                del attacker.responses[stream]
            attacker.flush()
        except ConnectionError:
            pass
        try:
            attacker.pump(lambda: attacker.goaway is not None, patience=5)
        except h2.exceptions.ProtocolError:
            pass
        assert attacker.goaway == h2.errors.ErrorCodes.ENHANCE_YOUR_CALM or attacker.closed, "the server put up with it"
    equal(connection.call("EmptyCall", EMPTY).status, "0")


def continuation_flood_ends_the_connection_and_others_go_on(connection):
    with Connection() as attacker:
        attacker.pump(lambda: False, patience=0.2)
        raw = lambda kind, flags, stream, payload: len(payload).to_bytes(3, "big") + bytes([kind, flags]) + stream.to_bytes(4, "big") + payload
        try:
            # HEADERS that never end: a header of a name and 16 KB, again and again, each in a CONTINUATION frame of its own.
            attacker.socket.sendall(raw(1, 0, 1, b"\x83"))
            literal = b"\x00\x01a\x7f\x81\x7e" + b"x" * 16384
            for _ in range(640):
                for start in range(0, len(literal), 16000):
                    attacker.socket.sendall(raw(9, 0, 1, literal[start : start + 16000]))
        except ConnectionError:
            attacker.closed = True
        attacker.pump(lambda: attacker.goaway is not None, patience=5)
        assert attacker.closed or attacker.goaway, "the server took 10 MB of headers"
    equal(connection.call("EmptyCall", EMPTY).status, "0")


def response_waits_for_the_window_and_others_go_on(connection):
    with Connection() as slow:
        slow.h2.update_settings({h2.settings.SettingCodes.INITIAL_WINDOW_SIZE: 0})
        slow.flush()
        slow.pump(lambda: False, patience=0.2)
        stream = slow.open("EmptyCall")
        slow.send(stream, EMPTY)
        slow.pump(lambda: slow.responses[stream].ended, patience=0.3)
        equal(slow.responses[stream].data, b"")
        assert not slow.responses[stream].ended
        equal(connection.call("EmptyCall", EMPTY).status, "0")
        slow.h2.update_settings({h2.settings.SettingCodes.INITIAL_WINDOW_SIZE: 65535})
        slow.flush()
        equal(slow.wait(stream).status, "0")


def ping_is_answered(connection):
    connection.h2.ping(b"12345678")
    connection.flush()
    connection.pump(lambda: connection.pings == 1)
    equal(connection.pings, 1)


CASES = [
    wrong_content_type_is_415, get_is_refused, unary_ok_has_status_in_trailers, error_without_trailers_is_trailers_only,
    error_with_trailers_is_not_trailers_only, prefix_of_4_gib_is_resource_exhausted, gzip_bomb_is_resource_exhausted,
    unknown_encoding_is_unimplemented_with_accepted_list, compressed_flag_without_encoding_is_internal,
    flag_other_than_0_and_1_is_internal, broken_gzip_is_internal, truncated_message_is_internal,
    two_messages_in_unary_is_internal, no_message_in_unary_is_internal, message_in_single_byte_frames_is_ok,
    padded_data_frames_are_ok, binary_metadata_without_padding_and_joined_is_read, timeout_of_1n_is_deadline_exceeded,
    timeout_that_is_none_is_ignored, nothing_follows_the_deadline, rapid_resets_end_the_connection_and_others_go_on,
    continuation_flood_ends_the_connection_and_others_go_on, response_waits_for_the_window_and_others_go_on, ping_is_answered,
]

for case in CASES:
    error = None
    try:
        with Connection() as connection:
            case(connection)
    except BaseException:
        error = traceback.format_exc()
    print(json.dumps({"case": case.__name__, "error": error}), flush=True)

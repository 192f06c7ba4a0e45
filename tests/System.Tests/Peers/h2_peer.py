"""Talks to the server in single HTTP/2 frames, as no gRPC library would, with python3-h2.

    python3 h2_peer.py HOST:PORT TOKEN ROOM

TOKEN is the access token of a person, ROOM the id of a room. Prints one JSON object per case: {"case": name, "error": null | text}.
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
TOKEN, ROOM = sys.argv[2:4]
PATIENCE_S = 60
EMPTY = b"\0\0\0\0\0"
HEALTH = "/grpc.health.v1.Health/Check"
WATCH = "/grpc.health.v1.Health/Watch"
SIGN_IN = "/audiorooms.v1.Accounts/SignIn"
SESSION = "/audiorooms.v1.RoomSession/Connect"
OK, UNKNOWN, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, UNIMPLEMENTED, INTERNAL, UNAUTHENTICATED = "0", "2", "4", "8", "12", "13", "16"


def frame(message, flag=0):
    return bytes([flag]) + len(message).to_bytes(4, "big") + message


def field(number, content):
    """A length-delimited protobuf field; numbers here stay below 16, lengths below 128."""
    return bytes([number << 3 | 2, len(content)]) + content


JOIN = frame(field(2, field(1, ROOM.encode())))
PING = frame(field(11, b""))


class Response:
    def __init__(self):
        self.headers = None
        self.trailers = None
        self.data = b""
        self.ended = False
        self.reset = None

    @property
    def end(self):
        assert self.headers is not None, "no response headers"
        return self.trailers or self.headers

    @property
    def status(self):
        return self.end.get("grpc-status")


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
            ":path": method,
            "te": "trailers",
            "content-type": "application/grpc",
        }
        if method == SESSION:
            fields["authorization"] = "Bearer " + TOKEN
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

    def join(self, **headers):
        stream = self.open(SESSION, **headers)
        self.send(stream, JOIN, end_stream=False)
        self.pump(lambda: self.responses[stream].data)
        assert self.responses[stream].data, "the server did not answer Join"
        return stream

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

    def drain(self, patience=PATIENCE_S):
        """Reads until the server has closed the connection, whatever comes, or out of patience."""
        self.socket.settimeout(patience)
        try:
            while self.socket.recv(65536):
                pass
        except TimeoutError:
            return
        except ConnectionError:
            pass
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


def answer_has_its_status_in_trailers(connection):
    response = connection.call(HEALTH, EMPTY)
    equal(response.headers[":status"], "200")
    equal(response.headers["content-type"], "application/grpc")
    assert "grpc-status" not in response.headers
    equal(response.data, frame(b"\x08\x01"))
    equal(response.trailers["grpc-status"], OK)


def refusal_has_its_code_and_no_message(connection):
    response = connection.call(SIGN_IN, frame(field(1, b"nobody_here") + field(2, b"correct horse battery")))
    equal(response.headers[":status"], "200")
    equal(response.status, UNAUTHENTICATED)
    equal(response.end["refusal-code"], "credentials_wrong")
    assert response.end["grpc-message"], "no sentence for people"
    equal(response.data, b"")


def other_content_type_is_415(connection):
    equal(connection.call(SIGN_IN, EMPTY, content_type="application/json").headers[":status"], "415")


def get_is_refused(connection):
    stream = connection.open(SIGN_IN, end_stream=True, **{":method": "GET"})
    assert connection.wait(stream).headers[":status"] in ("404", "405")


def gigabytes_declared_are_refused_before_they_come(connection):
    # A length of 32 bits, of which grpc-dotnet takes 31 for a length and more for a mistake; ours takes all.
    for method, declared, status in (
        (SIGN_IN, b"\x7f\xff\xff\xff", RESOURCE_EXHAUSTED),
        (SIGN_IN, b"\xff\xff\xff\xff", UNKNOWN),
        (SESSION, b"\x7f\xff\xff\xff", RESOURCE_EXHAUSTED),
        (SESSION, b"\xff\xff\xff\xff", RESOURCE_EXHAUSTED),
    ):
        stream = connection.open(method)
        connection.send(stream, b"\0" + declared, end_stream=False)
        equal((method, declared, connection.wait(stream).status), (method, declared, status))


def gigabytes_declared_five_hundred_times_leave_the_server_well(connection):
    for _ in range(10):
        with Connection() as attacker:
            streams = [attacker.open(SIGN_IN) for _ in range(50)]
            for stream in streams:
                attacker.send(stream, b"\0\x7f\xff\xff\xff", end_stream=False)
            for stream in streams:
                equal(attacker.wait(stream).status, RESOURCE_EXHAUSTED)
    equal(connection.call(HEALTH, EMPTY).status, OK)


def small_message_that_grows_is_refused(connection):
    for method in (SIGN_IN, SESSION):
        response = connection.call(method, frame(gzip.compress(bytes(16 << 20)), 1), grpc_encoding="gzip")
        equal(response.status, RESOURCE_EXHAUSTED)


def unknown_encoding_is_refused_with_those_that_are_known(connection):
    response = connection.call(SIGN_IN, frame(b"xx", 1), grpc_encoding="snappy")
    equal(response.status, UNIMPLEMENTED)
    accepted = response.end.get("grpc-accept-encoding", response.headers.get("grpc-accept-encoding")).split(",")
    assert "identity" in accepted and "gzip" in accepted and "snappy" not in accepted, accepted


def broken_framing_is_refused(connection):
    for body, of_unary in ((frame(b"xx", 1), INTERNAL), (frame(b"", 2), UNKNOWN), (b"\0\0\0\0\x0aabc", INTERNAL)):
        equal((body, connection.call(SIGN_IN, body).status), (body, of_unary))
        equal((body, connection.call(SESSION, body).status), (body, INTERNAL))
    equal(connection.call(SIGN_IN, EMPTY + EMPTY).status, INTERNAL)
    equal(connection.call(SIGN_IN, b"").status, INTERNAL)


def message_in_single_bytes_is_read(connection):
    stream = connection.open(SESSION)
    for i in range(len(JOIN)):
        connection.send(stream, JOIN[i : i + 1], end_stream=False, pad_length=i)
    connection.pump(lambda: connection.responses[stream].data)
    # ServerMessage.joined is field 2.
    equal(connection.responses[stream].data[5], 2 << 3 | 2)


def deadline_of_a_millisecond_ends_the_call(connection):
    equal(connection.call(WATCH, EMPTY, grpc_timeout="1m").status, DEADLINE_EXCEEDED)


def nothing_follows_the_deadline(connection):
    stream = connection.join(grpc_timeout="1S")
    response = connection.responses[stream]
    asked = 0
    # Each is answered, so that something would follow.
    while not response.ended and response.reset is None and asked < 6000:
        connection.send(stream, PING, end_stream=False)
        asked += 1
        connection.pump(lambda: response.ended or response.reset is not None, patience=0.02)
    equal(response.status, DEADLINE_EXCEEDED)
    told = len(response.data)
    connection.pump(lambda: False, patience=0.5)
    equal(len(response.data), told)
    equal(connection.call(HEALTH, EMPTY).status, OK)


def rapid_resets_end_the_connection_and_others_go_on(connection):
    with Connection() as attacker:
        try:
            # All in one burst, so that the server cannot wind the calls up as fast as they come.
            attacker.pump(lambda: False, patience=0.2)
            for _ in range(3000):
                stream = attacker.open(WATCH, flush=False)
                attacker.h2.reset_stream(stream, h2.errors.ErrorCodes.CANCEL)
                del attacker.responses[stream]
            attacker.flush()
        except ConnectionError:
            pass
        try:
            attacker.pump(lambda: attacker.goaway is not None)
        except h2.exceptions.ProtocolError:
            # An answer to a stream that this side has forgotten; the end of the connection is behind it.
            attacker.drain()
        # Too many resets, or too many answers that wait to be written: whichever bound is met first.
        ends = (h2.errors.ErrorCodes.ENHANCE_YOUR_CALM, h2.errors.ErrorCodes.INTERNAL_ERROR)
        assert attacker.goaway in ends or attacker.closed, f"the server put up with it, or said {attacker.goaway}"
    equal(connection.call(HEALTH, EMPTY).status, OK)


def headers_without_end_end_the_connection_and_others_go_on(connection):
    with Connection() as attacker:
        attacker.pump(lambda: False, patience=0.2)
        raw = lambda kind, flags, stream, payload: len(payload).to_bytes(3, "big") + bytes([kind, flags]) + stream.to_bytes(4, "big") + payload
        try:
            # A header of a name and 16 KB, again and again, each in a CONTINUATION frame of its own.
            attacker.socket.sendall(raw(1, 0, 1, b"\x83"))
            literal = b"\x00\x01a\x7f\x81\x7e" + b"x" * 16384
            for _ in range(640):
                for start in range(0, len(literal), 16000):
                    attacker.socket.sendall(raw(9, 0, 1, literal[start : start + 16000]))
        except ConnectionError:
            attacker.closed = True
        attacker.pump(lambda: attacker.goaway is not None)
        assert attacker.closed or attacker.goaway, "the server took 10 MB of headers"
    equal(connection.call(HEALTH, EMPTY).status, OK)


def answer_waits_for_the_window_and_others_go_on(connection):
    with Connection() as slow:
        slow.h2.update_settings({h2.settings.SettingCodes.INITIAL_WINDOW_SIZE: 0})
        slow.flush()
        slow.pump(lambda: False, patience=0.2)
        stream = slow.open(HEALTH)
        slow.send(stream, EMPTY)
        slow.pump(lambda: slow.responses[stream].ended, patience=0.3)
        equal(slow.responses[stream].data, b"")
        assert not slow.responses[stream].ended
        equal(connection.call(HEALTH, EMPTY).status, OK)
        slow.h2.update_settings({h2.settings.SettingCodes.INITIAL_WINDOW_SIZE: 65535})
        slow.flush()
        equal(slow.wait(stream).status, OK)


def ping_is_answered(connection):
    connection.h2.ping(b"12345678")
    connection.flush()
    connection.pump(lambda: connection.pings == 1)
    equal(connection.pings, 1)


CASES = [
    answer_has_its_status_in_trailers, refusal_has_its_code_and_no_message, other_content_type_is_415, get_is_refused,
    gigabytes_declared_are_refused_before_they_come, gigabytes_declared_five_hundred_times_leave_the_server_well,
    small_message_that_grows_is_refused, unknown_encoding_is_refused_with_those_that_are_known, broken_framing_is_refused,
    message_in_single_bytes_is_read, deadline_of_a_millisecond_ends_the_call, nothing_follows_the_deadline,
    rapid_resets_end_the_connection_and_others_go_on, headers_without_end_end_the_connection_and_others_go_on,
    answer_waits_for_the_window_and_others_go_on, ping_is_answered,
]

for case in CASES:
    error = None
    try:
        with Connection() as connection:
            case(connection)
    except BaseException:
        error = traceback.format_exc()
    print(json.dumps({"case": case.__name__, "error": error}), flush=True)

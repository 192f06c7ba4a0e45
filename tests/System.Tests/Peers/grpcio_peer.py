"""A client by others: Python's grpcio (C-core), with nothing but the protocol's descriptors.

    python3 grpcio_peer.py HOST:PORT DESCRIPTORS OPERATOR_KEY

DESCRIPTORS is a file that holds a FileDescriptorSet of the protocol. Prints one JSON object per case: {"case": name, "error": null | text}.
"""

import json
import queue
import sys
import traceback

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

TARGET, DESCRIPTORS, OPERATOR_KEY = sys.argv[1:4]
TIMEOUT_S = 60

files = descriptor_pb2.FileDescriptorSet()
with open(DESCRIPTORS, "rb") as file:
    files.ParseFromString(file.read())
pool = descriptor_pool.DescriptorPool()
for each in files.file:
    pool.Add(each)
factory = message_factory.MessageFactory(pool)


def message(name, **fields):
    return factory.GetPrototype(pool.FindMessageTypeByName("audiorooms.v1." + name))(**fields)


def unary(channel, method, request, response, metadata=(), **options):
    call = channel.unary_unary(
        "/audiorooms.v1." + method,
        request_serializer=lambda value: value.SerializeToString(),
        response_deserializer=type(message(response)).FromString,
    )
    return call(request, timeout=options.pop("timeout", TIMEOUT_S), metadata=metadata, **options)


def token(channel, handle):
    signed_in = unary(
        channel, "Accounts/MintToken", message("MintTokenRequest", handle=handle, display_name=handle), "SignedIn",
        [("operator-key", OPERATOR_KEY)])
    return [("authorization", "Bearer " + signed_in.access_token)]


def room(channel, metadata):
    request = message("CreateRoomRequest", title="Seen from outside \u00e9\U0001f399", language="en")
    return unary(channel, "Rooms/CreateRoom", request, "RoomCard", metadata)


def refused(run, status, code=None):
    try:
        run()
    except grpc.RpcError as error:
        equal(error.code(), status)
        if code is not None:
            equal(dict(error.trailing_metadata())["refusal-code"], code)
        return error
    raise AssertionError("the call succeeded")


def equal(actual, expected):
    assert actual == expected, "expected %r, got %r" % (expected, actual)


class Session:
    """One connection to a room."""

    def __init__(self, channel, metadata, **options):
        self.requests = queue.Queue()
        connect = channel.stream_stream(
            "/audiorooms.v1.RoomSession/Connect",
            request_serializer=lambda value: value.SerializeToString(),
            response_deserializer=type(message("ServerMessage")).FromString,
        )
        self.call = connect(iter(self.requests.get, None), metadata=metadata, timeout=options.pop("timeout", TIMEOUT_S), **options)

    def say(self, **body):
        self.requests.put(message("ClientMessage", **body))

    def hear(self, kind):
        for heard in self.call:
            if heard.WhichOneof("body") == kind:
                return getattr(heard, kind)
        raise AssertionError("the call ended with %s" % self.call.code())

    def join(self, room_id):
        self.say(join=message("Join", room_id=room_id))
        return self.hear("joined")

    def end(self):
        self.requests.put(None)


def sign_up_is_known_by_its_token(channel):
    request = message("SignUpRequest", handle="py_signup", password="correct horse battery", display_name="P\u00fc")
    signed_in = unary(channel, "Accounts/SignUp", request, "SignedIn")
    who = unary(channel, "Accounts/WhoAmI", message("WhoAmIRequest"), "WhoAmIResponse", [("authorization", "Bearer " + signed_in.access_token)])
    equal((who.user_id, who.handle, who.display_name), (signed_in.user_id, "py_signup", "P\u00fc"))


def room_is_shown_as_created(channel):
    created = room(channel, token(channel, "py_host"))
    shown = unary(channel, "Rooms/GetRoom", message("GetRoomRequest", room_id=created.room_id), "RoomCard")
    equal(shown.title, "Seen from outside \u00e9\U0001f399")


def refusal_has_status_sentence_and_code(channel):
    bad = lambda: unary(channel, "Rooms/CreateRoom", message("CreateRoomRequest", title="x" * 121, language="en"), "RoomCard", token(channel, "py_refused"))
    error = refused(bad, grpc.StatusCode.INVALID_ARGUMENT, "title_invalid")
    assert error.details(), "no sentence for people"
    refused(lambda: unary(channel, "Accounts/WhoAmI", message("WhoAmIRequest"), "WhoAmIResponse"), grpc.StatusCode.UNAUTHENTICATED)


def unknown_method_is_unimplemented(channel):
    refused(lambda: unary(channel, "Rooms/Burn", message("GetRoomRequest"), "RoomCard"), grpc.StatusCode.UNIMPLEMENTED)
    refused(lambda: unary(channel, "Kitchen/Burn", message("GetRoomRequest"), "RoomCard"), grpc.StatusCode.UNIMPLEMENTED)


def request_above_the_limit_is_refused(channel):
    large = message("SignInRequest", handle="x" * 70000)
    refused(lambda: unary(channel, "Accounts/SignIn", large, "SignedIn"), grpc.StatusCode.RESOURCE_EXHAUSTED)


def compressed_request_is_read(channel):
    who = unary(
        channel, "Accounts/WhoAmI", message("WhoAmIRequest"), "WhoAmIResponse", token(channel, "py_gzip"), compression=grpc.Compression.Gzip)
    equal(who.handle, "py_gzip")


def speak_and_listen(channel, compression):
    host = token(channel, "py_speaker")
    room_id = room(channel, host).room_id
    speaker = Session(channel, host, compression=compression)
    listener = Session(channel, token(channel, "py_listener"), compression=compression)
    speaker.join(room_id)
    position = listener.join(room_id).position
    speaker.say(request_id=2, take_stage=message("TakeStage"))
    equal(speaker.hear("ok").request_id, 2)

    # One after the other, so that no packet is dropped for coming too soon.
    for number in range(20):
        opus = bytes([0x48, number, 0, 1])
        speaker.say(audio=message("UplinkPacket", sequence=number, timestamp=number * 960, level=20, opus=opus))
        bundle = listener.hear("bundle")
        equal((bundle.position, [packet.opus for packet in bundle.packets]), (position, [opus]))
        position += 1
        listener.say(ack=message("Ack", position=position))

    for session in (speaker, listener):
        session.say(request_id=9, leave=message("Leave"))
        equal(session.hear("closing").code, "left")
        equal(list(session.call), [])
        equal(session.call.code(), grpc.StatusCode.OK)
        session.end()


def sound_goes_up_and_comes_down_in_bundles(channel):
    speak_and_listen(channel, grpc.Compression.NoCompression)


def compressed_session_is_understood(channel):
    speak_and_listen(channel, grpc.Compression.Gzip)


def refused_join_is_told_and_ends_the_call(channel):
    session = Session(channel, token(channel, "py_lost"))
    session.say(request_id=1, join=message("Join", room_id="nowhere"))
    refusal = session.hear("refusal")
    error = refused(lambda: list(session.call), grpc.StatusCode.NOT_FOUND)
    equal((refusal.code, refusal.message), ("room_not_found", error.details()))
    session.end()


def cancelled_session_is_over_and_its_person_may_come_back(channel):
    metadata = token(channel, "py_cancel")
    room_id = room(channel, metadata).room_id
    session = Session(channel, metadata)
    session.join(room_id)
    session.call.cancel()
    refused(lambda: list(session.call), grpc.StatusCode.CANCELLED)
    session.end()
    again = Session(channel, metadata)
    again.join(room_id)
    again.call.cancel()
    again.end()


def deadline_ends_a_session(channel):
    metadata = token(channel, "py_deadline")
    room_id = room(channel, metadata).room_id
    session = Session(channel, metadata, timeout=2)
    session.say(join=message("Join", room_id=room_id))
    refused(lambda: list(session.call), grpc.StatusCode.DEADLINE_EXCEEDED)
    session.end()


def fifty_calls_at_once_are_answered(channel):
    metadata = token(channel, "py_fifty")
    call = channel.unary_unary(
        "/audiorooms.v1.Accounts/WhoAmI",
        request_serializer=lambda value: value.SerializeToString(),
        response_deserializer=type(message("WhoAmIResponse")).FromString,
    )
    calls = [call.future(message("WhoAmIRequest"), timeout=TIMEOUT_S, metadata=metadata) for _ in range(50)]
    equal({each.result().handle for each in calls}, {"py_fifty"})


CASES = [
    sign_up_is_known_by_its_token, room_is_shown_as_created, refusal_has_status_sentence_and_code, unknown_method_is_unimplemented,
    request_above_the_limit_is_refused, compressed_request_is_read, sound_goes_up_and_comes_down_in_bundles, compressed_session_is_understood,
    refused_join_is_told_and_ends_the_call, cancelled_session_is_over_and_its_person_may_come_back, deadline_ends_a_session,
    fifty_calls_at_once_are_answered,
]

for case in CASES:
    error = None
    try:
        with grpc.insecure_channel(TARGET) as channel:
            case(channel)
    except BaseException:
        error = traceback.format_exc()
    print(json.dumps({"case": case.__name__, "error": error}), flush=True)

"""Hears a live room for five seconds: python3 listen.py [127.0.0.1:8081]. Needs grpcio, and the code that protoc makes of the .proto files (docs/client.md)."""
import collections, queue, sys, time, uuid
import grpc
from audiorooms.v1 import accounts_pb2 as accounts, rooms_pb2 as rooms, session_pb2 as session
from audiorooms.v1 import accounts_pb2_grpc as accounts_grpc, rooms_pb2_grpc as rooms_grpc, session_pb2_grpc as session_grpc

channel = grpc.insecure_channel(sys.argv[1] if len(sys.argv) > 1 else "127.0.0.1:8081")
handle = "py_" + uuid.uuid4().hex[:16]
me = accounts_grpc.AccountsStub(channel).SignUp(
    accounts.SignUpRequest(handle=handle, password="password of " + handle, display_name="Python example"))
token = [("authorization", "Bearer " + me.access_token)]

listed = rooms_grpc.RoomsStub(channel).ListRooms(rooms.ListRoomsRequest(), metadata=token)
live = next(room for room in listed.rooms if room.speaker_count > 0)
say = queue.Queue()
say.put(session.ClientMessage(join=session.Join(room_id=live.room_id)))
call = session_grpc.RoomSessionStub(channel).Connect(iter(say.get, None), metadata=token)
names, heard, end = {}, collections.Counter(), time.monotonic() + 5
for message in call:
    if message.HasField("joined"):
        names = {member.source: member.person.handle for member in message.joined.room.stage}
        print(f'In "{live.title}"; on stage: {", ".join(names.values())}.')
    elif message.HasField("bundle"):
        heard.update(names.get(packet.source, "somebody") for packet in message.bundle.packets)  # packet.opus: one frame of 20 ms
        position = message.bundle.end or message.bundle.position + len(message.bundle.packets)
        say.put(session.ClientMessage(ack=session.Ack(position=position)))
    if time.monotonic() > end:
        break
say.put(None)
call.cancel()
print("Heard " + ", ".join(f"{name} {count} packets" for name, count in heard.items()) + ".")

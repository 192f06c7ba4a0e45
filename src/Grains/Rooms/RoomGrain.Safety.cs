using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Grains.Rooms;

// What the service can do to the room.
internal sealed partial class RoomGrain
{
    public async Task<RoomReply<RoomView>> ExpelAsync(UserId user) => room is null
        ? RoomRejection.NotFound
        : Settling(await CommitAsync(room.Expel(user, time.GetUtcNow())));

    public async Task<RoomReply<RoomView>> EndForServiceAsync() => room is null
        ? RoomRejection.NotFound
        : Settling(await CommitAsync(room.EndForService(time.GetUtcNow())));
}

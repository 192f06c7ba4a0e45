using AudioRooms.Contracts.Users;

namespace AudioRooms.Contracts.Rooms;

/// <summary>The right to be heard: one stay on stage.</summary>
/// <param name="Room">The room.</param>
/// <param name="User">Who may speak.</param>
/// <param name="Source">Names the stay; unique in the room for ever.</param>
/// <param name="Epoch">Epoch of the stage in which the stay began.</param>
/// <param name="View">The room after the stage was taken.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.StageGrant")]
public sealed record StageGrant(
    [property: Id(0)] RoomId Room,
    [property: Id(1)] UserId User,
    [property: Id(2)] uint Source,
    [property: Id(3)] long Epoch,
    [property: Id(4)] RoomView View);

using AudioRooms.Contracts.Users;

namespace AudioRooms.Contracts.Rooms;

/// <summary>The permission to be heard for one stay on stage.</summary>
/// <param name="User">The person who may speak.</param>
/// <param name="Source">Number of the stay; unique in the room and never reused.</param>
/// <param name="Epoch">Epoch of the stage in which the stay began.</param>
/// <param name="View">The room after the person came on stage.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.StageGrant")]
public sealed record StageGrant(
    [property: Id(0)] RoomId Room,
    [property: Id(1)] UserId User,
    [property: Id(2)] uint Source,
    [property: Id(3)] long Epoch,
    [property: Id(4)] RoomView View);

namespace AudioRooms.Contracts.Rooms;

/// <summary>The club that a room belongs to.</summary>
/// <param name="Id">Of the club.</param>
/// <param name="Name">When the room was opened.</param>
/// <param name="MembersOnly">To everybody else the room is not there.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.RoomClub")]
public sealed record RoomClub(
    [property: Id(0)] string Id,
    [property: Id(1)] string Name,
    [property: Id(2)] bool MembersOnly);

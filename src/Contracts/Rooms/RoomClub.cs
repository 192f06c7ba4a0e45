namespace AudioRooms.Contracts.Rooms;

/// <summary>The club that a room belongs to.</summary>
/// <param name="Id">The club's id.</param>
/// <param name="Name">The club's name when the room was opened.</param>
/// <param name="MembersOnly">True if people outside the club cannot see the room.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.RoomClub")]
public sealed record RoomClub(
    [property: Id(0)] string Id,
    [property: Id(1)] string Name,
    [property: Id(2)] bool MembersOnly);

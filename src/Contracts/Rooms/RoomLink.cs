namespace AudioRooms.Contracts.Rooms;

/// <summary>Where a link leads.</summary>
public enum RoomLinkKind
{
    /// <summary>Into the audience.</summary>
    Listener = 1,

    /// <summary>Directly on stage, muted.</summary>
    Speaker = 2,
}

/// <summary>A link into a room. The holder of the token may enter; the room stores only the token's SHA-256.</summary>
/// <param name="Id">Identifies the link, for revoking it.</param>
/// <param name="Kind">Where it leads.</param>
/// <param name="Key">SHA-256 of the token, 64 hexadecimal digits.</param>
/// <param name="ExpiresAt">The link does not work from this time on.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.RoomLink")]
public sealed record RoomLink(
    [property: Id(0)] string Id,
    [property: Id(1)] RoomLinkKind Kind,
    [property: Id(2)] string Key,
    [property: Id(3)] DateTimeOffset ExpiresAt);

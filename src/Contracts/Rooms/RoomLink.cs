using AudioRooms.Contracts.Users;

namespace AudioRooms.Contracts.Rooms;

/// <summary>Where a link leads.</summary>
public enum RoomLinkKind
{
    /// <summary>Into the audience.</summary>
    Listener = 1,

    /// <summary>Straight on stage, muted.</summary>
    Speaker = 2,
}

/// <summary>A link into a room. Whoever has the token passes the door; the room keeps its SHA-256 only.</summary>
/// <param name="Id">Names it, for revoking it.</param>
/// <param name="Kind">Where it leads.</param>
/// <param name="Key">SHA-256 of the token, 64 hexadecimal digits.</param>
/// <param name="ExpiresAt">It leads nowhere from then on.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.RoomLink")]
public sealed record RoomLink(
    [property: Id(0)] string Id,
    [property: Id(1)] RoomLinkKind Kind,
    [property: Id(2)] string Key,
    [property: Id(3)] DateTimeOffset ExpiresAt);

/// <summary>A host makes a link into the room; one with an id that exists changes nothing.</summary>
/// <param name="Id">Chosen by the gateway.</param>
/// <param name="Kind">Where it leads.</param>
/// <param name="Key">SHA-256 of the token.</param>
/// <param name="ValidFor">1 minute to 7 days.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.MakeLink")]
public sealed record MakeLink(
    [property: Id(0)] string Id,
    [property: Id(1)] RoomLinkKind Kind,
    [property: Id(2)] string Key,
    [property: Id(3)] TimeSpan ValidFor) : RoomCommand;

/// <summary>A host takes a link back. Who came in by it stays.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.RevokeLink")]
public sealed record RevokeLink([property: Id(0)] string Id) : RoomCommand;

/// <summary>There is one more link into the room.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.LinkMade")]
public sealed record LinkMade([property: Id(0)] RoomLink Link, [property: Id(1)] UserId By) : RoomEvent;

/// <summary>A link leads nowhere any more.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.LinkRevoked")]
public sealed record LinkRevoked([property: Id(0)] string Id, [property: Id(1)] UserId By) : RoomEvent;

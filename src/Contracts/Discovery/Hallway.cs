using System.Collections.Immutable;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Social;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Contracts.Discovery;

/// <summary>Why somebody is shown a room, the strongest reason first.</summary>
public enum HallwayReason
{
    /// <summary>Somebody whom they follow hosts it or is on stage.</summary>
    Followed = 1,

    /// <summary>It belongs to a club that they follow or are a member of.</summary>
    Club = 2,

    /// <summary>It has one of their interests for a topic, or a topic below one.</summary>
    Interest = 3,

    /// <summary>It is live.</summary>
    Other = 4,
}

/// <summary>A live room as one person is shown it.</summary>
/// <param name="Room">Its card.</param>
/// <param name="Reason">The strongest one.</param>
/// <param name="Known">At most 3 of those whom the viewer follows and who host it or are on stage.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.HallwayEntry")]
public sealed record HallwayEntry(
    [property: Id(0)] RoomCard Room,
    [property: Id(1)] HallwayReason Reason,
    [property: Id(2)] ImmutableArray<Person> Known);

/// <summary>A page of live rooms; no token means that it is the last one.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.HallwayPage")]
public sealed record HallwayPage(
    [property: Id(0)] ImmutableArray<HallwayEntry> Rooms,
    [property: Id(1)] string? NextPageToken);

/// <summary>Somebody whom a user may want to follow.</summary>
/// <param name="Person">Who it is.</param>
/// <param name="MutualCount">How many of those whom the user follows follow them.</param>
/// <param name="SharedInterestCount">How many interests the two have in common.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.PersonSuggestion")]
public sealed record PersonSuggestion(
    [property: Id(0)] PersonCard Person,
    [property: Id(1)] long MutualCount,
    [property: Id(2)] long SharedInterestCount);

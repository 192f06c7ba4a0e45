using System.Collections.Immutable;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Social;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Contracts.Discovery;

/// <summary>Why a viewer is shown a room, the strongest reason first.</summary>
public enum HallwayReason
{
    /// <summary>A person that the viewer follows hosts the room or is on its stage.</summary>
    Followed = 1,

    /// <summary>The room belongs to a club that the viewer follows or is a member of.</summary>
    Club = 2,

    /// <summary>One of the room's topics is an interest of the viewer, or lies below one in the topic tree.</summary>
    Interest = 3,

    /// <summary>The room is live; no stronger reason applies.</summary>
    Other = 4,
}

/// <summary>A live room as one viewer is shown it.</summary>
/// <param name="Room">The room's card.</param>
/// <param name="Reason">The strongest reason that applies.</param>
/// <param name="Known">At most 3 people that the viewer follows and who host the room or are on its stage.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.HallwayEntry")]
public sealed record HallwayEntry(
    [property: Id(0)] RoomCard Room,
    [property: Id(1)] HallwayReason Reason,
    [property: Id(2)] ImmutableArray<Person> Known);

/// <summary>A page of live rooms. <c>NextPageToken</c> is null on the last page.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.HallwayPage")]
public sealed record HallwayPage(
    [property: Id(0)] ImmutableArray<HallwayEntry> Rooms,
    [property: Id(1)] string? NextPageToken);

/// <summary>A person that the viewer may want to follow.</summary>
/// <param name="Person">The suggested person.</param>
/// <param name="MutualCount">How many of the people that the viewer follows also follow this person.</param>
/// <param name="SharedInterestCount">How many interests the viewer and this person share.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.PersonSuggestion")]
public sealed record PersonSuggestion(
    [property: Id(0)] PersonCard Person,
    [property: Id(1)] long MutualCount,
    [property: Id(2)] long SharedInterestCount);

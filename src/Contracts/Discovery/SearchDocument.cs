using System.Collections.Immutable;

namespace AudioRooms.Contracts.Discovery;

/// <summary>What can be found.</summary>
public enum SearchKind
{
    /// <summary>A user.</summary>
    Person = 1,

    /// <summary>A club that is not private.</summary>
    Club = 2,

    /// <summary>A live room.</summary>
    Room = 3,

    /// <summary>An upcoming occurrence of an event.</summary>
    Event = 4,
}

/// <summary>
/// One row of the search index. The owner of the thing writes it in the transaction that changes the thing, and removes it when
/// the thing ends: what is not in the index cannot be found, so private things are never written.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Of the thing.</param>
/// <param name="Title">Name or title; weighs most.</param>
/// <param name="Text">Everything else that words should match: handle, bio, description.</param>
/// <param name="Topics">Ids of the topic tree, or topics as somebody wrote them.</param>
/// <param name="Language">BCP 47, or empty.</param>
/// <param name="StartsAt">For events; null otherwise.</param>
/// <param name="OwnerId">User behind it: results of blocked people are left out by this.</param>
/// <param name="ClubId">Club that it belongs to, or empty.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.SearchDocument")]
public sealed record SearchDocument(
    [property: Id(0)] SearchKind Kind,
    [property: Id(1)] string Id,
    [property: Id(2)] string Title,
    [property: Id(3)] string Text,
    [property: Id(4)] ImmutableArray<string> Topics,
    [property: Id(5)] string Language,
    [property: Id(6)] DateTimeOffset? StartsAt,
    [property: Id(7)] string OwnerId,
    [property: Id(8)] string ClubId);

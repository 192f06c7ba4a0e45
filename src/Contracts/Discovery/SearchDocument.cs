using System.Collections.Immutable;

namespace AudioRooms.Contracts.Discovery;

/// <summary>The kinds of search results.</summary>
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

/// <summary>One row of the search index. The grain that owns the thing writes the row in the transaction that changes the thing,
/// and removes it when the thing ends. What has no row cannot be found, so private things never get one.</summary>
/// <param name="Kind">The kind of result.</param>
/// <param name="Id">Id of the person, club, room or event.</param>
/// <param name="Title">Name or title; matches here weigh most.</param>
/// <param name="Text">Other text that words may match: handle, bio, description.</param>
/// <param name="Topics">Ids in the topic tree, or topics as a person typed them.</param>
/// <param name="Language">BCP 47; empty if unknown.</param>
/// <param name="StartsAt">Start of an event's occurrence; null for other kinds.</param>
/// <param name="OwnerId">The user behind the thing; results are filtered by blocks between this user and the viewer.</param>
/// <param name="ClubId">The club that the thing belongs to; empty for none.</param>
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

using System.Collections.Immutable;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Social;
using AudioRooms.Contracts.Users;
using Orleans.Concurrency;

namespace AudioRooms.Contracts.Discovery;

/// <summary>Searches people, clubs, rooms and events. Key: 0. A stateless worker over the search index.</summary>
[Alias("AudioRooms.IDiscoveryGrain")]
public interface IDiscoveryGrain : IGrainWithIntegerKey
{
    /// <summary>Finds what matches every word and the topic, the best match first. The last word also matches by its beginning.
    /// The result contains no person who has blocked the viewer or is blocked by the viewer, and no room that has such a person
    /// on stage.</summary>
    /// <param name="viewer">The user who searches.</param>
    /// <param name="question">Words, topic, language and kind to search for.</param>
    /// <param name="pageSize">1 to 100.</param>
    /// <param name="pageToken"><c>NextPageToken</c> of the previous page; null for the first page.</param>
    [Alias("Search"), ReadOnly]
    Task<DiscoveryReply<SearchPage>> SearchAsync(UserId viewer, SearchQuestion question, int pageSize, string? pageToken);

    /// <summary>Live rooms for the viewer, the strongest reason first and within a reason the newest room first. Rooms are left
    /// out if a block stands between the viewer and a person who hosts them or is on their stage.</summary>
    /// <param name="viewer">The user who reads the list.</param>
    /// <param name="weakest">Rooms with a weaker reason are left out; <see cref="HallwayReason.Interest"/> gives the live
    /// bar.</param>
    /// <param name="language">BCP 47: rooms in this language or a regional form of it. Empty for any language.</param>
    /// <param name="pageSize">1 to 100.</param>
    /// <param name="pageToken"><c>NextPageToken</c> of the previous page; null for the first page.</param>
    [Alias("Hallway"), ReadOnly]
    Task<DiscoveryReply<HallwayPage>> HallwayAsync(
        UserId viewer, HallwayReason weakest, string language, int pageSize, string? pageToken);

    /// <summary>People to follow, the best first: friends of friends, and people who share the viewer's interests. People that
    /// the viewer already follows, has muted or has dismissed are left out, and so are people behind a block in either direction.
    /// Looks at the viewer's newest 200 follows and at 2,000 candidates of either kind.</summary>
    /// <param name="viewer">The user who reads the list.</param>
    /// <param name="count">1 to 50.</param>
    [Alias("Suggest"), ReadOnly]
    Task<IReadOnlyList<PersonSuggestion>> SuggestAsync(UserId viewer, int count);

    /// <summary>Stops suggesting a person to the viewer. A person who does not exist is no error. The 5,000 newest dismissals are
    /// kept; an older one may be suggested again.</summary>
    [Alias("DismissSuggestion")]
    Task DismissSuggestionAsync(UserId viewer, UserId person);

    /// <summary>Rebuilds the search index from the tables that it indexes. Returns the number of documents.</summary>
    [Alias("RebuildIndex")]
    Task<int> RebuildIndexAsync();
}

/// <summary>What a viewer searches for.</summary>
/// <param name="Kind">The kind of result.</param>
/// <param name="Words">At most 100 characters; case, accents and punctuation do not matter. May be empty if there is a
/// topic.</param>
/// <param name="Topic">Id in the topic tree: this topic and those below it. Empty for any.</param>
/// <param name="Language">BCP 47: this language and its regional forms. Empty for any.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.SearchQuestion")]
public sealed record SearchQuestion(
    [property: Id(0)] SearchKind Kind,
    [property: Id(1)] string Words,
    [property: Id(2)] string Topic,
    [property: Id(3)] string Language);

/// <summary>One search result.</summary>
/// <param name="Kind">What was found.</param>
/// <param name="Id">Id of the person, club, room or event.</param>
/// <param name="Title">Name or title.</param>
/// <param name="Topics">Ids in the topic tree.</param>
/// <param name="Language">BCP 47, lower case; empty if unknown.</param>
/// <param name="StartsAt">Start of an event's occurrence; null for other kinds.</param>
/// <param name="ClubId">The club that the result belongs to; empty for none.</param>
/// <param name="Owner">The person found, or the host of the thing found; null if the account was deleted.</param>
/// <param name="Room">The card of a live room; null for other kinds.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.SearchHit")]
public sealed record SearchHit(
    [property: Id(0)] SearchKind Kind,
    [property: Id(1)] string Id,
    [property: Id(2)] string Title,
    [property: Id(3)] ImmutableArray<string> Topics,
    [property: Id(4)] string Language,
    [property: Id(5)] DateTimeOffset? StartsAt,
    [property: Id(6)] string ClubId,
    [property: Id(7)] PersonCard? Owner,
    [property: Id(8)] RoomCard? Room);

/// <summary>A page of search results. <c>NextPageToken</c> is null on the last page.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.SearchPage")]
public sealed record SearchPage(
    [property: Id(0)] ImmutableArray<SearchHit> Hits,
    [property: Id(1)] string? NextPageToken);

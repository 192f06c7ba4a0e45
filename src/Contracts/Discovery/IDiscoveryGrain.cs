using System.Collections.Immutable;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Social;
using AudioRooms.Contracts.Users;
using Orleans.Concurrency;

namespace AudioRooms.Contracts.Discovery;

/// <summary>Finds people and what goes on. Key: 0; a stateless worker over the search index.</summary>
[Alias("AudioRooms.IDiscoveryGrain")]
public interface IDiscoveryGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// What matches every word (the last one by its beginning) and the interest, the best first. Nothing of people who have
    /// blocked the viewer or are blocked by them, no room in which such a person is on stage.
    /// </summary>
    /// <param name="viewer">Who asks.</param>
    /// <param name="question">What they look for.</param>
    /// <param name="pageSize">1 to 100.</param>
    /// <param name="pageToken">From the page before, or null for the first page.</param>
    [Alias("Search"), ReadOnly]
    Task<DiscoveryReply<SearchPage>> SearchAsync(UserId viewer, SearchQuestion question, int pageSize, string? pageToken);

    /// <summary>
    /// Live rooms, by reason and then the newest first. Rooms in which somebody hosts or speaks who is apart from the viewer by a
    /// block are left out.
    /// </summary>
    /// <param name="viewer">Who asks.</param>
    /// <param name="weakest">Rooms for weaker reasons are left out:
    /// <see cref="HallwayReason.Interest"/> gives the live bar.</param>
    /// <param name="language">BCP 47: this language or a regional form of it. Empty: any.</param>
    /// <param name="pageSize">1 to 100.</param>
    /// <param name="pageToken">From the page before, or null for the first page.</param>
    [Alias("Hallway"), ReadOnly]
    Task<DiscoveryReply<HallwayPage>> HallwayAsync(
        UserId viewer, HallwayReason weakest, string language, int pageSize, string? pageToken);

    /// <summary>
    /// People to follow, the best first: friends of friends, and those who share interests. Nobody whom the viewer follows, has
    /// muted, has dismissed or is apart from. Looks at the newest 200 follows and 2,000 candidates of either kind.
    /// </summary>
    /// <param name="viewer">Who asks.</param>
    /// <param name="count">1 to 50.</param>
    [Alias("Suggest"), ReadOnly]
    Task<IReadOnlyList<PersonSuggestion>> SuggestAsync(UserId viewer, int count);

    /// <summary>
    /// Somebody is not suggested to the viewer any more, whether they exist or not.
    /// Beyond 5,000 the oldest may be suggested again.
    /// </summary>
    [Alias("DismissSuggestion")]
    Task DismissSuggestionAsync(UserId viewer, UserId person);

    /// <summary>Writes the index anew from what it indexes. Returns the number of documents.</summary>
    [Alias("RebuildIndex")]
    Task<int> RebuildIndexAsync();
}

/// <summary>What somebody looks for.</summary>
/// <param name="Kind">What it should be.</param>
/// <param name="Words">At most 100 characters; case, accents and punctuation do not matter.
/// May be empty if there is a topic.</param>
/// <param name="Topic">Id of the topic tree: this topic or one below it. Empty: any.</param>
/// <param name="Language">BCP 47: this language or a regional form of it. Empty: any.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.SearchQuestion")]
public sealed record SearchQuestion(
    [property: Id(0)] SearchKind Kind,
    [property: Id(1)] string Words,
    [property: Id(2)] string Topic,
    [property: Id(3)] string Language);

/// <summary>Something that was found.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Of the thing.</param>
/// <param name="Title">Name or title.</param>
/// <param name="Topics">Ids of the topic tree.</param>
/// <param name="Language">BCP 47, lower case, or empty.</param>
/// <param name="StartsAt">For events; null otherwise.</param>
/// <param name="ClubId">Club that it belongs to, or empty.</param>
/// <param name="Owner">The person found, or whoever hosts what was found; null if they are gone.</param>
/// <param name="Room">The card of a live room; null for everything else.</param>
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

/// <summary>A page of what was found; no token means that it is the last one.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.SearchPage")]
public sealed record SearchPage(
    [property: Id(0)] ImmutableArray<SearchHit> Hits,
    [property: Id(1)] string? NextPageToken);

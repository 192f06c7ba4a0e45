using AudioRooms.Contracts.Users;
using Orleans.Concurrency;

namespace AudioRooms.Contracts.Events;

/// <summary>Which events are listed.</summary>
public enum EventScope
{
    /// <summary>Those that the user hosts or co-hosts.</summary>
    Hosting = 1,

    /// <summary>Those that the user follows or attends.</summary>
    Following = 2,

    /// <summary>Those of a club.</summary>
    Club = 3,
}

/// <summary>What a calendar feed holds.</summary>
public enum CalendarScope
{
    /// <summary>Everything that the user hosts, follows or attends.</summary>
    User = 1,

    /// <summary>The events of a club.</summary>
    Club = 2,

    /// <summary>One event.</summary>
    Event = 3,
}

/// <summary>A page of events; no token means that it is the last one.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.EventPage")]
public sealed record EventPage(
    [property: Id(0)] IReadOnlyList<EventView> Events,
    [property: Id(1)] string? NextPageToken);

/// <summary>Finds events and writes calendars. Key: 0; a stateless worker over the tables that events keep up to date.</summary>
[Alias("AudioRooms.IEventDirectoryGrain")]
public interface IEventDirectoryGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// Events that are not over, newest first; those that the viewer may not know of are left out.
    /// Refused if there is no such zone.
    /// </summary>
    /// <param name="scope">Which events.</param>
    /// <param name="viewer">Who looks.</param>
    /// <param name="clubId">Which club, if the scope is one.</param>
    /// <param name="zone">IANA name of the zone to show times in; empty for each event's own.</param>
    /// <param name="pageSize">1 to 100.</param>
    /// <param name="pageToken">From the page before, or null for the first page.</param>
    [Alias("List"), ReadOnly]
    Task<EventReply<EventPage>> ListAsync(
        EventScope scope, UserId viewer, string clubId, string zone, int pageSize, string? pageToken);

    /// <summary>Remembers what a calendar feed's secret token stands for; only a hash of it is kept.</summary>
    /// <param name="token">128 random bits, as <see cref="Identifiers"/> writes them.</param>
    /// <param name="viewer">Whose eyes the feed is for.</param>
    /// <param name="scope">What it holds.</param>
    /// <param name="subject">Id of the club or event; empty for the user's own.</param>
    [Alias("OpenFeed")]
    Task OpenFeedAsync(string token, UserId viewer, CalendarScope scope, string subject);

    /// <summary>How often the secret address of a feed was replaced.</summary>
    [Alias("FeedEdition"), ReadOnly]
    Task<long> FeedEditionAsync(UserId viewer, CalendarScope scope, string subject);

    /// <summary>Gives a feed another token; the ones before open nothing any more.</summary>
    /// <param name="token">As for <see cref="OpenFeedAsync"/>.</param>
    /// <param name="viewer">Whose eyes the feed is for.</param>
    /// <param name="scope">What it holds.</param>
    /// <param name="subject">Id of the club or event; empty for the user's own.</param>
    /// <param name="edition">Which replacement this is.</param>
    [Alias("ReplaceFeed")]
    Task ReplaceFeedAsync(string token, UserId viewer, CalendarScope scope, string subject, long edition);

    /// <summary>
    /// The feed as an iCalendar file (RFC 5545), as far as its owner may know of the events now; null if there is no such feed.
    /// </summary>
    [Alias("ReadFeed"), ReadOnly]
    Task<string?> ReadFeedAsync(string token);
}

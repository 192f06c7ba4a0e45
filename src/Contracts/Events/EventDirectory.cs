using AudioRooms.Contracts.Users;
using Orleans.Concurrency;

namespace AudioRooms.Contracts.Events;

/// <summary>Which events are listed.</summary>
public enum EventScope
{
    /// <summary>Events that the user hosts or co-hosts.</summary>
    Hosting = 1,

    /// <summary>Events that the user follows or attends.</summary>
    Following = 2,

    /// <summary>Events of a club.</summary>
    Club = 3,
}

/// <summary>What a calendar feed contains.</summary>
public enum CalendarScope
{
    /// <summary>Everything that the user hosts, follows or attends.</summary>
    User = 1,

    /// <summary>The events of a club.</summary>
    Club = 2,

    /// <summary>One event.</summary>
    Event = 3,
}

/// <summary>A page of events. <c>NextPageToken</c> is null on the last page.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.EventPage")]
public sealed record EventPage(
    [property: Id(0)] IReadOnlyList<EventView> Events,
    [property: Id(1)] string? NextPageToken);

/// <summary>Lists events and writes calendar feeds. Key: 0. A stateless worker that reads the tables which the event grains keep
/// up to date.</summary>
[Alias("AudioRooms.IEventDirectoryGrain")]
public interface IEventDirectoryGrain : IGrainWithIntegerKey
{
    /// <summary>Events that are not over, newest first. Events that the viewer may not know of are left out.
    /// <see cref="EventRejection.ZoneInvalid"/> if the time zone does not exist.</summary>
    /// <param name="scope">Which events.</param>
    /// <param name="viewer">The user who reads the list.</param>
    /// <param name="clubId">The club, for <see cref="EventScope.Club"/>; ignored otherwise.</param>
    /// <param name="zone">IANA name of the zone in which times are shown; empty for each event's own zone.</param>
    /// <param name="pageSize">1 to 100.</param>
    /// <param name="pageToken"><c>NextPageToken</c> of the previous page; null for the first page.</param>
    [Alias("List"), ReadOnly]
    Task<EventReply<EventPage>> ListAsync(
        EventScope scope, UserId viewer, string clubId, string zone, int pageSize, string? pageToken);

    /// <summary>Stores what the secret token of a calendar feed stands for. Only a hash of the token is kept.</summary>
    /// <param name="token">128 random bits, as <see cref="Identifiers"/> writes them.</param>
    /// <param name="viewer">The feed's owner: the feed has what this user may see.</param>
    /// <param name="scope">What the feed contains.</param>
    /// <param name="subject">Id of the club or event; empty for the user's own feed.</param>
    [Alias("OpenFeed")]
    Task OpenFeedAsync(string token, UserId viewer, CalendarScope scope, string subject);

    /// <summary>How often the secret address of a feed was replaced; 0 for never.</summary>
    [Alias("FeedEdition"), ReadOnly]
    Task<long> FeedEditionAsync(UserId viewer, CalendarScope scope, string subject);

    /// <summary>Gives a feed a new token. Earlier tokens stop working.</summary>
    /// <param name="token">As for <see cref="OpenFeedAsync"/>.</param>
    /// <param name="viewer">The feed's owner.</param>
    /// <param name="scope">What the feed contains.</param>
    /// <param name="subject">Id of the club or event; empty for the user's own feed.</param>
    /// <param name="edition">Number of this replacement, see <see cref="FeedEditionAsync"/>.</param>
    [Alias("ReplaceFeed")]
    Task ReplaceFeedAsync(string token, UserId viewer, CalendarScope scope, string subject, long edition);

    /// <summary>The feed as an iCalendar file (RFC 5545), with the events that its owner may see now; null if no feed has this
    /// token.</summary>
    [Alias("ReadFeed"), ReadOnly]
    Task<string?> ReadFeedAsync(string token);
}

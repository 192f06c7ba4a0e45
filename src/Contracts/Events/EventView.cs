using System.Collections.Immutable;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Contracts.Events;

/// <summary>Asks for an event, and what an event is made of.</summary>
/// <param name="Host">Whoever asks.</param>
/// <param name="ClubId">Club that it belongs to; empty for none.</param>
/// <param name="MembersOnly">Only members of the club know of it; always so in a private club.</param>
/// <param name="Title">1 to 100 characters on one line.</param>
/// <param name="Description">At most 1,000 characters, line ends allowed.</param>
/// <param name="Topics">At most 3, each 1 to 40 characters.</param>
/// <param name="Language">BCP 47, at most 35 characters.</param>
/// <param name="StartsAt">First occurrence on the wall clock of the zone, to the minute.</param>
/// <param name="Zone">IANA name of the time zone, for example "Europe/Paris".</param>
/// <param name="Duration">5 minutes to 12 hours; what calendars show, the room may go on.</param>
/// <param name="Rule">RFC 5545 recurrence rule, for example "FREQ=WEEKLY;BYDAY=FR"; empty for a one-off.</param>
/// <param name="CoHosts">At most 2; may do what the host may.</param>
/// <param name="Guests">At most 10; expected on stage at every occurrence that names no others.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.ScheduleEvent")]
public sealed record ScheduleEvent(
    [property: Id(0)] Person Host,
    [property: Id(1)] string ClubId,
    [property: Id(2)] bool MembersOnly,
    [property: Id(3)] string Title,
    [property: Id(4)] string Description,
    [property: Id(5)] ImmutableArray<string> Topics,
    [property: Id(6)] string Language,
    [property: Id(7)] DateTime StartsAt,
    [property: Id(8)] string Zone,
    [property: Id(9)] TimeSpan Duration,
    [property: Id(10)] string Rule,
    [property: Id(11)] ImmutableArray<UserId> CoHosts,
    [property: Id(12)] ImmutableArray<UserId> Guests);

/// <summary>What one occurrence has of its own.</summary>
/// <param name="Title">1 to 100 characters; empty for the title of the series.</param>
/// <param name="Guests">At most 10; null for the guests of the series.</param>
/// <param name="IsCancelled">It does not take place.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.OccurrenceEdit")]
public sealed record OccurrenceEdit(
    [property: Id(0)] string Title,
    [property: Id(1)] ImmutableArray<UserId>? Guests,
    [property: Id(2)] bool IsCancelled)
{
    /// <summary>At most 1,000 characters; empty for the description of the series.</summary>
    [Id(3)]
    public string Description { get; init; } = string.Empty;

    /// <summary>
    /// Another time on the wall clock of the event's zone, between the occurrences before and after it; null for the planned one.
    /// </summary>
    [Id(4)]
    public DateTime? StartsAt { get; init; }
}

/// <summary>Where an occurrence is in its life. The last three are final.</summary>
public enum OccurrenceState
{
    /// <summary>To come, or its hosts are a little late.</summary>
    Scheduled = 1,

    /// <summary>Its room was opened, and its planned end is not past.</summary>
    Active = 2,

    /// <summary>Its room was opened, and its planned end is past.</summary>
    Completed = 3,

    /// <summary>It does not take place.</summary>
    Cancelled = 4,

    /// <summary>No host opened the room within 15 minutes of the planned start.</summary>
    Missed = 5,
}

/// <summary>One occurrence.</summary>
/// <param name="Id">Names it within its event: start in milliseconds since 1970 as the rule has it.
/// Stays when it alone is moved.</param>
/// <param name="StartsAt">When it begins, in the zone of the one who looks.</param>
/// <param name="Title">Its own, or that of the series.</param>
/// <param name="Guests">Its own, or those of the series.</param>
/// <param name="State">Where it is in its life.</param>
/// <param name="Room">Its room, once that was opened.</param>
/// <param name="AttendeeCount">People who said that they come.</param>
/// <param name="YouAttend">Whoever looks is one of them.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.OccurrenceView")]
public sealed record OccurrenceView(
    [property: Id(0)] long Id,
    [property: Id(1)] DateTimeOffset StartsAt,
    [property: Id(2)] string Title,
    [property: Id(3)] ImmutableArray<UserId> Guests,
    [property: Id(4)] OccurrenceState State,
    [property: Id(5)] RoomId? Room,
    [property: Id(6)] int AttendeeCount,
    [property: Id(7)] bool YouAttend)
{
    /// <summary>Its own, or that of the series.</summary>
    [Id(8)]
    public string Description { get; init; } = string.Empty;
}

/// <summary>An event as a user sees it.</summary>
/// <param name="EventId">Never changes.</param>
/// <param name="Plan">What it is made of.</param>
/// <param name="CancelledAt">When all of it was cancelled; null otherwise.</param>
/// <param name="FollowerCount">People who follow the series.</param>
/// <param name="YouFollow">Whoever looks is one of them.</param>
/// <param name="Occurrences">Those of the last day and the next ones, 12 at most, oldest first.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.EventView")]
public sealed record EventView(
    [property: Id(0)] string EventId,
    [property: Id(1)] ScheduleEvent Plan,
    [property: Id(2)] DateTimeOffset? CancelledAt,
    [property: Id(3)] int FollowerCount,
    [property: Id(4)] bool YouFollow,
    [property: Id(5)] ImmutableArray<OccurrenceView> Occurrences)
{
    /// <summary>How long before an occurrence whoever looks is reminded besides at its start, if they follow.</summary>
    [Id(6)]
    public TimeSpan RemindBefore { get; init; }

    /// <summary>
    /// Why the event has no dates to come: what is stored of it cannot be read. One sentence; null for an event as it should be.
    /// Its hosts alone see such an event, and mend it by an edit.
    /// </summary>
    [Id(7)]
    public string? Fault { get; init; }
}

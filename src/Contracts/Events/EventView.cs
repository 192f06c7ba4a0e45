using System.Collections.Immutable;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Contracts.Events;

/// <summary>The plan of an event; as a command, asks the event grain to schedule it.</summary>
/// <param name="Host">The caller.</param>
/// <param name="ClubId">The club that the event belongs to; empty for none.</param>
/// <param name="MembersOnly">True if only members of the club may know of the event; always true in a private club.</param>
/// <param name="Title">1 to 100 characters on one line.</param>
/// <param name="Description">At most 1,000 characters, line ends allowed.</param>
/// <param name="Topics">At most 3, each 1 to 40 characters.</param>
/// <param name="Language">BCP 47, at most 35 characters.</param>
/// <param name="StartsAt">Start of the first occurrence as local time in <paramref name="Zone"/>, in whole minutes.</param>
/// <param name="Zone">IANA name of the time zone, for example "Europe/Paris".</param>
/// <param name="Duration">5 minutes to 12 hours. Calendars show it; the room may stay open longer.</param>
/// <param name="Rule">RFC 5545 recurrence rule, for example "FREQ=WEEKLY;BYDAY=FR"; empty for a single event.</param>
/// <param name="CoHosts">At most 2; a co-host may do what the host may.</param>
/// <param name="Guests">At most 10; expected on stage at every occurrence that has no guests of its own.</param>
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

/// <summary>What differs in one occurrence from the series.</summary>
/// <param name="Title">1 to 100 characters; empty for the title of the series.</param>
/// <param name="Guests">At most 10; null for the guests of the series.</param>
/// <param name="IsCancelled">True if this occurrence does not take place.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.OccurrenceEdit")]
public sealed record OccurrenceEdit(
    [property: Id(0)] string Title,
    [property: Id(1)] ImmutableArray<UserId>? Guests,
    [property: Id(2)] bool IsCancelled)
{
    /// <summary>At most 1,000 characters; empty for the description of the series.</summary>
    [Id(3)]
    public string Description { get; init; } = string.Empty;

    /// <summary>Another start as local time in the event's zone, between the occurrences before and after; null for the planned
    /// start.</summary>
    [Id(4)]
    public DateTime? StartsAt { get; init; }
}

/// <summary>The state of an occurrence. The last three are final.</summary>
public enum OccurrenceState
{
    /// <summary>Not begun, or its hosts are up to 15 minutes late.</summary>
    Scheduled = 1,

    /// <summary>The room was opened, and the planned end has not passed.</summary>
    Active = 2,

    /// <summary>The room was opened, and the planned end has passed.</summary>
    Completed = 3,

    /// <summary>The occurrence does not take place.</summary>
    Cancelled = 4,

    /// <summary>No host opened the room within 15 minutes of the planned start.</summary>
    Missed = 5,
}

/// <summary>One occurrence of an event.</summary>
/// <param name="Id">Unique within the event: the start by the rule in milliseconds since 1970. Stays the same if this occurrence
/// alone is moved.</param>
/// <param name="StartsAt">The start, in the viewer's zone.</param>
/// <param name="Title">The occurrence's own title, or that of the series.</param>
/// <param name="Guests">The occurrence's own guests, or those of the series.</param>
/// <param name="State">How far the occurrence is.</param>
/// <param name="Room">The occurrence's room; null until it is opened.</param>
/// <param name="AttendeeCount">How many people said that they will attend.</param>
/// <param name="YouAttend">True if the viewer is one of them.</param>
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
    /// <summary>The occurrence's own description, or that of the series.</summary>
    [Id(8)]
    public string Description { get; init; } = string.Empty;
}

/// <summary>An event as the viewer may see it.</summary>
/// <param name="EventId">The event's id; never changes.</param>
/// <param name="Plan">Title, times, people and all else that the host decides.</param>
/// <param name="CancelledAt">When the whole event was cancelled; null otherwise.</param>
/// <param name="FollowerCount">How many people follow the series.</param>
/// <param name="YouFollow">True if the viewer is one of them.</param>
/// <param name="Occurrences">Occurrences of the last day and the next ones, at most 12, oldest first.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.EventView")]
public sealed record EventView(
    [property: Id(0)] string EventId,
    [property: Id(1)] ScheduleEvent Plan,
    [property: Id(2)] DateTimeOffset? CancelledAt,
    [property: Id(3)] int FollowerCount,
    [property: Id(4)] bool YouFollow,
    [property: Id(5)] ImmutableArray<OccurrenceView> Occurrences)
{
    /// <summary>How long before an occurrence a viewer who follows the event is reminded, besides at the start.</summary>
    [Id(6)]
    public TimeSpan RemindBefore { get; init; }

    /// <summary>One sentence about why the event has no future occurrences: its stored plan cannot be read. Null for an event in
    /// order. Only the hosts see an event with a fault, and they repair it by an edit.</summary>
    [Id(7)]
    public string? Fault { get; init; }
}

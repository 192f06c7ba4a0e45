using System.Collections.Immutable;
using AudioRooms.Contracts.Events;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Events;

/// <summary>The differences of one occurrence from the series.</summary>
/// <param name="Edit">Own title, description, start and guests, and cancellation.</param>
/// <param name="Room">The occurrence's room; null until it is opened.</param>
public sealed record OccurrenceChange(OccurrenceEdit Edit, RoomId? Room)
{
    /// <summary>No difference.</summary>
    public static OccurrenceChange None { get; } = new(new OccurrenceEdit(string.Empty, null, false), null);
}

/// <summary>One occurrence, computed.</summary>
/// <param name="Id">Unique within the event: the start by the rule in milliseconds since 1970.</param>
/// <param name="StartsAt">The start by the rule, or the one that it was moved to.</param>
/// <param name="EndsAt">Planned end.</param>
/// <param name="Title">The occurrence's own title, or that of the series.</param>
/// <param name="Guests">The occurrence's own guests, or those of the series.</param>
/// <param name="IsCancelled">True if it does not take place.</param>
/// <param name="Room">The occurrence's room; null until it is opened.</param>
public sealed record Occurrence(
    long Id,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    string Title,
    ImmutableArray<UserId> Guests,
    bool IsCancelled,
    RoomId? Room)
{
    /// <summary>The occurrence's own description, or that of the series.</summary>
    public string Description { get; init; } = string.Empty;

    public OccurrenceState StateAt(DateTimeOffset now, EventLimits limits) =>
        IsCancelled ? OccurrenceState.Cancelled
        : Room is not null ? now < EndsAt ? OccurrenceState.Active : OccurrenceState.Completed
        : now > StartsAt + limits.HostGrace ? OccurrenceState.Missed
        : OccurrenceState.Scheduled;
}

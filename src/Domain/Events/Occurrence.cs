using System.Collections.Immutable;
using AudioRooms.Contracts.Events;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Events;

/// <summary>What an occurrence has of its own.</summary>
/// <param name="Edit">Title, guests, cancellation.</param>
/// <param name="Room">Its room, once that was opened.</param>
public sealed record OccurrenceChange(OccurrenceEdit Edit, RoomId? Room)
{
    /// <summary>As every occurrence begins.</summary>
    public static OccurrenceChange None { get; } = new(new OccurrenceEdit(string.Empty, null, false), null);
}

/// <summary>One occurrence, worked out.</summary>
/// <param name="Id">Names it within its event: start in milliseconds since 1970 as the rule has it.</param>
/// <param name="StartsAt">When it begins: as the rule has it, or when it was moved to.</param>
/// <param name="EndsAt">Planned end.</param>
/// <param name="Title">Its own, or that of the series.</param>
/// <param name="Guests">Its own, or those of the series.</param>
/// <param name="IsCancelled">It does not take place.</param>
/// <param name="Room">Its room, once that was opened.</param>
public sealed record Occurrence(
    long Id,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    string Title,
    ImmutableArray<UserId> Guests,
    bool IsCancelled,
    RoomId? Room)
{
    /// <summary>Its own, or that of the series.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>Where it is in its life.</summary>
    public OccurrenceState StateAt(DateTimeOffset now, EventLimits limits) =>
        IsCancelled ? OccurrenceState.Cancelled
        : Room is not null ? now < EndsAt ? OccurrenceState.Active : OccurrenceState.Completed
        : now > StartsAt + limits.HostGrace ? OccurrenceState.Missed
        : OccurrenceState.Scheduled;
}

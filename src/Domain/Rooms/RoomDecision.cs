using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using AudioRooms.Contracts.Rooms;

namespace AudioRooms.Domain.Rooms;

/// <summary>A room's decision about a command: the next state with its events, or the reason of a refusal. Nothing is stored
/// yet.</summary>
public sealed class RoomDecision
{
    private RoomDecision(Room? next, ImmutableArray<RoomEvent> events, RoomRejection? rejection)
    {
        Next = next;
        Events = events;
        Rejection = rejection;
    }

    /// <summary>The room after <see cref="Events"/>.</summary>
    public Room? Next { get; }

    /// <summary>The events, in order; empty if the command changes nothing.</summary>
    public ImmutableArray<RoomEvent> Events { get; }

    public RoomRejection? Rejection { get; }

    [MemberNotNullWhen(true, nameof(Next))]
    [MemberNotNullWhen(false, nameof(Rejection))]
    public bool IsAccepted => Rejection is null;

    public static implicit operator RoomDecision(RoomRejection rejection) => new(null, [], rejection);

    /// <summary>This decision, followed by the decision of <paramref name="next"/> about the room after it. A refusal of either
    /// refuses both.</summary>
    public RoomDecision Then(Func<Room, RoomDecision> next)
    {
        if (!IsAccepted)
        {
            return this;
        }

        var second = next(Next);
        return second.IsAccepted ? new RoomDecision(second.Next, Events.AddRange(second.Events), null) : second;
    }

    internal static RoomDecision Unchanged(Room room) => new(room, [], null);

    internal static RoomDecision Of(Room next, RoomEvent happened) => new(next, [happened], null);

    internal static RoomDecision Of(Room next, ImmutableArray<RoomEvent> happened) => new(next, happened, null);
}

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using AudioRooms.Contracts.Rooms;

namespace AudioRooms.Domain.Rooms;

/// <summary>What a room makes of a command: the next state and what happened, or why not. Nothing has happened yet.</summary>
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

    /// <summary>What happened, in order; empty if the command changes nothing.</summary>
    public ImmutableArray<RoomEvent> Events { get; }

    /// <summary>Why the command is refused.</summary>
    public RoomRejection? Rejection { get; }

    /// <summary>True unless refused.</summary>
    [MemberNotNullWhen(true, nameof(Next))]
    [MemberNotNullWhen(false, nameof(Rejection))]
    public bool IsAccepted => Rejection is null;

    /// <summary>A refused command is its reason.</summary>
    public static implicit operator RoomDecision(RoomRejection rejection) => new(null, [], rejection);

    /// <summary>This, and what <paramref name="next"/> makes of the room after it. A refusal on the way refuses all.</summary>
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

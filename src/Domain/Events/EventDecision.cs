using System.Diagnostics.CodeAnalysis;
using AudioRooms.Contracts.Events;

namespace AudioRooms.Domain.Events;

/// <summary>What an event makes of a command: the next state, or why not. Nothing has happened yet.</summary>
public sealed class EventDecision
{
    private EventDecision(EventSeries? next, EventRejection? rejection)
    {
        Next = next;
        Rejection = rejection;
    }

    /// <summary>The event after the command; the very same if it changes nothing.</summary>
    public EventSeries? Next { get; }

    /// <summary>Why the command is refused.</summary>
    public EventRejection? Rejection { get; }

    /// <summary>True unless refused.</summary>
    [MemberNotNullWhen(true, nameof(Next))]
    [MemberNotNullWhen(false, nameof(Rejection))]
    public bool IsAccepted => Rejection is null;

    /// <summary>A refused command is its reason.</summary>
    public static implicit operator EventDecision(EventRejection rejection) => new(null, rejection);

    /// <summary>An accepted command is the next state.</summary>
    public static implicit operator EventDecision(EventSeries next) => new(next, null);
}

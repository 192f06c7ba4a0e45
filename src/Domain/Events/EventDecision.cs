using System.Diagnostics.CodeAnalysis;
using AudioRooms.Contracts.Events;

namespace AudioRooms.Domain.Events;

/// <summary>What an event makes of a command: the next state, or why not. Nothing has happened yet.</summary>
public sealed class EventDecision
{
    private EventDecision(EventSeries? next, EventRefusal? refusal)
    {
        Next = next;
        Refusal = refusal;
    }

    /// <summary>The event after the command; the very same if it changes nothing.</summary>
    public EventSeries? Next { get; }

    /// <summary>Why the command is refused, with a sentence about what came; null if it is accepted.</summary>
    public EventRefusal? Refusal { get; }

    /// <summary>Why the command is refused; null if it is accepted.</summary>
    public EventRejection? Rejection => Refusal?.Rejection;

    /// <summary>True unless refused.</summary>
    [MemberNotNullWhen(true, nameof(Next))]
    [MemberNotNullWhen(false, nameof(Refusal), nameof(Rejection))]
    public bool IsAccepted => Refusal is null;

    /// <summary>A refused command is its reason.</summary>
    public static implicit operator EventDecision(EventRejection rejection) => new(null, rejection);

    /// <summary>A refused command is its reason, and what there is to say of it.</summary>
    public static implicit operator EventDecision(EventRefusal refusal) => new(null, refusal);

    /// <summary>An accepted command is the next state.</summary>
    public static implicit operator EventDecision(EventSeries next) => new(next, null);
}

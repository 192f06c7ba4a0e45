using System.Diagnostics.CodeAnalysis;
using AudioRooms.Contracts.Events;

namespace AudioRooms.Domain.Events;

/// <summary>An event's decision about a command: the next state, or the reason of a refusal. Nothing is stored yet.</summary>
public sealed class EventDecision
{
    private EventDecision(EventSeries? next, EventRefusal? refusal)
    {
        Next = next;
        Refusal = refusal;
    }

    /// <summary>The event after the command; the same object if the command changes nothing.</summary>
    public EventSeries? Next { get; }

    /// <summary>The reason of the refusal, with a sentence about what came; null if accepted.</summary>
    public EventRefusal? Refusal { get; }

    /// <summary>The reason of the refusal; null if accepted.</summary>
    public EventRejection? Rejection => Refusal?.Rejection;

    [MemberNotNullWhen(true, nameof(Next))]
    [MemberNotNullWhen(false, nameof(Refusal), nameof(Rejection))]
    public bool IsAccepted => Refusal is null;

    public static implicit operator EventDecision(EventRejection rejection) => new(null, rejection);

    public static implicit operator EventDecision(EventRefusal refusal) => new(null, refusal);

    public static implicit operator EventDecision(EventSeries next) => new(next, null);
}

using AudioRooms.Contracts.Events;

namespace AudioRooms.Domain.Events;

/// <summary>Why an event refuses a command.</summary>
/// <param name="Rejection">The named reason.</param>
/// <param name="Sentence">For the person who asked: what was expected and what came.
/// Empty where the reason alone says it.</param>
public readonly record struct EventRefusal(EventRejection Rejection, string Sentence = "")
{
    /// <summary>A reason that needs no sentence of its own.</summary>
    public static implicit operator EventRefusal(EventRejection rejection) => new(rejection);
}

using AudioRooms.Contracts.Events;

namespace AudioRooms.Domain.Events;

/// <summary>The reason why an event refuses a command.</summary>
/// <param name="Rejection">The named reason.</param>
/// <param name="Sentence">For the caller: what was expected and what came. Empty where the reason alone says it.</param>
public readonly record struct EventRefusal(EventRejection Rejection, string Sentence = "")
{
    public static implicit operator EventRefusal(EventRejection rejection) => new(rejection);
}

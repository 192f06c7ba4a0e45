using System.Diagnostics.CodeAnalysis;

namespace AudioRooms.Contracts.Events;

/// <summary>An event's answer: the value that was asked for, or the reason for a refusal.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.EventReply`1")]
public readonly record struct EventReply<T>(
    [property: Id(0)] T? Value,
    [property: Id(1)] EventRejection? Rejection)
    where T : class
{
    /// <summary>One sentence for the person whose command was refused: what was expected and what came. Null where the reason
    /// alone says it.</summary>
    [Id(2)]
    public string? Sentence { get; init; }

    /// <summary>True if there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Rejection))]
    public bool IsAccepted => Rejection is null;

    /// <summary>The answer of a command that succeeded.</summary>
    public static implicit operator EventReply<T>(T value) => new(value, null);

    /// <summary>The answer of a command that was refused.</summary>
    public static implicit operator EventReply<T>(EventRejection rejection) => new(null, rejection);
}

using System.Diagnostics.CodeAnalysis;

namespace AudioRooms.Contracts.Safety;

/// <summary>The answer of a call about safety: the value that was asked for, or the reason for a refusal.</summary>
/// <param name="Value">The value; null if refused.</param>
/// <param name="Rejection">The reason; null if accepted.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.SafetyReply`1")]
public readonly record struct SafetyReply<T>([property: Id(0)] T? Value, [property: Id(1)] SafetyRejection? Rejection)
    where T : class
{
    /// <summary>When a new try can succeed; null if trying again does not help.</summary>
    [Id(2)]
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>True if there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Rejection))]
    public bool IsAccepted => Rejection is null;

    /// <summary>The answer of a command that succeeded.</summary>
    public static implicit operator SafetyReply<T>(T value) => new(value, null);

    /// <summary>The answer of a command that was refused.</summary>
    public static implicit operator SafetyReply<T>(SafetyRejection rejection) => new(null, rejection);
}

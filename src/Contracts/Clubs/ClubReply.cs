using System.Diagnostics.CodeAnalysis;

namespace AudioRooms.Contracts.Clubs;

/// <summary>A club's answer: the value that was asked for, or the reason for a refusal.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.ClubReply`1")]
public readonly record struct ClubReply<T>(
    [property: Id(0)] T? Value,
    [property: Id(1)] ClubRejection? Rejection)
    where T : class
{
    /// <summary>True if there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Rejection))]
    public bool IsAccepted => Rejection is null;

    /// <summary>The answer of a command that succeeded.</summary>
    public static implicit operator ClubReply<T>(T value) => new(value, null);

    /// <summary>The answer of a command that was refused.</summary>
    public static implicit operator ClubReply<T>(ClubRejection rejection) => new(null, rejection);
}

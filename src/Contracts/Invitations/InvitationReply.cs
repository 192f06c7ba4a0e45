using System.Diagnostics.CodeAnalysis;

namespace AudioRooms.Contracts.Invitations;

/// <summary>The answer of a call about invitations: the value that was asked for, or the reason for a refusal.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.InvitationReply`1")]
public readonly record struct InvitationReply<T>(
    [property: Id(0)] T? Value,
    [property: Id(1)] InvitationRejection? Rejection)
    where T : class
{
    /// <summary>True if there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Rejection))]
    public bool IsAccepted => Rejection is null;

    /// <summary>The answer of a command that succeeded.</summary>
    public static implicit operator InvitationReply<T>(T value) => new(value, null);

    /// <summary>The answer of a command that was refused.</summary>
    public static implicit operator InvitationReply<T>(InvitationRejection rejection) => new(null, rejection);
}

using System.Diagnostics.CodeAnalysis;

namespace AudioRooms.Contracts.Users;

/// <summary>An account's answer: the person, or the reason for a refusal.</summary>
/// <param name="Person">The owner of the account; null if refused.</param>
/// <param name="Rejection">The reason; null if accepted.</param>
/// <param name="Session">The session that the command opened or renewed; null for other commands.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.AccountReply")]
public readonly record struct AccountReply(
    [property: Id(0)] Person? Person,
    [property: Id(1)] AccountRejection? Rejection,
    [property: Id(2)] SessionGrant? Session = null)
{
    /// <summary>For <see cref="AccountRejection.Suspended"/>: when the suspension ends by itself; null for no end.</summary>
    [Id(3)]
    public DateTimeOffset? Until { get; init; }

    /// <summary>For <see cref="AccountRejection.Suspended"/>: the reason, worded for the suspended person.</summary>
    [Id(4)]
    public string? Reason { get; init; }

    /// <summary>True if there is a person.</summary>
    [MemberNotNullWhen(true, nameof(Person))]
    [MemberNotNullWhen(false, nameof(Rejection))]
    public bool IsAccepted => Rejection is null;

    /// <summary>The answer of a command that succeeded.</summary>
    public static implicit operator AccountReply(Person person) => new(person, null);

    /// <summary>The answer of a command that was refused.</summary>
    public static implicit operator AccountReply(AccountRejection rejection) => new(null, rejection);
}

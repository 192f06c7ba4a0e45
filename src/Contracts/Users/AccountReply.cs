using System.Diagnostics.CodeAnalysis;

namespace AudioRooms.Contracts.Users;

/// <summary>The answer of an account: the person, or why not.</summary>
/// <param name="Person">Whose account it is.</param>
/// <param name="Rejection">Why not.</param>
/// <param name="Session">The session that the command opened or renewed, if it is one that does.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.AccountReply")]
public readonly record struct AccountReply(
    [property: Id(0)] Person? Person,
    [property: Id(1)] AccountRejection? Rejection,
    [property: Id(2)] SessionGrant? Session = null)
{
    /// <summary>When the suspension ends by itself that the account is refused for; null if it does not.</summary>
    [Id(3)]
    public DateTimeOffset? Until { get; init; }

    /// <summary>Why the account is suspended, in words for its person; null if it is not.</summary>
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

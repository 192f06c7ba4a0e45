using System.Diagnostics.CodeAnalysis;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Domain.Users;

/// <summary>
/// What an account makes of a command: the next state, and perhaps why the command is refused. Nothing has happened yet. A
/// refusal may change the account too: a wrong password is counted.
/// </summary>
public sealed class AccountDecision
{
    private AccountDecision(Account next, AccountRejection? rejection)
    {
        Next = next;
        Rejection = rejection;
    }

    /// <summary>The account afterwards; the same object if nothing changes.</summary>
    public Account Next { get; }

    /// <summary>Why the command is refused.</summary>
    public AccountRejection? Rejection { get; }

    /// <summary>
    /// The seat of an earlier newcomer, which goes back to the inviter before <see cref="Next"/> is stored; null if there is
    /// none.
    /// </summary>
    public ClaimedInvitation? Returned { get; private init; }

    /// <summary>True if data of the handle's former owner must be erased before <see cref="Next"/> is stored.</summary>
    public bool ErasesFirst { get; private init; }

    /// <summary>True unless refused.</summary>
    [MemberNotNullWhen(false, nameof(Rejection))]
    public bool IsAccepted => Rejection is null;

    /// <summary>An accepted command is the account afterwards.</summary>
    public static implicit operator AccountDecision(Account next) => new(next, null);

    internal static AccountDecision Accept(Account next, ClaimedInvitation? returned, bool erasesFirst) => new(next, null)
    {
        Returned = returned, ErasesFirst = erasesFirst,
    };

    internal static AccountDecision Refuse(Account next, AccountRejection rejection) => new(next, rejection);
}

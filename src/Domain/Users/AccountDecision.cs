using System.Diagnostics.CodeAnalysis;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Domain.Users;

/// <summary>An account's decision about a command: the next state, and the reason if the command is refused. Nothing is stored
/// yet. A refusal may change the account too: a wrong password is counted.</summary>
public sealed class AccountDecision
{
    private AccountDecision(Account next, AccountRejection? rejection)
    {
        Next = next;
        Rejection = rejection;
    }

    /// <summary>The account after the command; the same object if nothing changes.</summary>
    public Account Next { get; }

    public AccountRejection? Rejection { get; }

    /// <summary>The invitation of an earlier newcomer, which must be given back to the inviter before <see cref="Next"/> is
    /// stored; null for none.</summary>
    public ClaimedInvitation? Returned { get; private init; }

    /// <summary>True if data of the handle's former owner must be erased before <see cref="Next"/> is stored.</summary>
    public bool ErasesFirst { get; private init; }

    [MemberNotNullWhen(false, nameof(Rejection))]
    public bool IsAccepted => Rejection is null;

    public static implicit operator AccountDecision(Account next) => new(next, null);

    internal static AccountDecision Accept(Account next, ClaimedInvitation? returned, bool erasesFirst) => new(next, null)
    {
        Returned = returned, ErasesFirst = erasesFirst,
    };

    internal static AccountDecision Refuse(Account next, AccountRejection rejection) => new(next, rejection);
}

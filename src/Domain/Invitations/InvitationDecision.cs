using System.Diagnostics.CodeAnalysis;
using AudioRooms.Contracts.Invitations;

namespace AudioRooms.Domain.Invitations;

/// <summary>What a ledger makes of a command: the next state, or why not. Nothing has happened yet.</summary>
public sealed record InvitationDecision
{
    private InvitationDecision(InvitationLedger? next, InvitationRejection? rejection)
    {
        Next = next;
        Rejection = rejection;
    }

    /// <summary>The ledger afterwards; the same object if the command changes nothing.</summary>
    public InvitationLedger? Next { get; }

    /// <summary>Why the command is refused.</summary>
    public InvitationRejection? Rejection { get; }

    /// <summary>True unless refused.</summary>
    [MemberNotNullWhen(true, nameof(Next))]
    [MemberNotNullWhen(false, nameof(Rejection))]
    public bool IsAccepted => Rejection is null;

    /// <summary>An accepted command is the ledger afterwards.</summary>
    public static implicit operator InvitationDecision(InvitationLedger next) => new(next, null);

    /// <summary>A refused command is its reason.</summary>
    public static implicit operator InvitationDecision(InvitationRejection rejection) => new(null, rejection);
}

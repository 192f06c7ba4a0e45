using System.Diagnostics.CodeAnalysis;
using AudioRooms.Contracts.Invitations;

namespace AudioRooms.Domain.Invitations;

/// <summary>A ledger's decision about a command: the next state, or the reason of a refusal. Nothing is stored yet.</summary>
public sealed record InvitationDecision
{
    private InvitationDecision(InvitationLedger? next, InvitationRejection? rejection)
    {
        Next = next;
        Rejection = rejection;
    }

    /// <summary>The ledger after the command; the same object if the command changes nothing.</summary>
    public InvitationLedger? Next { get; }

    public InvitationRejection? Rejection { get; }

    [MemberNotNullWhen(true, nameof(Next))]
    [MemberNotNullWhen(false, nameof(Rejection))]
    public bool IsAccepted => Rejection is null;

    public static implicit operator InvitationDecision(InvitationLedger next) => new(next, null);

    public static implicit operator InvitationDecision(InvitationRejection rejection) => new(null, rejection);
}

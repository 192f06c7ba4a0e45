using AudioRooms.Contracts.Invitations;

namespace AudioRooms.Gateway.Services.Invitations;

/// <summary>Converts invitations and places on the waiting list to the wire's form.</summary>
internal static class WireInvitations
{
    public static Wire.V1.Invitation Of(InvitationView invitation) => new()
    {
        InvitationId = invitation.Key,
        Kind = invitation.Kind switch
        {
            InvitationKind.Link => Wire.V1.InvitationKind.Link,
            InvitationKind.Code => Wire.V1.InvitationKind.Code,
            InvitationKind.Ticket => Wire.V1.InvitationKind.Ticket,
        },
        State = invitation.State switch
        {
            InvitationState.Open => Wire.V1.InvitationState.Open,
            InvitationState.Accepted => Wire.V1.InvitationState.Accepted,
            InvitationState.Revoked => Wire.V1.InvitationState.Revoked,
            InvitationState.Expired => Wire.V1.InvitationState.Expired,
        },
        CreatedAtUnixMs = invitation.CreatedAt.ToUnixTimeMilliseconds(),
        ExpiresAtUnixMs = invitation.ExpiresAt.ToUnixTimeMilliseconds(),
        AcceptedByUserId = invitation.AcceptedBy?.Value ?? "",
    };

    public static Wire.V1.WaitingPlace Of(WaitingPlace place) => new()
    {
        Handle = place.Handle,
        JoinedAtUnixMs = place.JoinedAt.ToUnixTimeMilliseconds(),
        LetInAtUnixMs = place.LetInAt?.ToUnixTimeMilliseconds() ?? 0,
    };
}

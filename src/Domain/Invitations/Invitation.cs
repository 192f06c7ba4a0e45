using AudioRooms.Contracts.Invitations;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Domain.Invitations;

/// <summary>One invitation of a member.</summary>
/// <param name="Key">SHA-256 of the invited person's secret.</param>
/// <param name="Kind">Whether the secret is a link, a code or a ticket.</param>
/// <param name="ExpiresAt">The invitation cannot be used from this time on.</param>
/// <param name="AcceptedBy">The user who joined with it; null if it was not used.</param>
/// <param name="IsRevoked">True if the member revoked it.</param>
public sealed record Invitation(
    string Key,
    InvitationKind Kind,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    UserId? AcceptedBy = null,
    bool IsRevoked = false)
{
    public InvitationState StateAt(DateTimeOffset now) =>
        AcceptedBy is not null ? InvitationState.Accepted
        : IsRevoked ? InvitationState.Revoked
        : now >= ExpiresAt ? InvitationState.Expired
        : InvitationState.Open;

    public InvitationView ToView(DateTimeOffset now) => new(Key, Kind, StateAt(now), CreatedAt, ExpiresAt, AcceptedBy);
}

using AudioRooms.Contracts.Invitations;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Domain.Invitations;

/// <summary>One seat that a member holds out to somebody.</summary>
/// <param name="Key">SHA-256 of what the invited person holds.</param>
/// <param name="Kind">What that is.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">Until when it may be used.</param>
/// <param name="AcceptedBy">Who sits there.</param>
/// <param name="IsRevoked">Called back by its maker.</param>
public sealed record Invitation(
    string Key,
    InvitationKind Kind,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    UserId? AcceptedBy = null,
    bool IsRevoked = false)
{
    /// <summary>What has become of it by now.</summary>
    public InvitationState StateAt(DateTimeOffset now) =>
        AcceptedBy is not null ? InvitationState.Accepted
        : IsRevoked ? InvitationState.Revoked
        : now >= ExpiresAt ? InvitationState.Expired
        : InvitationState.Open;

    /// <summary>As its maker sees it.</summary>
    public InvitationView ToView(DateTimeOffset now) => new(Key, Kind, StateAt(now), CreatedAt, ExpiresAt, AcceptedBy);
}

using AudioRooms.Contracts.Users;

namespace AudioRooms.Contracts.Invitations;

/// <summary>What the invited person receives.</summary>
public enum InvitationKind
{
    /// <summary>A link with a token of 128 bits.</summary>
    Link = 1,

    /// <summary>A code of 60 bits that can be read out and typed.</summary>
    Code = 2,

    /// <summary>The ticket that a person on the waiting list already holds.</summary>
    Ticket = 3,
}

/// <summary>The state of an invitation.</summary>
public enum InvitationState
{
    /// <summary>A person may join with it.</summary>
    Open = 1,

    /// <summary>A person joined with it.</summary>
    Accepted = 2,

    /// <summary>The member who created it revoked it.</summary>
    Revoked = 3,

    /// <summary>Nobody joined before it expired.</summary>
    Expired = 4,
}

/// <summary>An invitation as the member who created it sees it. No other user sees it.</summary>
/// <param name="Key">The invitation's id: <see cref="InvitationSecret.KeyOf"/> of its secret.</param>
/// <param name="Kind">What the invited person received.</param>
/// <param name="State">Whether it is open, used or void.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="ExpiresAt">The last moment at which it can be used.</param>
/// <param name="AcceptedBy">The user who joined with it; null if it was not used.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.InvitationView")]
public sealed record InvitationView(
    [property: Id(0)] string Key,
    [property: Id(1)] InvitationKind Kind,
    [property: Id(2)] InvitationState State,
    [property: Id(3)] DateTimeOffset CreatedAt,
    [property: Id(4)] DateTimeOffset ExpiresAt,
    [property: Id(5)] UserId? AcceptedBy);

/// <summary>A page of a member's invitations, newest first.</summary>
/// <param name="Remaining">How many more invitations the member may create now.</param>
/// <param name="Invitations">The invitations of this page.</param>
/// <param name="NextPageToken">Null on the last page.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.InvitationPage")]
public sealed record InvitationPage(
    [property: Id(0)] int Remaining,
    [property: Id(1)] IReadOnlyList<InvitationView> Invitations,
    [property: Id(2)] string? NextPageToken);

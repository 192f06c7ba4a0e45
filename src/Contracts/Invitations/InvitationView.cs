using AudioRooms.Contracts.Users;

namespace AudioRooms.Contracts.Invitations;

/// <summary>What the invited person holds.</summary>
public enum InvitationKind
{
    /// <summary>A link with a token of 128 bits.</summary>
    Link = 1,

    /// <summary>A code of 60 bits to read out and type.</summary>
    Code = 2,

    /// <summary>The ticket that somebody on the waiting list holds already.</summary>
    Ticket = 3,
}

/// <summary>What became of an invitation.</summary>
public enum InvitationState
{
    /// <summary>Somebody may join with it.</summary>
    Open = 1,

    /// <summary>Somebody joined with it.</summary>
    Accepted = 2,

    /// <summary>Its maker called it back.</summary>
    Revoked = 3,

    /// <summary>Nobody joined in time.</summary>
    Expired = 4,
}

/// <summary>An invitation as its maker sees it; nobody else does.</summary>
/// <param name="Key">Names it; <see cref="InvitationSecret.KeyOf"/> its secret.</param>
/// <param name="Kind">What the invited person holds.</param>
/// <param name="State">What became of it.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">Until when it may be used.</param>
/// <param name="AcceptedBy">Who joined with it.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.InvitationView")]
public sealed record InvitationView(
    [property: Id(0)] string Key,
    [property: Id(1)] InvitationKind Kind,
    [property: Id(2)] InvitationState State,
    [property: Id(3)] DateTimeOffset CreatedAt,
    [property: Id(4)] DateTimeOffset ExpiresAt,
    [property: Id(5)] UserId? AcceptedBy);

/// <summary>A page of a member's invitations, newest first.</summary>
/// <param name="Remaining">How many more the member may make now.</param>
/// <param name="Invitations">The page.</param>
/// <param name="NextPageToken">Null on the last page.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.InvitationPage")]
public sealed record InvitationPage(
    [property: Id(0)] int Remaining,
    [property: Id(1)] IReadOnlyList<InvitationView> Invitations,
    [property: Id(2)] string? NextPageToken);

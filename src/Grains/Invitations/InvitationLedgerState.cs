using AudioRooms.Contracts.Invitations;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Invitations;

namespace AudioRooms.Grains.Invitations;

/// <summary>A ledger in its stored form.</summary>
[GenerateSerializer, Alias("AudioRooms.InvitationLedgerState")]
public sealed class InvitationLedgerState
{
    /// <summary>True once the member has joined.</summary>
    [Id(0)]
    public bool IsOpen { get; set; }

    /// <summary>Number of invitations granted so far.</summary>
    [Id(1)]
    public int Granted { get; set; }

    /// <summary>Key of the ledger above; null at a root.</summary>
    [Id(2)]
    public string? Inviter { get; set; }

    /// <summary>True if the branch is paused.</summary>
    [Id(3)]
    public bool IsPaused { get; set; }

    /// <summary>The invitations, oldest first.</summary>
    [Id(4)]
    public List<StoredInvitation> Invitations { get; set; } = [];

    /// <summary>The occasions that were credited.</summary>
    [Id(5)]
    public List<string> Occasions { get; set; } = [];

    internal static InvitationLedgerState Of(InvitationLedger ledger) => new()
    {
        IsOpen = ledger.IsOpen,
        Granted = ledger.Granted,
        Inviter = ledger.Inviter,
        IsPaused = ledger.IsPaused,
        Invitations =
        [
            .. ledger.Invitations.Select(invitation => new StoredInvitation
            {
                Key = invitation.Key,
                Kind = invitation.Kind,
                CreatedAt = invitation.CreatedAt,
                ExpiresAt = invitation.ExpiresAt,
                AcceptedBy = invitation.AcceptedBy?.Value,
                IsRevoked = invitation.IsRevoked,
            }),
        ],
        Occasions = [.. ledger.Occasions],
    };

    internal InvitationLedger ToLedger() => new()
    {
        IsOpen = IsOpen,
        Granted = Granted,
        Inviter = Inviter,
        IsPaused = IsPaused,
        Invitations =
        [
            .. Invitations.Select(stored => new Invitation(
                stored.Key,
                stored.Kind,
                stored.CreatedAt,
                stored.ExpiresAt,
                stored.AcceptedBy is { } user ? new UserId(user) : null,
                stored.IsRevoked)),
        ],
        Occasions = [.. Occasions],
    };
}

/// <summary>An invitation in its stored form.</summary>
[GenerateSerializer, Alias("AudioRooms.StoredInvitation")]
public sealed class StoredInvitation
{
    /// <summary>SHA-256 of the secret.</summary>
    [Id(0)]
    public string Key { get; set; } = string.Empty;

    /// <summary>Whether the secret is a link, a code or a ticket.</summary>
    [Id(1)]
    public InvitationKind Kind { get; set; }

    [Id(2)]
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>The invitation cannot be used from this time on.</summary>
    [Id(3)]
    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>Id of the user who joined with it; null if it was not used.</summary>
    [Id(4)]
    public string? AcceptedBy { get; set; }

    /// <summary>True if the member revoked it.</summary>
    [Id(5)]
    public bool IsRevoked { get; set; }
}

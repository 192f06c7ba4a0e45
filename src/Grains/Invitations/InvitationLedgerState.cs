using AudioRooms.Contracts.Invitations;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Invitations;

namespace AudioRooms.Grains.Invitations;

/// <summary>What is stored of a ledger.</summary>
[GenerateSerializer, Alias("AudioRooms.InvitationLedgerState")]
public sealed class InvitationLedgerState
{
    /// <summary>True once the member has joined.</summary>
    [Id(0)]
    public bool IsOpen { get; set; }

    /// <summary>Seats that the member may fill in all.</summary>
    [Id(1)]
    public int Granted { get; set; }

    /// <summary>Key of the ledger above; null at a root.</summary>
    [Id(2)]
    public string? Inviter { get; set; }

    /// <summary>The branch is held back.</summary>
    [Id(3)]
    public bool IsPaused { get; set; }

    /// <summary>Oldest first.</summary>
    [Id(4)]
    public List<StoredInvitation> Invitations { get; set; } = [];

    /// <summary>What was credited for.</summary>
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

/// <summary>What is stored of an invitation.</summary>
[GenerateSerializer, Alias("AudioRooms.StoredInvitation")]
public sealed class StoredInvitation
{
    /// <summary>SHA-256 of the secret.</summary>
    [Id(0)]
    public string Key { get; set; } = string.Empty;

    /// <summary>What the invited person holds.</summary>
    [Id(1)]
    public InvitationKind Kind { get; set; }

    /// <summary>When it was made.</summary>
    [Id(2)]
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Until when it may be used.</summary>
    [Id(3)]
    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>Id of who joined with it.</summary>
    [Id(4)]
    public string? AcceptedBy { get; set; }

    /// <summary>Called back.</summary>
    [Id(5)]
    public bool IsRevoked { get; set; }
}

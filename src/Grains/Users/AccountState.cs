using System.Text.Json.Nodes;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Users;

namespace AudioRooms.Grains.Users;

/// <summary>What is stored of an account.</summary>
[GenerateSerializer, Alias("AudioRooms.AccountState")]
public sealed class AccountState
{
    /// <summary>Never changes; empty until the account is made.</summary>
    [Id(0)]
    public string UserId { get; set; } = string.Empty;

    /// <summary>As shown to others.</summary>
    [Id(1)]
    public string DisplayName { get; set; } = string.Empty;

    /// <summary>Hash of the password in the format of ASP.NET Core Identity (PBKDF2); null if none was set.</summary>
    [Id(2)]
    public string? PasswordHash { get; set; }

    /// <summary>Wrong passwords in a row.</summary>
    [Id(3)]
    public int Failures { get; set; }

    /// <summary>No sign-in before this time.</summary>
    [Id(4)]
    public DateTimeOffset? LockedUntil { get; set; }

    /// <summary>When the account was made.</summary>
    [Id(5)]
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>
    /// The invitation that the newcomer asks a seat of: stored before asking, so that a crash in between loses neither. Not null
    /// means that the account is not made yet.
    /// </summary>
    [Id(6)]
    public string? PendingInvitation { get; set; }

    /// <summary>When the account ended; null while it lives.</summary>
    [Id(7)]
    public DateTimeOffset? DeletedAt { get; set; }

    /// <summary>After its end: nothing of the person is left elsewhere either.</summary>
    [Id(8)]
    public bool IsErased { get; set; }

    /// <summary>Made with an identity of another service: a person's account also while it has no password.</summary>
    [Id(9)]
    public bool IsExternal { get; set; }

    internal static AccountState Of(Account account) => new()
    {
        UserId = account.UserId.Value,
        DisplayName = account.DisplayName,
        PasswordHash = account.PasswordHash,
        Failures = account.Lockout.Failures,
        LockedUntil = account.Lockout.Until,
        CreatedAt = account.CreatedAt,
        PendingInvitation = account.PendingInvitation,
        DeletedAt = account.DeletedAt,
        IsErased = account.IsErased,
        IsExternal = account.IsExternal,
    };

    internal Account ToAccount(string handle) => new()
    {
        Handle = handle,
        UserId = new UserId(UserId),
        DisplayName = DisplayName,
        PasswordHash = PasswordHash,
        Lockout = new Lockout(Failures, LockedUntil),
        CreatedAt = CreatedAt,
        PendingInvitation = PendingInvitation,
        DeletedAt = DeletedAt,
        IsErased = IsErased,
        IsExternal = IsExternal,
    };

    /// <summary>What the person gets to see of the account; never the hash.</summary>
    internal JsonObject ToExport(string handle) => new()
    {
        ["userId"] = UserId,
        ["handle"] = handle,
        ["displayName"] = DisplayName,
        ["createdAt"] = CreatedAt,
        ["hasPassword"] = PasswordHash is not null,
        ["wrongPasswords"] = Failures,
        ["lockedUntil"] = LockedUntil,
    };
}

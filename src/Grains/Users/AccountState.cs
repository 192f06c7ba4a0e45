using System.Text.Json.Nodes;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Users;

namespace AudioRooms.Grains.Users;

/// <summary>An account in its stored form.</summary>
[GenerateSerializer, Alias("AudioRooms.AccountState")]
public sealed class AccountState
{
    /// <summary>Never changes; empty until the account is created.</summary>
    [Id(0)]
    public string UserId { get; set; } = string.Empty;

    /// <summary>The display name of the sign-up.</summary>
    [Id(1)]
    public string DisplayName { get; set; } = string.Empty;

    /// <summary>Hash of the password in the format of ASP.NET Core Identity (PBKDF2); null without a password.</summary>
    [Id(2)]
    public string? PasswordHash { get; set; }

    /// <summary>Wrong passwords in a row.</summary>
    [Id(3)]
    public int Failures { get; set; }

    /// <summary>Passwords are refused before this time.</summary>
    [Id(4)]
    public DateTimeOffset? LockedUntil { get; set; }

    [Id(5)]
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Key of the invitation that a newcomer uses. Stored before it is used, so that a crash in between loses neither.
    /// Not null until the sign-up is complete.</summary>
    [Id(6)]
    public string? PendingInvitation { get; set; }

    /// <summary>When the account was deleted; null until then.</summary>
    [Id(7)]
    public DateTimeOffset? DeletedAt { get; set; }

    /// <summary>True after a deletion once no data about the person is left elsewhere.</summary>
    [Id(8)]
    public bool IsErased { get; set; }

    /// <summary>True if the account was created with an external identity. It is then a person's account even without a
    /// password.</summary>
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

    /// <summary>The account's part of the export, without the hash.</summary>
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

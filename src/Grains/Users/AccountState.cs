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

    /// <summary>Hash of the password in the format of ASP.NET Core Identity (PBKDF2); null for a synthetic user.</summary>
    [Id(2)]
    public string? PasswordHash { get; set; }

    /// <summary>Wrong passwords in a row.</summary>
    [Id(3)]
    public int Failures { get; set; }

    /// <summary>No sign-in before this time.</summary>
    [Id(4)]
    public DateTimeOffset? LockedUntil { get; set; }
}

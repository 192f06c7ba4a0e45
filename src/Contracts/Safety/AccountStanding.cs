namespace AudioRooms.Contracts.Safety;

/// <summary>The power of an account over others. The numbers rise with the power.</summary>
public enum AccountPower
{
    /// <summary>No power over others.</summary>
    Member = 1,

    /// <summary>Works on reports: sees what was reported, warns, suspends, ends rooms.</summary>
    TrustAndSafety = 2,

    /// <summary>May do everything that the operator's key permits.</summary>
    Operator = 3,
}

/// <summary>Power and suspension of an account now. Every privileged call looks it up: neither is part of an access
/// token.</summary>
/// <param name="Power">What the account may do.</param>
/// <param name="IsSuspended">True while nobody can sign in to the account.</param>
/// <param name="Until">When the suspension ends by itself; null if it has no end or the account is not suspended.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.AccountStanding")]
public sealed record AccountStanding(
    [property: Id(0)] AccountPower Power,
    [property: Id(1)] bool IsSuspended,
    [property: Id(2)] DateTimeOffset? Until)
{
    /// <summary>A member's account without a suspension: the standing of nearly every account.</summary>
    public static AccountStanding Good { get; } = new(AccountPower.Member, false, null);

    /// <summary>True if the account is not suspended and has at least the power <paramref name="needed"/>.</summary>
    public bool Has(AccountPower needed) => !IsSuspended && Power >= needed;
}

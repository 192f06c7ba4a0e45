namespace AudioRooms.Contracts.Safety;

/// <summary>What an account may do beyond its own affairs. Numbered from the least to the most.</summary>
public enum AccountPower
{
    /// <summary>Nothing.</summary>
    Member = 1,

    /// <summary>Works on reports: sees what was reported, warns, suspends, ends rooms.</summary>
    TrustAndSafety = 2,

    /// <summary>Everything that the operator's key opens.</summary>
    Operator = 3,
}

/// <summary>
/// How an account stands now. Looked up at every privileged call: power and suspension are state, not part of a token.
/// </summary>
/// <param name="Power">What it may do.</param>
/// <param name="IsSuspended">True while nobody can sign in to it.</param>
/// <param name="Until">When the suspension ends by itself; null if it does not, or if there is none.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.AccountStanding")]
public sealed record AccountStanding(
    [property: Id(0)] AccountPower Power,
    [property: Id(1)] bool IsSuspended,
    [property: Id(2)] DateTimeOffset? Until)
{
    /// <summary>How nearly everybody stands.</summary>
    public static AccountStanding Good { get; } = new(AccountPower.Member, false, null);

    /// <summary>True if the account may do what <paramref name="needed"/> may.</summary>
    public bool Has(AccountPower needed) => !IsSuspended && Power >= needed;
}

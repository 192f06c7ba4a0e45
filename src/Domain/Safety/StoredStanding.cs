using AudioRooms.Contracts.Safety;

namespace AudioRooms.Domain.Safety;

/// <summary>How an account stands, as stored. A value.</summary>
/// <param name="Power">What the account may do.</param>
/// <param name="SuspendedUntilMs">Suspended before this time, in milliseconds since 1970.</param>
public sealed record StoredStanding(AccountPower Power, long SuspendedUntilMs)
{
    private const long Never = 0;
    private const long ForGood = long.MaxValue;

    /// <summary>How nearly every account stands.</summary>
    public static StoredStanding Good { get; } = new(AccountPower.Member, Never);

    /// <summary>Suspended from now on.</summary>
    /// <param name="until">When the suspension ends by itself; null if it does not.</param>
    public StoredStanding Suspended(DateTimeOffset? until) =>
        this with { SuspendedUntilMs = until?.ToUnixTimeMilliseconds() ?? ForGood };

    /// <summary>Suspended no longer.</summary>
    public StoredStanding Reinstated() => this with { SuspendedUntilMs = Never };

    /// <summary>How the account stands at a time. A suspension ends by the clock alone: nothing has to run for it.</summary>
    public AccountStanding At(DateTimeOffset now)
    {
        var isSuspended = SuspendedUntilMs > now.ToUnixTimeMilliseconds();
        return new AccountStanding(
            Power,
            isSuspended,
            isSuspended && SuspendedUntilMs != ForGood ? DateTimeOffset.FromUnixTimeMilliseconds(SuspendedUntilMs) : null);
    }
}

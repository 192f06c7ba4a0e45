using AudioRooms.Contracts.Safety;

namespace AudioRooms.Domain.Safety;

/// <summary>Power and suspension of an account in their stored form, as a value.</summary>
/// <param name="Power">What the account may do.</param>
/// <param name="SuspendedUntilMs">The account is suspended before this time, in milliseconds since 1970.</param>
public sealed record StoredStanding(AccountPower Power, long SuspendedUntilMs)
{
    private const long Never = 0;
    private const long ForGood = long.MaxValue;

    /// <summary>A member's account without a suspension.</summary>
    public static StoredStanding Good { get; } = new(AccountPower.Member, Never);

    /// <summary>This standing with a suspension.</summary>
    /// <param name="until">When the suspension ends by itself; null for no end.</param>
    public StoredStanding Suspended(DateTimeOffset? until) =>
        this with { SuspendedUntilMs = until?.ToUnixTimeMilliseconds() ?? ForGood };

    /// <summary>This standing without a suspension.</summary>
    public StoredStanding Reinstated() => this with { SuspendedUntilMs = Never };

    /// <summary>The standing at a time. A suspension ends by the clock alone; nothing has to run for it.</summary>
    public AccountStanding At(DateTimeOffset now)
    {
        var isSuspended = SuspendedUntilMs > now.ToUnixTimeMilliseconds();
        return new AccountStanding(
            Power,
            isSuspended,
            isSuspended && SuspendedUntilMs != ForGood ? DateTimeOffset.FromUnixTimeMilliseconds(SuspendedUntilMs) : null);
    }
}

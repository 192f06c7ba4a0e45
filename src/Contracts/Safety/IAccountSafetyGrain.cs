using Orleans.Concurrency;

namespace AudioRooms.Contracts.Safety;

/// <summary>Power and suspension of one account. Key: the <see cref="Users.UserId"/>. Every change is written to the audit log
/// before it happens.</summary>
[Alias("AudioRooms.IAccountSafetyGrain")]
public interface IAccountSafetyGrain : IGrainWithStringKey
{
    /// <summary>The account's standing now. An unknown account has <see cref="AccountStanding.Good"/>.</summary>
    [Alias("GetStanding"), ReadOnly]
    ValueTask<AccountStanding> GetStandingAsync();

    /// <summary>Suspends the account. Its sessions end on every gateway within 2 s, nobody can sign in to it or renew a session,
    /// and searches no longer find it. A second call replaces the end of the suspension.</summary>
    /// <param name="actor">Must have more power than the account.</param>
    /// <param name="until">When the suspension ends by itself, at most 10 years ahead; null for no end.</param>
    /// <param name="reason">For the audit log: 1 to 1,000 characters.</param>
    [Alias("Suspend")]
    Task<SafetyReply<AccountStanding>> SuspendAsync(SafetyActor actor, DateTimeOffset? until, string reason);

    /// <summary>Ends the suspension. Sessions that it ended stay ended: the person signs in again.</summary>
    [Alias("Reinstate")]
    Task<SafetyReply<AccountStanding>> ReinstateAsync(SafetyActor actor, string reason);

    /// <summary>Sets the account's power. Only operators may.</summary>
    [Alias("SetPower")]
    Task<SafetyReply<AccountStanding>> SetPowerAsync(SafetyActor actor, AccountPower power, string reason);
}

using Orleans.Concurrency;

namespace AudioRooms.Contracts.Safety;

/// <summary>
/// How one account stands with the service. Key: the <see cref="Users.UserId"/>. Everything that it changes stands in the audit
/// log before it happens.
/// </summary>
[Alias("AudioRooms.IAccountSafetyGrain")]
public interface IAccountSafetyGrain : IGrainWithStringKey
{
    /// <summary>How the account stands now. Somebody unknown stands as everybody does.</summary>
    [Alias("GetStanding"), ReadOnly]
    ValueTask<AccountStanding> GetStandingAsync();

    /// <summary>
    /// Suspends the account: its sessions end on every gateway within 2 s, nobody can sign in to it or renew a session, and it is
    /// not found any more. Suspending again replaces the end.
    /// </summary>
    /// <param name="actor">Who does it; must stand above the account.</param>
    /// <param name="until">When it ends by itself, at most 10 years ahead; null if it does not.</param>
    /// <param name="reason">For the audit log: 1 to 1,000 characters.</param>
    [Alias("Suspend")]
    Task<SafetyReply<AccountStanding>> SuspendAsync(SafetyActor actor, DateTimeOffset? until, string reason);

    /// <summary>Ends the suspension. Whoever was signed in signs in again.</summary>
    [Alias("Reinstate")]
    Task<SafetyReply<AccountStanding>> ReinstateAsync(SafetyActor actor, string reason);

    /// <summary>Gives the account a power, or takes it away. Only operators may.</summary>
    [Alias("SetPower")]
    Task<SafetyReply<AccountStanding>> SetPowerAsync(SafetyActor actor, AccountPower power, string reason);
}

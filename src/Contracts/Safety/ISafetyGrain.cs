using AudioRooms.Contracts.Users;
using Orleans.Concurrency;

namespace AudioRooms.Contracts.Safety;

/// <summary>What an account may do beyond its own affairs.</summary>
public enum AccountPower
{
    /// <summary>An ordinary user.</summary>
    None = 0,

    /// <summary>Judges reports, suspends, verifies.</summary>
    TrustAndSafety = 1,

    /// <summary>Runs the service.</summary>
    Operator = 2,
}

/// <summary>What a service asks before it lets somebody in.</summary>
/// <param name="Power">Of the account.</param>
/// <param name="IsSuspended">May do nothing until the operator lifts it.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.AccountStanding")]
public sealed record AccountStanding([property: Id(0)] AccountPower Power, [property: Id(1)] bool IsSuspended);

/// <summary>The operator's side of one account. Key: the user's id.</summary>
[Alias("AudioRooms.IAccountSafetyGrain")]
public interface IAccountSafetyGrain : IGrainWithStringKey
{
    /// <summary>Power and suspension as they are now.</summary>
    [Alias("GetStanding"), ReadOnly]
    Task<AccountStanding> GetStandingAsync();
}

/// <summary>The audit log: hash-chained, append-only. Key: 0.</summary>
[Alias("AudioRooms.IAuditGrain")]
public interface IAuditGrain : IGrainWithIntegerKey
{
    /// <summary>Stores an entry; stored when it returns.</summary>
    [Alias("Append")]
    Task AppendAsync(AuditEntry entry);
}

/// <summary>Somebody used a power.</summary>
/// <param name="Actor">Who.</param>
/// <param name="Action">What, as <c>noun.verb</c>, for example <c>account.suspend</c>.</param>
/// <param name="Subject">On whom or what: an id.</param>
/// <param name="Reason">Why, as given, at most 500 characters.</param>
[GenerateSerializer, Immutable, Alias("AudioRooms.AuditEntry")]
public sealed record AuditEntry(
    [property: Id(0)] UserId Actor,
    [property: Id(1)] string Action,
    [property: Id(2)] string Subject,
    [property: Id(3)] string Reason);

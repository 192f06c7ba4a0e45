using System.Collections.Concurrent;
using AudioRooms.Contracts.Safety;

namespace AudioRooms.Gateway.Tests.Fakes;

/// <summary>An account whose standing a test sets.</summary>
internal sealed class FakeStanding : IAccountSafetyGrain
{
    public AccountStanding Now { get; set; } = AccountStanding.Good;

    public ValueTask<AccountStanding> GetStandingAsync() => ValueTask.FromResult(Now);

    public Task<SafetyReply<AccountStanding>> SuspendAsync(SafetyActor actor, DateTimeOffset? until, string reason) =>
        Change(Now with { IsSuspended = true, Until = until });

    public Task<SafetyReply<AccountStanding>> ReinstateAsync(SafetyActor actor, string reason) =>
        Change(Now with { IsSuspended = false, Until = null });

    public Task<SafetyReply<AccountStanding>> SetPowerAsync(SafetyActor actor, AccountPower power, string reason) =>
        Change(Now with { Power = power });

    private Task<SafetyReply<AccountStanding>> Change(AccountStanding next) =>
        Task.FromResult<SafetyReply<AccountStanding>>(Now = next);
}

/// <summary>An audit log that keeps its entries in memory.</summary>
internal sealed class FakeAudit : IAuditGrain
{
    private readonly ConcurrentQueue<AuditEntry> entries = new();

    public IReadOnlyCollection<AuditEntry> Entries => entries;

    /// <summary>If set, writing the log fails with this exception.</summary>
    public Exception? Fault { get; set; }

    public Task AppendAsync(AuditEntry entry)
    {
        if (Fault is { } fault)
        {
            throw fault;
        }

        entries.Enqueue(entry);
        return Task.CompletedTask;
    }

    public Task<AuditPage> ListAsync(string? subject, int pageSize, string? pageToken) =>
        Task.FromResult(new AuditPage([], null));

    public Task<AuditVerdict> VerifyAsync(AuditAnchor? known) => Task.FromResult(new AuditVerdict(entries.Count, "", null));
}

using AudioRooms.Contracts;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Safety;
using AudioRooms.Contracts.Social;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Safety;

namespace AudioRooms.Grains.Safety;

/// <summary>The standing of one account: decide, write the audit entry, save, swap.</summary>
internal sealed class AccountSafetyGrain(StandingStore store, [ProductClock] TimeProvider time) : Grain, IAccountSafetyGrain
{
    private StoredStanding stored = StoredStanding.Good;

    private UserId Id => new(this.GetPrimaryKeyString());

    private AccountStanding Standing => stored.At(time.GetUtcNow());

    public override async Task OnActivateAsync(CancellationToken cancellationToken) => stored = await store.FindAsync(Id);

    public ValueTask<AccountStanding> GetStandingAsync() => ValueTask.FromResult(Standing);

    public Task<SafetyReply<AccountStanding>> SuspendAsync(
        SafetyActor actor, DateTimeOffset? until, string reason) => ChangeAsync(
        StandingRules.CheckSuspend(actor, Standing, until, reason, time.GetUtcNow()),
        stored.Suspended(until),
        new AuditEntry(
            actor.Name,
            until is null ? "account.suspend_for_good" : $"account.suspend_until {until:O}",
            SubjectNames.Of(Id),
            reason));

    public Task<SafetyReply<AccountStanding>> ReinstateAsync(SafetyActor actor, string reason) => ChangeAsync(
        StandingRules.CheckReinstate(actor, Standing, reason),
        stored.Reinstated(),
        new AuditEntry(actor.Name, "account.reinstate", SubjectNames.Of(Id), reason));

    public Task<SafetyReply<AccountStanding>> SetPowerAsync(SafetyActor actor, AccountPower power, string reason) => ChangeAsync(
        StandingRules.CheckPower(actor, Standing, power, reason),
        stored with { Power = power },
        new AuditEntry(actor.Name, $"account.set_power {power}", SubjectNames.Of(Id), reason));

    private async Task<SafetyReply<AccountStanding>> ChangeAsync(
        SafetyRejection? rejection, StoredStanding next, AuditEntry entry)
    {
        if (rejection is { } refused)
        {
            return refused;
        }

        if (await GrainFactory.GetGrain<IUserGrain>(Id.Value).GetPersonAsync() is null)
        {
            return SafetyRejection.PersonUnknown;
        }

        await GrainFactory.GetGrain<IAuditGrain>(0).AppendAsync(entry);
        try
        {
            await store.SaveAsync(Id, stored, next);
        }
        catch (Exception)
        {
            // The change may be stored or not. The next activation reads it again.
            DeactivateOnIdle();
            throw;
        }

        stored = next;
        if (Standing.IsSuspended)
        {
            await LeaveRoomsAsync();
        }

        return Standing;
    }

    // Rooms notice a closed connection half a minute later by themselves. This call saves the room the wait for a host who will
    // not come back.
    private async Task LeaveRoomsAsync()
    {
        foreach (var room in await store.RoomsAsync(Id))
        {
            var grain = GrainFactory.GetGrain<IRoomGrain>(room.Value);
            await grain.SettledAsync(grain.ExpelAsync(Id));
        }
    }
}

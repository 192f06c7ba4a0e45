using AudioRooms.Contracts;
using AudioRooms.Contracts.Users;
using Orleans.Concurrency;

namespace AudioRooms.Grains.Users;

/// <summary>Gives gateways access to the table of sessions.</summary>
[StatelessWorker]
internal sealed class SessionRegistryGrain(SessionStore sessions, [ProductClock] TimeProvider time) : Grain, ISessionRegistryGrain
{
    public Task<IReadOnlyList<RevokedSession>> RevokedSinceAsync(DateTimeOffset since) => sessions.RevokedSinceAsync(since);

    public Task RevokeAllAsync(UserId user) => sessions.RevokeAllAsync(user, time.GetUtcNow());
}

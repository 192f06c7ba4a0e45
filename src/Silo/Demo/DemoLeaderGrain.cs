using AudioRooms.Contracts;

namespace AudioRooms.Silo.Demo;

/// <inheritdoc cref="IDemoLeaderGrain"/>
internal sealed class DemoLeaderGrain([ProductClock] TimeProvider time) : Grain, IDemoLeaderGrain
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    private Guid leader;
    private DateTimeOffset until;

    public Task<bool> ClaimAsync(Guid silo)
    {
        var now = time.GetUtcNow();
        if (leader != silo && now < until)
        {
            return Task.FromResult(false);
        }

        (leader, until) = (silo, now + Lease);
        return Task.FromResult(true);
    }
}

using AudioRooms.Contracts;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Grains.Idempotency;

/// <summary>The shell around <see cref="IdempotencyKeys"/>. The grain takes one call at a time, so two calls with the same key
/// cannot both find it free.</summary>
internal sealed class IdempotencyGrain(IdempotencyKeys keys, [ProductClock] TimeProvider time) : Grain, IIdempotencyGrain
{
    // A device repeats a call within minutes; a program that was off during a holiday still finds its keys.
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    private string Owner => this.GetPrimaryKeyString();

    public async Task<KeyClaim> ClaimAsync(string method, string key, string print)
    {
        var now = time.GetUtcNow();
        if (await keys.FindAsync(Owner, method, key, now - KeptFor) is { } known)
        {
            return known == print ? KeyClaim.Repeated : KeyClaim.Reused;
        }

        await keys.AddAsync(Owner, method, key, print, now, now - KeptFor);
        return KeyClaim.Taken;
    }

    public Task ReleaseAsync(string method, string key) => keys.RemoveAsync(Owner, method, key);
}

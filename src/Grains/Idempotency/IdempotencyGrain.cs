using AudioRooms.Contracts;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Grains.Idempotency;

/// <summary>One after the other: two calls that come with a key at the same time do not both find it free.</summary>
internal sealed class IdempotencyGrain(IdempotencyKeys keys, [ProductClock] TimeProvider time) : Grain, IIdempotencyGrain
{
    // A device repeats a call within minutes; a program that was down for a holiday still finds its keys.
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

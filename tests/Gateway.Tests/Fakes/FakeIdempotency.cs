using AudioRooms.Contracts.Users;

namespace AudioRooms.Gateway.Tests.Fakes;

/// <summary>One caller's idempotency keys.</summary>
internal sealed class FakeIdempotency : IIdempotencyGrain
{
    private readonly Dictionary<(string Method, string Key), string> prints = [];

    public Task<KeyClaim> ClaimAsync(string method, string key, string print)
    {
        lock (prints)
        {
            return Task.FromResult(
                prints.TryAdd((method, key), print) ? KeyClaim.Taken
                : prints[(method, key)] == print ? KeyClaim.Repeated
                : KeyClaim.Reused);
        }
    }

    public Task ReleaseAsync(string method, string key)
    {
        lock (prints)
        {
            prints.Remove((method, key));
        }

        return Task.CompletedTask;
    }
}

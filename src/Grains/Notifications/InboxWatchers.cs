using AudioRooms.Contracts.Notifications;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Grains.Notifications;

/// <summary>The gateways at which one user watches their inbox. A gateway that does not renew its watch is gone.</summary>
internal sealed class InboxWatchers(UserId user, TimeProvider time)
{
    // Gateways renew every 30 s; three times that is two lost renewals.
    private static readonly TimeSpan Expiry = TimeSpan.FromSeconds(90);

    private readonly Dictionary<string, Watcher> watchers = new(StringComparer.Ordinal);

    public bool IsEmpty => watchers.Count == 0;

    public void Add(string gatewayId, IInboxObserver observer) =>
        watchers[gatewayId] = new Watcher(observer, time.GetUtcNow() + Expiry);

    public void Remove(string gatewayId) => watchers.Remove(gatewayId);

    /// <summary>Forgets gateways that are gone.</summary>
    public void Expire()
    {
        var now = time.GetUtcNow();
        foreach (var (gatewayId, watcher) in watchers)
        {
            if (watcher.Until < now)
            {
                watchers.Remove(gatewayId);
            }
        }
    }

    /// <summary>The inbox goes; its next life does not know the watchers.</summary>
    public async Task NotifyMovedAsync()
    {
        foreach (var watcher in watchers.Values)
        {
            await watcher.Observer.OnInboxMovedAsync(user);
        }
    }

    /// <summary>One-way: a gateway that misses it finds the gap with its next renewal.</summary>
    public async Task NotifyAsync(InboxChange change)
    {
        foreach (var watcher in watchers.Values)
        {
            await watcher.Observer.OnInboxAsync(user, change);
        }
    }

    private readonly record struct Watcher(IInboxObserver Observer, DateTimeOffset Until);
}

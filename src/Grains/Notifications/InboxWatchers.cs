using AudioRooms.Contracts.Notifications;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Grains.Notifications;

/// <summary>The gateways that watch one user's inbox. A gateway that does not renew its watch is forgotten.</summary>
internal sealed class InboxWatchers(UserId user, TimeProvider time)
{
    // Gateways renew every 30 s, so two renewals may be lost.
    private static readonly TimeSpan Expiry = TimeSpan.FromSeconds(90);

    private readonly Dictionary<string, Watcher> watchers = new(StringComparer.Ordinal);

    public bool IsEmpty => watchers.Count == 0;

    public void Add(string gatewayId, IInboxObserver observer) =>
        watchers[gatewayId] = new Watcher(observer, time.GetUtcNow() + Expiry);

    public void Remove(string gatewayId) => watchers.Remove(gatewayId);

    /// <summary>Forgets gateways whose watch has expired.</summary>
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

    /// <summary>Tells the gateways that the inbox grain goes: its next activation does not know them.</summary>
    public async Task NotifyMovedAsync()
    {
        foreach (var watcher in watchers.Values)
        {
            await watcher.Observer.OnInboxMovedAsync(user);
        }
    }

    /// <summary>Tells the gateways of a change. One-way: a gateway that misses it finds the gap at its next renewal.</summary>
    public async Task NotifyAsync(InboxChange change)
    {
        foreach (var watcher in watchers.Values)
        {
            await watcher.Observer.OnInboxAsync(user, change);
        }
    }

    private readonly record struct Watcher(IInboxObserver Observer, DateTimeOffset Until);
}

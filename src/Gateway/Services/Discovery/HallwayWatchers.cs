using System.Collections.Immutable;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Discovery;
using AudioRooms.Contracts.Users;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AudioRooms.Gateway.Services.Discovery;

/// <summary>
/// The hallway watches of this gateway. One call a second brings the changes for all of them. A new watch causes one more call,
/// so that its first answer comes at once. Without watches there are no calls. Thread-safe.
/// </summary>
internal sealed partial class HallwayWatchers(
    IGrainFactory grains,
    GatewayIdentity identity,
    GatewayOptions options,
    IHostApplicationLifetime lifetime,
    [ProductClock] TimeProvider time,
    ILogger<HallwayWatchers> logger)
    : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly SemaphoreSlim exchanging = new(1, 1);
    private readonly Dictionary<long, HallwayWatcher> watchers = [];
    private readonly List<HallwayWatcher> opening = [];
    private readonly List<long> closing = [];
    private Guid life;
    private long lastId;

    /// <summary>Starts a watch; null if as many are open as allowed.</summary>
    public HallwayWatcher? TryOpen(UserId viewer, HallwayReason weakest, string language)
    {
        HallwayWatcher watcher;
        lock (gate)
        {
            if (watchers.Count >= options.Watches.WatchesMax
                || watchers.Values.Count(other => other.Order.Viewer == viewer) >= options.Watches.WatchesPerPersonMax)
            {
                return null;
            }

            watcher = new HallwayWatcher(this, new HallwayWatch(++lastId, viewer, weakest, language));
            watchers.Add(watcher.Order.Id, watcher);
            opening.Add(watcher);
        }

        _ = TryExchangeAsync(wantsNews: false);
        return watcher;
    }

    public void Close(HallwayWatcher watcher)
    {
        lock (gate)
        {
            watchers.Remove(watcher.Order.Id);
            if (!opening.Remove(watcher))
            {
                closing.Add(watcher.Order.Id);
            }
        }
    }

    public override void Dispose()
    {
        exchanging.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The host waits for calls before it stops its services, so these calls must end now.
        await using var ending = lifetime.ApplicationStopping.UnsafeRegister(
            static watches => ((HallwayWatchers)watches!).EndAll(), this).ConfigureAwait(false);
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            await TryExchangeAsync(wantsNews: true).ConfigureAwait(false);
        }
    }

    // Never faults: a failed question is asked again a second later.
    private async Task TryExchangeAsync(bool wantsNews)
    {
        await exchanging.WaitAsync().ConfigureAwait(false);
        try
        {
            await ExchangeAsync(wantsNews).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            // No error may end the loop. It is unknown what the grain made of the orders, so all of them are sent again.
            life = Guid.Empty;
            LogFailed(error, error.Message);
        }
        finally
        {
            exchanging.Release();
        }
    }

    private async Task ExchangeAsync(bool wantsNews)
    {
        if (Take(wantsNews) is not { } orders)
        {
            return;
        }

        var grain = grains.GetGrain<IHallwayWatchGrain>(identity.Id);
        var news = await grain.ExchangeAsync(orders).ConfigureAwait(false);
        if (news.Life != life)
        {
            life = news.Life;
            news = await grain.ExchangeAsync(TakeAll()).ConfigureAwait(false);
            if (news.Life != life)
            {
                throw new InvalidOperationException("The watch of the hallway was lost twice in a row.");
            }
        }

        lock (gate)
        {
            foreach (var update in news.Updates)
            {
                if (watchers.TryGetValue(update.Watch, out var watcher))
                {
                    watcher.Notify(update);
                }
            }
        }
    }

    private HallwayOrders? Take(bool wantsNews)
    {
        lock (gate)
        {
            if (opening.Count == 0 && closing.Count == 0 && (watchers.Count == 0 || !wantsNews))
            {
                return null;
            }

            var orders = new HallwayOrders(life, [.. opening.Select(watcher => watcher.Order)], [.. closing], wantsNews);
            opening.Clear();
            closing.Clear();
            return orders;
        }
    }

    private HallwayOrders TakeAll()
    {
        lock (gate)
        {
            opening.Clear();
            closing.Clear();
            return new HallwayOrders(
                life, [.. watchers.Values.Select(watcher => watcher.Order)], ImmutableArray<long>.Empty, WantsNews: false);
        }
    }

    private void EndAll()
    {
        lock (gate)
        {
            foreach (var watcher in watchers.Values)
            {
                watcher.End();
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The news of the hallway could not be read: {Reason}")]
    private partial void LogFailed(Exception error, string reason);
}

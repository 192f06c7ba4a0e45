using AudioRooms.Contracts;
using AudioRooms.Contracts.Notifications;
using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Commands;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AudioRooms.Gateway.Inboxes;

/// <summary>
/// The inboxes that somebody watches at this gateway. An inbox sees one watcher per gateway, however many devices there are, and tells it of
/// changes; the watch is renewed every 30 s, and what was lost on the way is found then. Thread-safe.
/// </summary>
internal sealed partial class InboxWatches(
    IGrainFactory grains,
    GatewayIdentity identity,
    [ProductClock] TimeProvider time,
    ILogger<InboxWatches> logger) : IHostedLifecycleService, IInboxObserver, IDisposable
{
    /// <summary>Devices per person; a person has a phone, a browser and a tablet.</summary>
    public const int PerPersonMax = 8;

    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private readonly Dictionary<UserId, Watched> watched = [];
    private readonly CancellationTokenSource stopping = new();
    private IInboxObserver? reference;
    private Task renewing = Task.CompletedTask;

    /// <summary>Cancelled when the host begins to stop.</summary>
    public CancellationToken Stopping => stopping.Token;

    /// <summary>Begins to watch for a device. Give it back with <see cref="Leave"/>.</summary>
    /// <param name="user">Whose inbox.</param>
    /// <param name="after">The version that the device knows; null to hear of what changes from now on.</param>
    /// <returns>Null if too many devices of theirs watch here.</returns>
    public async Task<InboxSubscription?> EnterAsync(UserId user, long? after)
    {
        var subscription = new InboxSubscription(user);
        Watched entry;
        lock (gate)
        {
            if (!watched.TryGetValue(user, out entry!))
            {
                watched.Add(user, entry = new Watched(user));
            }

            if (entry.Subscriptions.Count >= PerPersonMax)
            {
                return null;
            }

            entry.Subscriptions.Add(subscription);
        }

        try
        {
            var state = await WatchAsync(entry).ConfigureAwait(false);
            subscription.Offer(after is { } version
                ? await grains.GetGrain<IInboxGrain>(user.Value).ChangesAfterAsync(version).ConfigureAwait(false)
                : new InboxChange(state.Version, state, [], [], IsNews: false, IsWhole: true));
            return subscription;
        }
        catch
        {
            Leave(subscription);
            throw;
        }
    }

    /// <summary>The device is gone.</summary>
    public void Leave(InboxSubscription subscription)
    {
        lock (gate)
        {
            if (!watched.TryGetValue(subscription.User, out var entry)
                || !entry.Subscriptions.Remove(subscription)
                || entry.Subscriptions.Count > 0)
            {
                return;
            }

            watched.Remove(subscription.User);
        }

        _ = UnwatchAsync(subscription.User);
    }

    /// <inheritdoc/>
    public Task OnInboxAsync(UserId user, InboxChange change)
    {
        lock (gate)
        {
            if (watched.TryGetValue(user, out var entry))
            {
                if (entry.Version is { } known && change.After > known)
                {
                    StartCatchUp(entry, known);
                }
                else
                {
                    Tell(entry, change);
                }
            }
        }

        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        renewing = RenewAsync(stopping.Token);
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Ends every watch before any part of the host stops.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        await renewing.ConfigureAwait(false);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => stopping.Dispose();

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(RenewEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
            {
                Watched[] all;
                lock (gate)
                {
                    all = [.. watched.Values];
                }

                await Task.WhenAll(all.Select(KeepAsync)).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task KeepAsync(Watched entry)
    {
        try
        {
            await WatchAsync(entry).ConfigureAwait(false);
        }
        catch (Exception error) when (ClusterFaults.IsFault(error))
        {
            LogNotKept(error, entry.User.Value, error.Message);
        }
    }

    private async Task<InboxState> WatchAsync(Watched entry)
    {
        IInboxObserver observer;
        lock (gate)
        {
            // The reference does not keep the object alive; the container does.
            observer = reference ??= grains.CreateObjectReference<IInboxObserver>(this);
        }

        var state = await grains.GetGrain<IInboxGrain>(entry.User.Value).WatchAsync(identity.Id, observer).ConfigureAwait(false);
        lock (gate)
        {
            if (entry.Version is { } known && state.Version > known)
            {
                StartCatchUp(entry, known);
            }

            entry.Version ??= state.Version;
            return state;
        }
    }

    // A device that came meanwhile may have begun to watch before this is carried out, and watches again.
    private async Task UnwatchAsync(UserId user)
    {
        try
        {
            await grains.GetGrain<IInboxGrain>(user.Value).UnwatchAsync(identity.Id).ConfigureAwait(false);
            Watched? again;
            lock (gate)
            {
                watched.TryGetValue(user, out again);
            }

            if (again is not null)
            {
                await WatchAsync(again).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (ClusterFaults.IsFault(error))
        {
            // The inbox forgets a watch that is not renewed by itself.
        }
    }

    // Inside the gate.
    private void StartCatchUp(Watched entry, long known)
    {
        if (entry.CatchingUp.IsCompleted)
        {
            entry.CatchingUp = CatchUpAsync(entry, known);
        }
    }

    private async Task CatchUpAsync(Watched entry, long known)
    {
        // Leaves the gate that the caller holds.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            var missed = await grains.GetGrain<IInboxGrain>(entry.User.Value).ChangesAfterAsync(known).ConfigureAwait(false);
            lock (gate)
            {
                Tell(entry, missed with { IsNews = missed.Entries.Any(entry => !entry.IsRead) });
            }
        }
        catch (Exception error) when (ClusterFaults.IsFault(error))
        {
            // The next renewal finds the same gap.
            LogNotKept(error, entry.User.Value, error.Message);
        }
    }

    private static void Tell(Watched entry, InboxChange change)
    {
        entry.Version = Math.Max(entry.Version ?? 0, change.State.Version);
        foreach (var subscription in entry.Subscriptions)
        {
            subscription.Offer(change);
        }
    }

    private sealed class Watched(UserId user)
    {
        public UserId User { get; } = user;

        public List<InboxSubscription> Subscriptions { get; } = [];

        /// <summary>What devices here have been told; null until the inbox first answered.</summary>
        public long? Version { get; set; }

        public Task CatchingUp { get; set; } = Task.CompletedTask;
    }
}

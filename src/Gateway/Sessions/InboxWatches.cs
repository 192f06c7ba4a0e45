using AudioRooms.Contracts;
using AudioRooms.Contracts.Notifications;
using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Refusals;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AudioRooms.Gateway.Sessions;

/// <summary>
/// The inboxes that devices of this gateway watch. An inbox must not pay for each device, and may move to another silo and forget
/// its watchers. So it sees one watcher per gateway, however many devices there are. The watch is renewed every 30 s, and at once
/// when the inbox says that it moves or a silo was lost. Changes may come twice and in any order: each carries the version that
/// it follows, and missing changes are read from the inbox. Thread-safe.
/// </summary>
internal sealed partial class InboxWatches(
    IGrainFactory grains,
    GatewayIdentity identity,
    SiloLosses losses,
    [ProductClock] TimeProvider time,
    ILogger<InboxWatches> logger) : IHostedLifecycleService, IInboxObserver, IDisposable
{
    /// <summary>Most devices of a person that watch at this gateway; a person has a phone, a browser and a tablet.</summary>
    public const int PerPersonMax = 8;

    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan HeartbeatPeriod = TimeSpan.FromSeconds(1);

    // A renewal makes the inbox count unread entries. After the loss of a silo every watch is renewed, at this rate per second.
    private const int RenewalsPerBeatMax = 500;

    private readonly Lock gate = new();
    private readonly Dictionary<UserId, Watched> watched = [];
    private readonly CancellationTokenSource stopping = new();
    private IInboxObserver? reference;
    private Task renewing = Task.CompletedTask;

    /// <summary>Cancelled when the host begins to stop.</summary>
    public CancellationToken Stopping => stopping.Token;

    /// <summary>Starts to watch an inbox for a device. <see cref="Leave"/> ends it.</summary>
    /// <param name="user">The inbox's owner.</param>
    /// <param name="after">The version that the device knows; null to get changes from now on only.</param>
    /// <returns>Null if too many devices of this person watch here.</returns>
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

    /// <summary>Ends the watch of a device.</summary>
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
                entry.Sought = Math.Max(entry.Sought, change.State.Version);
                if (entry.Version is { } known && change.After <= known)
                {
                    Notify(entry, change);
                }
                else
                {
                    StartCatchUp(entry);
                }
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task OnInboxMovedAsync(UserId user)
    {
        lock (gate)
        {
            if (watched.TryGetValue(user, out var entry))
            {
                entry.IsUnsure = true;
            }
        }

        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        losses.Happened += OnSiloLost;
        renewing = RenewAsync(stopping.Token);
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Ends every watch before any part of the host stops.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        losses.Happened -= OnSiloLost;
        await stopping.CancelAsync().ConfigureAwait(false);
        await renewing.ConfigureAwait(false);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => stopping.Dispose();

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(HeartbeatPeriod, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
            {
                await RenewDueAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host is stopping.
        }
    }

    /// <summary>Renews the watches that are due. Completes when their inboxes have answered.</summary>
    internal Task RenewDueAsync()
    {
        List<Task> renewals = [];
        lock (gate)
        {
            foreach (var entry in watched.Values)
            {
                if (entry.Version < entry.Sought)
                {
                    StartCatchUp(entry);
                }

                if (renewals.Count < RenewalsPerBeatMax
                    && entry.Renewal.IsCompleted
                    && (entry.IsUnsure || time.GetElapsedTime(entry.RenewedAt) >= RenewEvery))
                {
                    renewals.Add(entry.Renewal = Task.Run(() => RenewAsync(entry)));
                }
            }
        }

        return Task.WhenAll(renewals);
    }

    // Inboxes on the lost silo, or with their directory entry there, have forgotten their watchers. This gateway cannot tell
    // which these are, so it renews all.
    private void OnSiloLost()
    {
        lock (gate)
        {
            foreach (var entry in watched.Values)
            {
                entry.IsUnsure = true;
            }
        }
    }

    private async Task RenewAsync(Watched entry)
    {
        try
        {
            await WatchAsync(entry).ConfigureAwait(false);
        }
        catch (Exception error) when (ClusterFaults.IsFault(error))
        {
            LogNotRenewed(error, entry.User.Value, error.Message);
            lock (gate)
            {
                entry.IsUnsure = true;
            }
        }
    }

    private async Task<InboxState> WatchAsync(Watched entry)
    {
        IInboxObserver observer;
        lock (gate)
        {
            // The reference does not keep the object alive; the container does.
            observer = reference ??= grains.CreateObjectReference<IInboxObserver>(this);
            (entry.IsUnsure, entry.RenewedAt) = (false, time.GetTimestamp());
        }

        var state = await grains.GetGrain<IInboxGrain>(entry.User.Value).WatchAsync(identity.Id, observer).ConfigureAwait(false);
        lock (gate)
        {
            entry.Version ??= state.Version;
            entry.Sought = Math.Max(entry.Sought, state.Version);
            StartCatchUp(entry);
            return state;
        }
    }

    // A device may have begun to watch the same inbox before the call ends the watch: then the watch is renewed.
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
            // The inbox forgets a watch that is not renewed.
        }
    }

    // The caller holds the gate. Before the inbox has answered for the first time nothing can be missing.
    private void StartCatchUp(Watched entry)
    {
        if (entry.Version < entry.Sought && entry.CatchingUp.IsCompleted)
        {
            entry.CatchingUp = CatchUpAsync(entry);
        }
    }

    private async Task CatchUpAsync(Watched entry)
    {
        // Leaves the gate that the caller holds.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            while (TakeGap(entry) is { } known)
            {
                var missed = await grains.GetGrain<IInboxGrain>(entry.User.Value).ChangesAfterAsync(known).ConfigureAwait(false);
                lock (gate)
                {
                    Notify(entry, missed with
                    {
                        IsNews = missed.Entries.Any(found => !found.IsRead && found.Version > entry.Version),
                    });
                    if (entry.Version == known)
                    {
                        // The inbox knows nothing newer. The next heartbeat asks again.
                        return;
                    }
                }
            }
        }
        catch (Exception error) when (ClusterFaults.IsFault(error))
        {
            // The next heartbeat finds the same gap and tries again.
            LogNotRenewed(error, entry.User.Value, error.Message);
        }
    }

    // The version after which changes are missing; null if none are missing.
    private long? TakeGap(Watched entry)
    {
        lock (gate)
        {
            return entry.Version < entry.Sought ? entry.Version : null;
        }
    }

    // The caller holds the gate. Entries that an earlier change has brought are left out.
    private static void Notify(Watched entry, InboxChange change)
    {
        var known = entry.Version ?? 0;
        if (change.State.Version <= known)
        {
            return;
        }

        entry.Version = change.State.Version;
        var isCaughtUp = change.After == known;
        var entries = isCaughtUp ? change.Entries : change.Entries.RemoveAll(told => told.Version <= known);
        change = change with { Entries = entries };
        foreach (var subscription in entry.Subscriptions)
        {
            subscription.Offer(change);
        }
    }

    private sealed class Watched(UserId user)
    {
        public UserId User { get; } = user;

        public List<InboxSubscription> Subscriptions { get; } = [];

        /// <summary>The version that the devices here know; null until the inbox has answered for the first time.</summary>
        public long? Version { get; set; }

        /// <summary>The newest version that this gateway knows to exist.</summary>
        public long Sought { get; set; }

        public long RenewedAt { get; set; }

        /// <summary>True if the inbox may have forgotten this watch.</summary>
        public bool IsUnsure { get; set; }

        public Task Renewal { get; set; } = Task.CompletedTask;

        public Task CatchingUp { get; set; } = Task.CompletedTask;
    }
}

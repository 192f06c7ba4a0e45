using AudioRooms.Contracts;
using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.FanOut;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Transport;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AudioRooms.Gateway.Rooms;

/// <summary>
/// The rooms that are open at this gateway. The first listener opens a room; after the last one left, it closes when
/// <see cref="GatewayRoomOptions.Linger"/> has passed. One timer serves all rooms.
/// </summary>
internal sealed partial class GatewayRooms(
    IGrainFactory grains,
    GatewayIdentity identity,
    FanOutWheel wheel,
    EncodedMessagePool pool,
    GatewayMetrics metrics,
    GatewayOptions options,
    [ProductClock] TimeProvider time,
    ILogger<GatewayRooms> logger) : IHostedLifecycleService, IDisposable
{
    private static readonly TimeSpan HeartbeatPeriod = TimeSpan.FromSeconds(1);

    private readonly RankedLock gate = new(LockRank.Rooms);
    private readonly Dictionary<RoomId, OpenRoom> rooms = [];
    private readonly CancellationTokenSource stopping = new();
    private Task heartbeat = Task.CompletedTask;
    private Task merging = Task.CompletedTask;
    private bool sendsEvents;
    private bool isDraining;
    private long heartbeatAt = time.GetTimestamp();

    // Numbers the reports of this gateway about all rooms, so that the numbers of a room that is opened again go on rising.
    private long lastNumber;

    /// <summary>Time since the last heartbeat. A large value means that the process hangs.</summary>
    public TimeSpan SinceHeartbeat => time.GetElapsedTime(Interlocked.Read(ref heartbeatAt));

    /// <summary>True while the gateway sends its devices elsewhere; a drain that is called off ends that.</summary>
    public bool IsDraining
    {
        get => Volatile.Read(ref isDraining);
        set => Volatile.Write(ref isDraining, value);
    }

    /// <summary>True while no device is let in: the gateway drains, or the host has begun to stop.</summary>
    public bool IsCordoned => IsDraining || stopping.IsCancellationRequested;

    /// <summary>True while this process serves as many listeners as it can: new ones are refused.</summary>
    public bool IsFull => wheel.Audience.IsFull(wheel.NowMicros);

    /// <summary>
    /// Takes a place in a room and opens the room if this is the first. <see cref="Leave"/> gives the place back.
    /// </summary>
    /// <returns>The gateway room, or the reason why it cannot be entered.</returns>
    public async Task<RoomReply<GatewayRoom>> EnterAsync(RoomId room)
    {
        OpenRoom entry;
        using (gate.EnterScope())
        {
            if (!rooms.TryGetValue(room, out entry!))
            {
                entry = Create(room);
                rooms.Add(room, entry);
                entry.Opened = OpenAsync(entry);
            }

            entry.Users++;
        }

        RoomReply<RoomView> reply;
        try
        {
            reply = await entry.Opened.ConfigureAwait(false);
        }
        catch
        {
            Forget(entry);
            throw;
        }

        if (!reply.IsAccepted)
        {
            Forget(entry);
            return reply.Rejection.Value;
        }

        return entry.Room;
    }

    /// <summary>True if the resume token belongs to this person and this gateway room, and is still valid.</summary>
    public bool IsReturning(RoomId room, string resumeToken, UserId user, ResumeTokens tokens)
    {
        using (gate.EnterScope())
        {
            return resumeToken.Length > 0
                && rooms.TryGetValue(room, out var entry)
                && tokens.IsGood(resumeToken, user, entry.Room.Life);
        }
    }

    /// <summary>The room, if it is open here, so that entering it asks nobody; null if not.</summary>
    public GatewayRoom? FindOpen(RoomId room)
    {
        using (gate.EnterScope())
        {
            return rooms.TryGetValue(room, out var entry)
                && entry.Opened is { IsCompletedSuccessfully: true, Result.IsAccepted: true }
                    ? entry.Room
                    : null;
        }
    }

    /// <summary>Every device that is in a room here, the devices of one room one after the other.</summary>
    public IReadOnlyList<IRoomDevice> Devices()
    {
        OpenRoom[] all;
        using (gate.EnterScope())
        {
            all = [.. rooms.Values];
        }

        return [.. all.SelectMany(static entry => entry.Room.Devices())];
    }

    /// <summary>Gives a place back.</summary>
    public void Leave(GatewayRoom gatewayRoom)
    {
        using (gate.EnterScope())
        {
            if (rooms.TryGetValue(gatewayRoom.Id, out var entry) && entry.Room == gatewayRoom && --entry.Users == 0)
            {
                entry.EmptySince = time.GetTimestamp();
            }
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        heartbeat = RunAsync(stopping.Token);
        merging = MergeAsync(stopping.Token);
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Closes all connections before any part of the host stops, because the listener grains may live in this process.
    /// </summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        await heartbeat.ConfigureAwait(false);
        await merging.ConfigureAwait(false);
        OpenRoom[] all;
        using (gate.EnterScope())
        {
            all = [.. rooms.Values];
        }

        foreach (var entry in all)
        {
            entry.Room.CloseAll(ClosingReason.ServerStopping);
        }

        await Task.WhenAll(all.Select(CloseAsync)).ConfigureAwait(false);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => stopping.Dispose();

    private OpenRoom Create(RoomId room)
    {
        var fanOut = new RoomFanOut(wheel, pool, metrics, options.FanOut);
        var mix = new RoomMix(
            room,
            grains,
            identity.Id,
            first => new RoomFanOut(wheel, pool, metrics, options.FanOut, first),
            options.Rooms.Linger,
            time,
            logger);
        var grain = grains.GetGrain<IRoomGrain>(room.Value);
        var gatewayRoom = new GatewayRoom(room, fanOut, pool, grain, () => wheel.NowMicros, mix);

        // The reference does not keep the object alive; the dictionary of rooms does.
        var reference = grains.CreateObjectReference<IGatewayRoom>(gatewayRoom);
        var listener = grains.GetGrain<IListenerGrain>(ListenerKeys.For(room, identity.Id));
        return new OpenRoom(gatewayRoom, reference, listener, identity.Id, NextNumber, options.Rooms, time);
    }

    private async Task<RoomReply<RoomView>> OpenAsync(OpenRoom entry)
    {
        var reply = await entry.OpenAsync().ConfigureAwait(false);
        if (reply.IsAccepted)
        {
            metrics.RoomOpened();
        }

        return reply;
    }

    private long NextNumber() => Interlocked.Increment(ref lastNumber);

    private void Forget(OpenRoom entry)
    {
        using (gate.EnterScope())
        {
            if (rooms.TryGetValue(entry.Room.Id, out var current) && current == entry)
            {
                rooms.Remove(entry.Room.Id);
                grains.DeleteObjectReference<IGatewayRoom>(entry.Reference);
            }
        }
    }

    /// <summary>
    /// Closes what has expired, then renews and reports each room. Completes when all listener grains have answered; the next
    /// heartbeat does not wait for that.
    /// </summary>
    internal Task HeartbeatAsync()
    {
        Interlocked.Exchange(ref heartbeatAt, time.GetTimestamp());
        var kept = new List<Task>();
        using (gate.EnterScope())
        {
            foreach (var entry in rooms.Values)
            {
                entry.Room.CloseExpired(options.Session.SilentAfter);
                entry.Room.SendWaiting();
                kept.Add(entry.Room.Mix.RenewAsync());
                if (entry.Renewal.IsCompleted && entry.Opened.IsCompletedSuccessfully)
                {
                    kept.Add(entry.Renewal = Task.Run(() => RenewAsync(entry)));
                }
            }
        }

        return Task.WhenAll(kept);
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(HeartbeatPeriod, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
            {
                _ = HeartbeatAsync();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host is stopping.
        }
    }

    /// <summary>
    /// Passes on the reactions that were given here and sends those that arrived. Every second call also sends the events that
    /// wait.
    /// </summary>
    internal void MergeReactions()
    {
        sendsEvents = !sendsEvents;
        OpenRoom[] all;
        using (gate.EnterScope())
        {
            all = [.. rooms.Values];
        }

        foreach (var entry in all)
        {
            entry.Room.SendReactions();
            if (sendsEvents)
            {
                entry.Room.SendEvents();
            }

            _ = ReactAsync(entry);
        }
    }

    private async Task MergeAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(options.Reactions.MergeEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
            {
                MergeReactions();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host is stopping.
        }
    }

    // A late reaction is worth nothing: reactions that cannot be passed on now are dropped.
    private async Task ReactAsync(OpenRoom entry)
    {
        try
        {
            await entry.ReactAsync().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            LogRoomNotRenewed(error, entry.Room.Id, error.Message);
        }
    }

    // The edge of the loop: a fault in one room must not stop the heartbeat of the others.
    private async Task RenewAsync(OpenRoom entry)
    {
        try
        {
            await (IsAbandoned(entry) ? CloseAsync(entry) : entry.RenewAsync()).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            LogRoomNotRenewed(error, entry.Room.Id, error.Message);
        }
    }

    private bool IsAbandoned(OpenRoom entry)
    {
        using (gate.EnterScope())
        {
            if (entry.Users > 0 || time.GetElapsedTime(entry.EmptySince) < options.Rooms.Linger)
            {
                return false;
            }

            rooms.Remove(entry.Room.Id);
            return true;
        }
    }

    private async Task CloseAsync(OpenRoom entry)
    {
        using (gate.EnterScope())
        {
            rooms.Remove(entry.Room.Id);
        }

        await entry.Room.Mix.CloseAsync().ConfigureAwait(false);
        try
        {
            await entry.CloseAsync().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            // A listener grain that is not renewed closes itself.
            LogRoomNotRenewed(error, entry.Room.Id, error.Message);
        }

        grains.DeleteObjectReference<IGatewayRoom>(entry.Reference);
        metrics.RoomClosed();
    }
}

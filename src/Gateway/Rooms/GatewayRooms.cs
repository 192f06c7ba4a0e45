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
/// The rooms that somebody listens to here. The first listener opens the room's listener grain, the last one leaves it to close
/// after a while; in between the gateway's room is renewed and told who is here. One timer serves all rooms.
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
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly Dictionary<RoomId, OpenRoom> rooms = [];
    private readonly CancellationTokenSource stopping = new();
    private Task beating = Task.CompletedTask;
    private Task merging = Task.CompletedTask;
    private bool tellsEvents;
    private long beatAt = time.GetTimestamp();

    // Numbers what this gateway tells of any room; a room that is opened again goes on where it was.
    private long lastNumber;

    /// <summary>How long ago the beat moved; the process's own sign of life.</summary>
    public TimeSpan SinceBeat => time.GetElapsedTime(Interlocked.Read(ref beatAt));

    /// <summary>True once the host has begun to stop: no more joins.</summary>
    public bool IsStopping => stopping.IsCancellationRequested;

    /// <summary>True while this process has as many listeners as it can serve: no new ones.</summary>
    public bool IsFull => wheel.Audience.IsFull(wheel.NowMicros);

    /// <summary>Takes a place at a room's gateway's room, opening it if this is the first. Give it back with <see cref="Leave"/>.</summary>
    /// <returns>The gateway's room, or why the room has none.</returns>
    public async Task<RoomReply<GatewayRoom>> EnterAsync(RoomId room)
    {
        OpenRoom entry;
        lock (gate)
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

    /// <summary>True if the token was given to this person in this room, here, and still holds.</summary>
    public bool IsReturning(RoomId room, string resumeToken, UserId user, ResumeTokens tokens)
    {
        lock (gate)
        {
            return resumeToken.Length > 0 && rooms.TryGetValue(room, out var entry) && tokens.IsGood(resumeToken, user, entry.Room.Life);
        }
    }

    /// <summary>Gives a place back.</summary>
    public void Leave(GatewayRoom gatewayRoom)
    {
        lock (gate)
        {
            if (rooms.TryGetValue(gatewayRoom.Id, out var entry) && entry.Room == gatewayRoom && --entry.Users == 0)
            {
                entry.EmptySince = time.GetTimestamp();
            }
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        beating = RunAsync(stopping.Token);
        merging = MergeAsync(stopping.Token);
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Sends everybody away before any part of the host stops: the gateway's rooms' grains may live in this very process.
    /// </summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        await beating.ConfigureAwait(false);
        await merging.ConfigureAwait(false);
        OpenRoom[] all;
        lock (gate)
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
        var gatewayRoom = new GatewayRoom(room, fanOut, pool, grains.GetGrain<IRoomGrain>(room.Value), () => wheel.NowMicros, mix);

        // The reference does not keep the object alive; the registry does.
        var reference = grains.CreateObjectReference<IGatewayRoom>(gatewayRoom);
        return new OpenRoom(gatewayRoom, reference, grains.GetGrain<IListenerGrain>(ListenerKeys.For(room, identity.Id)));
    }

    private async Task<RoomReply<RoomView>> OpenAsync(OpenRoom entry)
    {
        entry.Opening = NextNumber();
        var reply = await entry.Listener.OpenAsync(entry.Reference, entry.Opening).ConfigureAwait(false);
        if (reply.IsAccepted)
        {
            entry.RenewedAt = time.GetTimestamp();
            entry.Room.Reconcile(reply.Value);
            metrics.RoomOpened();
        }

        return reply;
    }

    private long NextNumber() => Interlocked.Increment(ref lastNumber);

    private void Forget(OpenRoom entry)
    {
        lock (gate)
        {
            if (rooms.TryGetValue(entry.Room.Id, out var current) && current == entry)
            {
                rooms.Remove(entry.Room.Id);
                grains.DeleteObjectReference<IGatewayRoom>(entry.Reference);
            }
        }
    }

    /// <summary>
    /// Renews, reports and closes what is due. Completes when all gateway's rooms have answered; the next beat does not wait for it.
    /// </summary>
    internal Task BeatAsync()
    {
        Interlocked.Exchange(ref beatAt, time.GetTimestamp());
        var kept = new List<Task>();
        lock (gate)
        {
            foreach (var entry in rooms.Values)
            {
                entry.Room.CloseExpired(options.Session.SilentAfter);
                entry.Room.TellWaiting();
                kept.Add(entry.Room.Mix.KeepAsync());
                if (entry.Keeping.IsCompleted && entry.Opened.IsCompletedSuccessfully)
                {
                    kept.Add(entry.Keeping = Task.Run(() => KeepAsync(entry)));
                }
            }
        }

        return Task.WhenAll(kept);
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Beat, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
            {
                _ = BeatAsync();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host is stopping.
        }
    }

    /// <summary>
    /// Passes on the reactions that were given here, shows those that arrived, and every second time tells the events that were put
    /// together.
    /// </summary>
    internal void MergeReactions()
    {
        tellsEvents = !tellsEvents;
        OpenRoom[] all;
        lock (gate)
        {
            all = [.. rooms.Values];
        }

        foreach (var entry in all)
        {
            entry.Room.ShowReactions();
            if (tellsEvents)
            {
                entry.Room.SendEvents();
            }

            if (entry.Room.TakeGiven(identity.Id, NextNumber()) is { } tally)
            {
                _ = PassOnAsync(entry, tally);
            }
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

    // Reactions are worth a moment: what cannot be passed on now is forgotten.
    private async Task PassOnAsync(OpenRoom entry, ReactionTally tally)
    {
        try
        {
            await entry.Listener.ReactAsync(tally).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            LogRoomNotKept(error, entry.Room.Id, error.Message);
        }
    }

    // The edge of the loop: one room's trouble must not stop the beat of the others.
    private async Task KeepAsync(OpenRoom entry)
    {
        try
        {
            if (IsAbandoned(entry))
            {
                await CloseAsync(entry).ConfigureAwait(false);
                return;
            }

            if (time.GetElapsedTime(entry.RenewedAt) >= options.Rooms.RenewEvery)
            {
                await RenewAsync(entry).ConfigureAwait(false);
            }

            if (!await ReportAsync(entry).ConfigureAwait(false))
            {
                // Another activation than the one that was opened: that one was lost with its silo, or with the silo that knew where it lived.
                await RenewAsync(entry).ConfigureAwait(false);
                await ReportAsync(entry).ConfigureAwait(false);
            }

            entry.Room.CatchUp();
            entry.Room.TellHandPlaces();
            if (entry.Room.AssessLoss() is { } losses)
            {
                await entry.Listener.ReportLossAsync(new LossNote(identity.Id, NextNumber(), losses)).ConfigureAwait(false);
            }

            if (entry.Room.TakeRoster(entry.IsRosterUnknown) is { } change)
            {
                entry.IsRosterUnknown = true;
                await entry.Listener.ReportRosterAsync(change).ConfigureAwait(false);
                entry.IsRosterUnknown = false;
            }
        }
        catch (Exception error)
        {
            LogRoomNotKept(error, entry.Room.Id, error.Message);
        }
    }

    private async Task RenewAsync(OpenRoom entry)
    {
        entry.Opening = NextNumber();
        var reply = await entry.Listener.OpenAsync(entry.Reference, entry.Opening).ConfigureAwait(false);
        entry.RenewedAt = time.GetTimestamp();

        // The gateway's room may be another activation by now, which knows nobody.
        entry.IsRosterUnknown = true;
        if (reply.IsAccepted)
        {
            entry.Room.Reconcile(reply.Value);
        }
        else if (reply.Rejection is RoomRejection.Ended or RoomRejection.NotFound)
        {
            entry.Room.CloseAll(ClosingReason.RoomEnded);
        }
    }

    // False if the listener grain does not know this gateway.
    private async Task<bool> ReportAsync(OpenRoom entry)
    {
        var presence = entry.Room.Presence(identity.Id, NextNumber());
        var isDue = !presence.IsSameAs(entry.Reported) || time.GetElapsedTime(entry.ReportedAt) >= options.Rooms.ReportEvery;
        if (!await entry.Listener.ReportAsync(isDue ? presence : null).ConfigureAwait(false))
        {
            entry.Reported = null;
            return false;
        }

        if (isDue)
        {
            entry.Reported = presence;
            entry.ReportedAt = time.GetTimestamp();
        }

        return true;
    }

    private bool IsAbandoned(OpenRoom entry)
    {
        lock (gate)
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
        lock (gate)
        {
            rooms.Remove(entry.Room.Id);
        }

        await entry.Room.Mix.CloseAsync().ConfigureAwait(false);
        try
        {
            await entry.Listener.CloseAsync(entry.Opening).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            // The gateway's room closes itself when nobody renews it.
            LogRoomNotKept(error, entry.Room.Id, error.Message);
        }

        grains.DeleteObjectReference<IGatewayRoom>(entry.Reference);
        metrics.RoomClosed();
    }

    private sealed class OpenRoom(GatewayRoom gatewayRoom, IGatewayRoom reference, IListenerGrain listener)
    {
        public GatewayRoom Room { get; } = gatewayRoom;

        public IGatewayRoom Reference { get; } = reference;

        public IListenerGrain Listener { get; } = listener;

        public Task<RoomReply<RoomView>> Opened { get; set; } = null!;

        /// <summary>Number of the last call that opened it.</summary>
        public long Opening { get; set; }

        public Task Keeping { get; set; } = Task.CompletedTask;

        public int Users { get; set; }

        public long EmptySince { get; set; }

        public long RenewedAt { get; set; }

        public GatewayPresence? Reported { get; set; }

        public long ReportedAt { get; set; }

        /// <summary>The listener grain may not know who is here.</summary>
        public bool IsRosterUnknown { get; set; }
    }
}

using System.Diagnostics.CodeAnalysis;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Invitations;
using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Gateway.Access;
using AudioRooms.Gateway.FanOut;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Rooms;
using AudioRooms.Gateway.Transport;
using AudioRooms.Protocol.Bounds;
using AudioRooms.Wire.V1;
using Person = AudioRooms.Contracts.Users.Person;

namespace AudioRooms.Gateway.Sessions;

/// <summary>
/// One device in one room. Reads what it sends: audio goes straight on, acknowledgements move a number, commands are carried out
/// one after the other beside the reading, so that sound never waits for a room to be saved.
/// </summary>
[SuppressMessage(
    "Design", "CA1001", Justification = "Without timer or wait handle the token source holds nothing, and Close may come at any time.")]
internal sealed partial class ClientConnection : IRoomDevice
{
    private static readonly TimeSpan FarewellWithin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FloodPause = TimeSpan.FromMilliseconds(50);

    private readonly Lock gate = new();
    private readonly ClientConnections gateway;
    private readonly IConnectionTransport transport;
    private readonly CancellationTokenSource ending = new();
    private readonly CommandQueue commands;
    private readonly Uplink uplink;
    private TokenBucket commandRate;
    private TokenBucket messageRate;
    private readonly SignedInPerson caller;
    private ClosingReason? closingReason;
    private GatewayRoom? gatewayRoom;
    private FanOutListener? listener;
    private ISpeakerGrain? speaker;
    private string? resumeToken;
    private long heardAtMicros;

    public ClientConnection(ClientConnections gateway, SignedInPerson caller, IConnectionTransport transport)
    {
        this.gateway = gateway;
        this.transport = transport;
        logger = gateway.Logger;
        this.caller = caller;
        SpeakingGate = new SpeakingGate(Person.Id);
        Outbox = new Outbox(transport);
        heardAtMicros = gateway.NowMicros;
        EnteredAt = gateway.Time.GetUtcNow();
        var session = gateway.Options.Session;
        commands = new CommandQueue(ExecuteAsync);
        uplink = new Uplink(SpeakingGate, session, gateway.Metrics, gateway.NowMicros);
        messageRate = new TokenBucket(session.MessagesPerSecond, session.MessagesPerSecond, gateway.NowMicros);
        commandRate = new TokenBucket(session.CommandsPerSecond, session.CommandBurst, gateway.NowMicros);
        tokenOverAtMicros = TokenOverAt(caller);
    }

    /// <summary>Who is connected, as authenticated.</summary>
    public Person Person => caller.Person;

    public SpeakingGate SpeakingGate { get; }

    public Outbox Outbox { get; }

    /// <summary>Whether the device only listens and commands, beside its person's main device. Known when it has joined.</summary>
    public bool IsCompanion { get; private set; }

    /// <summary>The place of the raised hand as the device knows it. Belongs to the gateway's room, inside its gate.</summary>
    public HandPlace? ToldPlace { get; set; }

    /// <summary>When the device connected.</summary>
    public DateTimeOffset EnteredAt { get; }

    /// <summary>The newest event that the device was told. Belongs to the gateway's room, inside its gate.</summary>
    public long ToldVersion { get; set; }

    /// <summary>When the device sent something last, by the media path's clock.</summary>
    public long HeardAtMicros => Volatile.Read(ref heardAtMicros);

    /// <summary>
    /// Closes the connection of a device that has said nothing for too long, or whose token is over. The gateway's room asks every second: a timer for each
    /// connection would be looked at three times a second by the system, due or not.
    /// </summary>
    /// <param name="nowMicros">The media path's clock.</param>
    /// <param name="silentAfterMicros">How long a device may say nothing.</param>
    public void CloseIfExpired(long nowMicros, long silentAfterMicros)
    {
        if (nowMicros >= Volatile.Read(ref tokenOverAtMicros))
        {
            Close(ClosingReason.TokenExpired);
        }
        else if (nowMicros - HeardAtMicros > silentAfterMicros)
        {
            Close(ClosingReason.Silent);
        }
    }

    /// <summary>Serves the device until it leaves, breaks off or is sent away.</summary>
    /// <returns>What the call ends with; null if the device ended it or is gone.</returns>
    public async Task<WireError?> RunAsync(CancellationToken cut)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cut, ending.Token);
        WireError? refused = null;
        try
        {
            refused = await JoinAsync(end.Token).ConfigureAwait(false);
            while (refused is null && await transport.ReadAsync(end.Token).ConfigureAwait(false) is { } message)
            {
                Volatile.Write(ref heardAtMicros, gateway.NowMicros);
                Handle(message);
                WireCodec.Recycle(message);
                if (!messageRate.TryTake(1, gateway.NowMicros))
                {
                    // Not reading slows a flooder down by its own network's means, and nobody else.
                    await Task.Delay(FloodPause, gateway.Time, end.Token).ConfigureAwait(false);
                }
            }

            // Whoever has hung up in good order wants done what they said last: it is often a Leave.
            await commands.FinishAsync().ConfigureAwait(false);
        }
        catch (Exception error) when (error is OperationCanceledException or IOException)
        {
            // Closed from this side, or the device is gone. Either way the rest is below.
        }
        finally
        {
            await LeaveAsync().ConfigureAwait(false);
            await SayFarewellAsync().ConfigureAwait(false);
        }

        return closingReason is { } reason ? WireErrors.Of(reason, gateway.Bounds) : refused;
    }

    /// <summary>Ends the connection from the server's side. The first reason counts. Returns at once.</summary>
    public void Close(ClosingReason reason)
    {
        lock (gate)
        {
            closingReason ??= reason;
        }

        SpeakingGate.Hold();

        // Its callbacks resume the reading loop; on this thread, which may be the fan-out's, they have no business.
        ThreadPool.UnsafeQueueUserWorkItem(static ending => ending.Cancel(), ending, preferLocal: false);
    }

    private async Task<WireError?> JoinAsync(CancellationToken end)
    {
        ClientMessage? first;
        using (var patience = new CancellationTokenSource(gateway.Options.Session.JoinWithin, gateway.Time))
        using (var either = CancellationTokenSource.CreateLinkedTokenSource(end, patience.Token))
        {
            try
            {
                first = await transport.ReadAsync(either.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (patience.IsCancellationRequested && !end.IsCancellationRequested)
            {
                Close(ClosingReason.JoinTimeout);
                throw;
            }
        }

        if (first is not null && FaultOf(first) is { } fault)
        {
            Close(fault);
        }

        if (first?.BodyCase != ClientMessage.BodyOneofCase.Join)
        {
            return WireErrors.Of(EdgeRefusal.JoinExpected);
        }

        var error = await EnterAsync(first.Join).ConfigureAwait(false);
        if (error is not null)
        {
            Send(error.ToRefusal(first.RequestId));
        }
        else if (first.Join.WatchInbox)
        {
            inboxNews = TellInboxAsync(ending.Token);
        }

        return error;
    }

    private async Task<WireError?> EnterAsync(Join join)
    {
        if (gateway.Rooms.IsStopping)
        {
            return WireErrors.Of(EdgeRefusal.Unavailable);
        }

        if (await gateway.Joins.EnterAsync().ConfigureAwait(false) is { } again)
        {
            gateway.Metrics.JoinPaced();
            return WireErrors.Of(EdgeRefusal.ServerBusy) with { RetryAfter = again };
        }

        var began = gateway.Time.GetTimestamp();
        try
        {
            return await EnterInTurnAsync(join).ConfigureAwait(false);
        }
        finally
        {
            gateway.Joins.Leave(gateway.Time.GetElapsedTime(began));
        }
    }

    private async Task<WireError?> EnterInTurnAsync(Join join)
    {
        if (Limited(RateLimit.Join) is { } wait)
        {
            return wait;
        }

        if (!Identifiers.IsWellFormed(join.RoomId))
        {
            return RoomErrors.Of(RoomRejection.NotFound, gateway.Bounds.Rooms);
        }

        if (!TryGetLatency(join.Latency, out var latency))
        {
            return WireErrors.Of(EdgeRefusal.LatencyInvalid);
        }

        if (!TryGetSound(join.Sound, out chosenSound))
        {
            return WireErrors.Of(EdgeRefusal.ValueUnknown);
        }

        if (!TryTakeRole(join.Role))
        {
            return WireErrors.Of(EdgeRefusal.ValueUnknown);
        }

        if (caller.IsGuest && !TryEnterAsGuest())
        {
            return WireErrors.Of(gateway.Options.Guests.ConnectionsMax == 0 ? EdgeRefusal.GuestsOff : EdgeRefusal.GuestsFull);
        }

        var roomId = new RoomId(join.RoomId);
        try
        {
            var room = gateway.Grains.GetGrain<IRoomGrain>(roomId.Value);
            var linkKey = join.LinkToken.Length == 0 ? null : InvitationSecret.KeyOf(join.LinkToken);
            if (linkKey is not null)
            {
                // Whatever it says: whether the person may come in is said by the next answer.
                await room.UseLinkAsync(Person.Id, linkKey).ConfigureAwait(false);
            }

            var joined = await room.JoinAsync(Person.Id, linkKey).ConfigureAwait(false);
            if (joined.Rejection == RoomRejection.Locked && gateway.Rooms.IsReturning(roomId, join.ResumeToken, Person.Id, gateway.ResumeTokens))
            {
                // No newcomer: the door was closed behind them, and their network failed.
                joined = await room.GetAsync().ConfigureAwait(false);
            }

            if (!joined.IsAccepted)
            {
                return RoomErrors.Of(joined.Rejection.Value, gateway.Bounds.Rooms);
            }

            if (gateway.Rooms.IsFull && IsNewListener(joined.Value, join))
            {
                gateway.Metrics.JoinRefusedFull();
                return WireErrors.Of(EdgeRefusal.ServerFull);
            }

            var entered = await gateway.Rooms.EnterAsync(roomId).ConfigureAwait(false);
            if (!entered.IsAccepted)
            {
                return RoomErrors.Of(entered.Rejection.Value, gateway.Bounds.Rooms);
            }

            gatewayRoom = entered.Value;
            speaker = gateway.Grains.GetGrain<ISpeakerGrain>(SpeakerKeys.For(roomId, Person.Id));
            var isReturning = join.ResumeToken.Length > 0
                && gateway.ResumeTokens.TryRedeem(join.ResumeToken, Person.Id, gatewayRoom.Life);
            var missed = isReturning && join.KnownVersion > 0
                ? await room.EventsAfterAsync((long)Math.Min(join.KnownVersion, long.MaxValue)).ConfigureAwait(false)
                : null;
            Outbox.ResyncDue = () => gatewayRoom.Resync(this);
            gatewayRoom.Enter(this, view => Welcome(view, join, latency, isReturning, missed));
            await RestoreGrantAsync(roomId, joined.Value).ConfigureAwait(false);
            return null;
        }
        catch (Exception error) when (ClusterFaults.IsFault(error))
        {
            LogClusterFault(error, "join", roomId, error.Message);
            return WireErrors.Of(ClusterFaults.RefusalOf(error));
        }
    }

    private bool TryTakeRole(DeviceRole asked)
    {
        IsCompanion = asked == DeviceRole.Companion;
        if (IsCompanion)
        {
            SpeakingGate.Disable();
        }

        return asked is DeviceRole.Unspecified or DeviceRole.Main or DeviceRole.Companion;
    }

    // Runs inside the gateway's room's gate: whatever is queued here comes before any later event and any bundle.
    private void Welcome(
        RoomView view, Join join, LatencyClass latency, bool isReturning, IReadOnlyList<Contracts.Rooms.RoomEvent>? missed)
    {
        TryTune(out tuning);
        var fanOut = tuning.FanOut;
        var isResumed = false;
        lock (gate)
        {
            chosenLatency = latency;
            EnterOverflow(view);
            servedLatency = WantedLatency;
        }

        var isResuming = isReturning && join.HasResumePosition && Positions.AreOfOneLog((long)join.ResumePosition, fanOut.End);
        var position = isResuming ? fanOut.Begin(join.ResumePosition, servedLatency, out isResumed) : fanOut.End;
        resumeToken = gateway.ResumeTokens.Issue(Person.Id, gatewayRoom!.Life);
        Send(new ServerMessage
        {
            Joined = new Joined
            {
                Room = WireViews.Of(view, Person.Id),
                ResumeToken = resumeToken,
                Position = (ulong)position,
                Resumed = isResumed,
                UserId = Person.Id.Value,
                AckEveryMs = AckEveryMsOf(servedLatency),
                Sound = tuning.Sound,
                Latency = servedLatency,
                OtherDevices = (uint)gatewayRoom.OthersOf(this),
            },
        });
        foreach (var happened in Gapless(missed, view.Version))
        {
            if (happened.Version <= view.Version)
            {
                var mayRead = WireViews.ReadersOf(happened).Include(Person.Id, view.IsHost(Person.Id));
                Send(new ServerMessage { Event = mayRead ? WireViews.Of(happened) : WireViews.Bare(happened) });
            }
        }

        lock (gate)
        {
            Listen(position, isResuming);

            // It may have been brought back from the overflow in between.
            Pace();
        }
    }

    // What happened between reading the journal and coming in is in the view but not among the events: all of them or none.
    private static IReadOnlyList<Contracts.Rooms.RoomEvent> Gapless(IReadOnlyList<Contracts.Rooms.RoomEvent>? missed, long version) =>
        missed is { Count: > 0 } && missed[^1].Version >= version ? missed : [];

    // Whoever is on stage and comes back keeps speaking, even if the voice's grain was lost with its silo in between.
    private async Task RestoreGrantAsync(RoomId roomId, RoomView view)
    {
        SpeakingGate.Observe(view.Stage);
        if (SpeakingGate.Source is { } source)
        {
            await speaker!.GrantAsync(new StageGrant(roomId, Person.Id, source, view.Stage.Epoch, view)).ConfigureAwait(false);
        }
    }

    private async Task LeaveAsync()
    {
        LeaveAsGuest();
        SpeakingGate.Hold();
        await ending.CancelAsync().ConfigureAwait(false);
        await inboxNews.ConfigureAwait(false);
        if (gatewayRoom is not null)
        {
            gatewayRoom.Leave(this);
            StopListening();
            if (overflowPlace is { } place)
            {
                gateway.Overflow.Leave(place);
            }

            gateway.Rooms.Leave(gatewayRoom);
        }

        if (resumeToken is not null)
        {
            gateway.ResumeTokens.StartExpiry(resumeToken);
        }

        await commands.StopAsync().ConfigureAwait(false);
    }

    private async Task SayFarewellAsync()
    {
        EncodedMessage? last = null;
        if (closingReason is { } reason)
        {
            last = gateway.Pool.Encode(WireErrors.ToClosing(reason, gateway.Bounds));
            gateway.Metrics.ConnectionClosed(reason);
        }

        var farewell = Outbox.CloseAsync(last);
        last?.Release();
        try
        {
            await farewell.WaitAsync(FarewellWithin, gateway.Time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            transport.Abort();
        }
    }
}

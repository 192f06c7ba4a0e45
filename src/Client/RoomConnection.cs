using System.Diagnostics;
using System.Threading.Channels;
using AudioRooms.Wire.V1;
using Grpc.Core;

namespace AudioRooms.Client;

/// <summary>
/// One person in one room: hears, speaks, sees who is on stage. Networks break; this does not: it connects again by itself, resumes
/// at the packet it lost, keeps its place on stage, and says what was missed. All buffers are bounded, no thread is its own.
/// Thread-safe. Made by <see cref="AudioRoomsClient.JoinAsync"/>.
/// </summary>
public sealed class RoomConnection : IAsyncDisposable
{
    /// <summary>How often what was heard is acknowledged while audio arrives; the server sends on only within a window of it.</summary>
    private static readonly TimeSpan AckInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>How often a quiet connection is looked after: last acknowledgement, ping, half-open peer.</summary>
    private static readonly TimeSpan CareInterval = TimeSpan.FromSeconds(1);

    /// <summary>How long the server may take to end the call after a Leave.</summary>
    private static readonly TimeSpan LeaveLimit = TimeSpan.FromSeconds(2);

    /// <summary>Updates kept for whoever reads them late; the newest description of the room makes older ones superfluous.</summary>
    private const int UpdateBacklog = 256;

    private const string AlreadyOnStage = "already_on_stage";

    private readonly RoomConnectionOptions options;
    private readonly Func<CancellationToken, ValueTask<AsyncDuplexStreamingCall<ClientMessage, ServerMessage>>> connect;
    private readonly TimeProvider time;
    private readonly BackOff backOff;
    private readonly CancellationTokenSource disposing = new();
    private readonly PendingCommands pending = new();
    private readonly PositionTracker positions = new();
    private readonly Channel<HeardPacket> packets;
    private readonly Channel<RoomUpdate> updates;
    private readonly TaskCompletionSource joined = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<RoomClosed> closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task supervision = Task.CompletedTask;

    private volatile Session? session;
    private volatile RoomPicture? room;
    private volatile string userId = "";
    private volatile bool leaving;
    private volatile bool wantsStage;
    private volatile bool wantsMuted;
    private LatencyClass latency;
    private ulong joinId;
    private string resumeToken = "";
    private RoomClosed? ending;
    private bool serverWantsResume;
    private TimeSpan retryAfter;
    private long lostAt;
    private long lastAckAt;
    private long missedAtLastAck;
    private int concealedByPlayout;

    private long packetCount;
    private long bundleCount;
    private long unread;
    private long unsent;
    private int reconnects;
    private long roundTripTicks = -1;
    private int isDisposed;

    internal RoomConnection(
        string roomId,
        RoomConnectionOptions options,
        Func<CancellationToken, ValueTask<AsyncDuplexStreamingCall<ClientMessage, ServerMessage>>> connect,
        TimeProvider time,
        Func<double>? random = null)
    {
        RoomId = roomId;
        this.options = options;
        this.connect = connect;
        this.time = time;
        latency = options.Latency;
        backOff = new BackOff(options.FirstBackOff, options.LongestBackOff, random);
        packets = Channel.CreateBounded<HeardPacket>(
            new BoundedChannelOptions(options.PacketBacklog) { FullMode = BoundedChannelFullMode.DropOldest, SingleWriter = true },
            _ => Interlocked.Increment(ref unread));
        updates = Channel.CreateBounded<RoomUpdate>(
            new BoundedChannelOptions(UpdateBacklog) { FullMode = BoundedChannelFullMode.DropOldest });
    }

    /// <summary>Id of the room.</summary>
    public string RoomId { get; }

    /// <summary>Id of the user who joined, as the server authenticated them.</summary>
    public string UserId => userId;

    /// <summary>The room after the newest event.</summary>
    public RoomPicture Room => room ?? throw new InvalidOperationException("The room is not joined yet.");

    /// <summary>Whether there is a connection now.</summary>
    public bool IsConnected => session is not null;

    /// <summary>
    /// What is heard, in order. Ends when the connection is closed for good. Holds <see cref="RoomConnectionOptions.PacketBacklog"/>
    /// packets and drops the oldest beyond.
    /// </summary>
    public ChannelReader<HeardPacket> Packets => packets.Reader;

    /// <summary>What else happens. Ends when the connection is closed for good. Holds the newest 256.</summary>
    public ChannelReader<RoomUpdate> Updates => updates.Reader;

    /// <summary>Completes when the connection is closed for good, and says why. Never fails.</summary>
    public Task<RoomClosed> Closed => closed.Task;

    /// <summary>What the connection has seen.</summary>
    public RoomConnectionStatistics Statistics => new(
        Interlocked.Read(ref packetCount),
        Interlocked.Read(ref bundleCount),
        positions.Missed,
        positions.Repeated,
        Interlocked.Read(ref unread),
        Interlocked.Read(ref unsent),
        Volatile.Read(ref reconnects),
        Interlocked.Read(ref roundTripTicks) is var ticks and >= 0 ? TimeSpan.FromTicks(ticks) : null);

    /// <summary>Asks for a place on stage, and for it again after every reconnect until <see cref="LeaveStageAsync"/>.</summary>
    /// <exception cref="RefusedException">The server said no.</exception>
    /// <exception cref="ConnectionLostException">The connection broke before it said anything.</exception>
    public async Task TakeStageAsync(CancellationToken cancellation = default)
    {
        try
        {
            await AskAsync(new ClientMessage { TakeStage = new TakeStage() }, cancellation).ConfigureAwait(false);
        }
        catch (RefusedException e) when (e.Code == AlreadyOnStage)
        {
            // The place is the person's, not the connection's: it is kept from a connection before this one.
        }

        wantsStage = true;
    }

    /// <summary>Steps down into the audience.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task LeaveStageAsync(CancellationToken cancellation = default)
    {
        wantsStage = false;
        return AskAsync(new ClientMessage { LeaveStage = new LeaveStage() }, cancellation);
    }

    /// <summary>Mutes or opens one's own microphone for everybody.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public async Task SetMutedAsync(bool muted, CancellationToken cancellation = default)
    {
        await AskAsync(new ClientMessage { SetMuted = new SetMuted { Muted = muted } }, cancellation).ConfigureAwait(false);
        wantsMuted = muted;
    }

    /// <summary>Changes how long the server may hold packets back. No packet is lost or repeated by the change.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public async Task SetLatencyAsync(LatencyClass latencyClass, CancellationToken cancellation = default)
    {
        var message = new ClientMessage { SetLatency = new SetLatency { Latency = latencyClass } };
        await AskAsync(message, cancellation).ConfigureAwait(false);
        latency = latencyClass;
    }

    /// <summary>Ends the room for everybody.</summary>
    /// <inheritdoc cref="TakeStageAsync" path="/exception"/>
    public Task EndRoomAsync(CancellationToken cancellation = default) =>
        AskAsync(new ClientMessage { EndRoom = new EndRoom() }, cancellation);

    /// <summary>Leaves the room in good order. Returns when the connection is closed.</summary>
    public async Task LeaveAsync()
    {
        leaving = true;
        if (session is { } current)
        {
            current.TryPost(new ClientMessage { Leave = new Leave() });
            current.FinishWriting();
            try
            {
                await closed.Task.WaitAsync(LeaveLimit, time).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                current.Abort("left");
            }
        }

        await disposing.CancelAsync().ConfigureAwait(false);
        await supervision.ConfigureAwait(false);
    }

    /// <summary>Tells the server, with the next acknowledgement, how many packets the ear had to do without.</summary>
    public void ReportConcealed(int packetsConcealed) => Interlocked.Add(ref concealedByPlayout, packetsConcealed);

    /// <summary>Ends the connection at once, without a Leave if there was none: to the server it looks like a lost network.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) == 0)
        {
            await disposing.CancelAsync().ConfigureAwait(false);
            session?.Abort("disposed");
            await supervision.ConfigureAwait(false);
            disposing.Dispose();
        }
    }

    /// <summary>Connects for the first time. Fails as the server or the network fails.</summary>
    internal async Task OpenAsync(CancellationToken cancellation)
    {
        supervision = SuperviseAsync();
        try
        {
            // Supervision says why a join failed before it ends; only a bug ends it without.
            await await Task.WhenAny(joined.Task, supervision).WaitAsync(cancellation).ConfigureAwait(false);
            await joined.Task.ConfigureAwait(false);
        }
        catch
        {
            await DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Whether one is on stage with an open microphone, as far as one's own wishes go.</summary>
    internal bool MaySpeak => wantsStage && !wantsMuted;

    /// <summary>Sends one's own voice. Never waits: a packet that cannot go now is stale a moment later. False if it was not queued.</summary>
    internal bool TrySpeak(UplinkPacket packet)
    {
        Debug.Assert(MaySpeak, "The server closes the connection of whoever sends without the right to speak.");
        if (session is { } current && current.TryPost(new ClientMessage { Audio = packet }))
        {
            return true;
        }

        Interlocked.Increment(ref unsent);
        return false;
    }

    private async Task AskAsync(ClientMessage message, CancellationToken cancellation)
    {
        var current = session ?? throw new ConnectionLostException("There is no connection to the room now; it is being made again.");
        var answer = pending.Add(out var requestId);
        message.RequestId = requestId;
        try
        {
            if (!current.TryPost(message))
            {
                throw new ConnectionLostException("The connection to the room is stuck: the server does not read what is sent.");
            }

            await answer.WaitAsync(options.CommandTimeout, time, cancellation).ConfigureAwait(false);
        }
        finally
        {
            pending.Forget(requestId);
        }
    }

    /// <summary>Attempt after attempt until the connection is over for good.</summary>
    private async Task SuperviseAsync()
    {
        RoomClosed reason;
        lostAt = time.GetTimestamp();
        using (time.CreateTimer(static state => ((RoomConnection)state!).TakeCare(), this, CareInterval, CareInterval))
        {
            while (true)
            {
                var error = await AttemptAsync().ConfigureAwait(false);
                if (ReasonToStop(error) is { } found)
                {
                    reason = found;
                    break;
                }

                try
                {
                    await Task.Delay(backOff.Next() + retryAfter, time, disposing.Token).ConfigureAwait(false);
                }
                catch (OperationCanceledException)
                {
                    reason = new RoomClosed(RoomClosed.LeftCode, "You left the room.");
                    break;
                }
            }
        }

        pending.FailAll(new ConnectionLostException(reason.Message));
        packets.Writer.TryComplete();
        updates.Writer.TryComplete();
        joined.TrySetException(new ConnectionLostException(reason.Message));
        closed.TrySetResult(reason);
    }

    /// <summary>Makes one call and lives with it until it ends. Returns its error; null if it ended in order.</summary>
    private async Task<RpcException?> AttemptAsync()
    {
        RpcException? error = null;
        var wasConnected = false;
        var abort = CancellationTokenSource.CreateLinkedTokenSource(disposing.Token);
        try
        {
            var call = await connect(abort.Token).ConfigureAwait(false);
            using var attempt = new Session(call, abort, time);
            using var limit = time.CreateTimer(
                static state => ((Session)state!).Abort("the server did not answer the join in time"),
                attempt, options.JoinTimeout, Timeout.InfiniteTimeSpan);

            error = await attempt.RunAsync(MakeJoin(), message =>
            {
                if (message.BodyCase == ServerMessage.BodyOneofCase.Joined)
                {
                    limit.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                }

                Receive(attempt, message);
            }).ConfigureAwait(false);
            wasConnected = ReferenceEquals(session, attempt);
        }
        catch (RpcException e)
        {
            error = e;
        }
        catch (OperationCanceledException)
        {
            abort.Dispose();
        }

        if (wasConnected)
        {
            session = null;
            lostAt = time.GetTimestamp();
            var why = error?.Status.Detail ?? "the server ended the call";
            pending.FailAll(new ConnectionLostException($"The connection broke before the server answered: {why}.", error));
            updates.Writer.TryWrite(new RoomUpdate.Lost(why));
        }

        return error;
    }

    private ClientMessage MakeJoin()
    {
        joinId = pending.NextId();
        var join = new Join { RoomId = RoomId, Latency = latency };
        if (room is { } known)
        {
            join.ResumePosition = (ulong)positions.Next;
            join.ResumeToken = resumeToken;
            join.KnownVersion = known.Version;
        }

        return new ClientMessage { RequestId = joinId, Join = join };
    }

    /// <summary>Decides after an attempt: null means try again.</summary>
    private RoomClosed? ReasonToStop(RpcException? error)
    {
        if (ending is { } final)
        {
            return final;
        }

        if (leaving || disposing.IsCancellationRequested)
        {
            return new RoomClosed(RoomClosed.LeftCode, "You left the room.");
        }

        if (room is { Ended: true })
        {
            return new RoomClosed(RoomClosed.RoomEndedCode, "The room has ended.");
        }

        if (error is not null && Refusals.IsRefusal(error))
        {
            var refused = Refusals.From(error);
            retryAfter = refused.RetryAfter ?? retryAfter;
            if (room is null || (!serverWantsResume && retryAfter == TimeSpan.Zero))
            {
                joined.TrySetException(refused);
                return new RoomClosed(refused.Code, refused.Message);
            }
        }

        var why = error?.Status.Detail ?? "the server ended the call";
        if (room is null)
        {
            joined.TrySetException(new ConnectionLostException($"The room could not be joined: {why}", error));
            return new RoomClosed(RoomClosed.GaveUpCode, $"The room could not be joined: {why}.");
        }

        if (!options.Reconnect && !serverWantsResume)
        {
            return new RoomClosed(RoomClosed.GaveUpCode, $"The connection broke: {why}.");
        }

        var lostFor = time.GetElapsedTime(lostAt);
        return options.GiveUpAfter != Timeout.InfiniteTimeSpan && lostFor >= options.GiveUpAfter
            ? new RoomClosed(RoomClosed.GaveUpCode, $"No connection for {lostFor.TotalSeconds:0} s: {why}.")
            : null;
    }

    private void Receive(Session from, ServerMessage message)
    {
        switch (message.BodyCase)
        {
            case ServerMessage.BodyOneofCase.Bundle:
                Receive(from, message.Bundle);
                break;
            case ServerMessage.BodyOneofCase.Joined:
                Receive(from, message.Joined);
                break;
            case ServerMessage.BodyOneofCase.Event:
                room = room?.Apply(message.Event);
                wantsStage &= message.Event.StageLeft?.UserId != userId;
                updates.Writer.TryWrite(new RoomUpdate.Happened(message.Event));
                break;
            case ServerMessage.BodyOneofCase.Snapshot:
                room = RoomPicture.From(message.Snapshot, room);
                updates.Writer.TryWrite(new RoomUpdate.Described(room));
                break;
            case ServerMessage.BodyOneofCase.Ok:
                pending.Accept(message.Ok.RequestId);
                break;
            case ServerMessage.BodyOneofCase.Refusal:
                Receive(message.Refusal);
                break;
            case ServerMessage.BodyOneofCase.Closing:
                serverWantsResume = message.Closing.Resume;
                ending = serverWantsResume ? null : new RoomClosed(message.Closing.Code, message.Closing.Message);
                break;
            case ServerMessage.BodyOneofCase.Pong:
                var now = Clock.Micros(time, time.GetTimestamp());
                Interlocked.Exchange(ref roundTripTicks, (long)(now - message.Pong.SentAtMicros) * TimeSpan.TicksPerMicrosecond);
                break;
            case ServerMessage.BodyOneofCase.None:
            default:
                // A message of a newer server that this client does not know.
                break;
        }
    }

    private void Receive(Session from, Joined answer)
    {
        var first = room is null;
        var whole = positions.Begin((long)answer.Position, first, answer.Resumed);
        room = RoomPicture.From(answer.Room, room);
        resumeToken = answer.ResumeToken;
        userId = answer.UserId;
        serverWantsResume = false;
        retryAfter = TimeSpan.Zero;
        backOff.Reset();
        session = from;
        updates.Writer.TryWrite(new RoomUpdate.Described(room));
        if (first)
        {
            joined.TrySetResult();
            return;
        }

        Interlocked.Increment(ref reconnects);
        updates.Writer.TryWrite(new RoomUpdate.Resumed(time.GetElapsedTime(lostAt), whole));
        RestoreStage(from, room);
    }

    /// <summary>After a reconnect: the server may have taken the place on stage away, or forgotten the mute.</summary>
    private void RestoreStage(Session through, RoomPicture picture)
    {
        if (!wantsStage)
        {
            return;
        }

        var self = picture.Stage.FirstOrDefault(voice => voice.UserId == userId);
        if (self is null)
        {
            through.TryPost(new ClientMessage { TakeStage = new TakeStage() });
        }

        if (wantsMuted != (self?.Muted ?? false))
        {
            through.TryPost(new ClientMessage { SetMuted = new SetMuted { Muted = wantsMuted } });
        }
    }

    private void Receive(Refusal refusal)
    {
        if (refusal.RequestId == joinId)
        {
            // A server that is only busy says when to come back; who was in the room before does so.
            retryAfter = TimeSpan.FromMilliseconds(refusal.RetryAfterMs);
            ending = room is not null && refusal.RetryAfterMs > 0 ? null : new RoomClosed(refusal.Code, refusal.Message);
            joined.TrySetException(Refusals.From(refusal));
        }
        else if (!pending.Refuse(refusal))
        {
            updates.Writer.TryWrite(new RoomUpdate.Refused(refusal.Code, refusal.Message));
        }
    }

    private void Receive(Session from, Bundle bundle)
    {
        var now = time.GetTimestamp();
        var list = bundle.Packets;
        var known = positions.Take((long)bundle.Position, list.Count);
        Interlocked.Increment(ref bundleCount);
        Interlocked.Add(ref packetCount, list.Count - known);
        var picture = room;
        for (var i = known; i < list.Count; i++)
        {
            var packet = list[i];
            var heard = new HeardPacket(
                (long)bundle.Position + i, picture?.VoiceOf(packet.Source), packet.Source, (ushort)packet.Sequence,
                packet.Timestamp, (byte)Math.Min(packet.Level, 127), packet.Opus.Memory, packet.SentAtMicros, now);
            if (options.OnPacket is { } observer)
            {
                observer(this, heard);
            }
            else
            {
                packets.Writer.TryWrite(heard);
            }
        }

        if (time.GetElapsedTime(Volatile.Read(ref lastAckAt), now) >= AckInterval)
        {
            Acknowledge(from, now);
        }
    }

    private void Acknowledge(Session through, long now)
    {
        var missed = positions.Missed;
        var concealed = (int)(missed - missedAtLastAck) + Interlocked.Exchange(ref concealedByPlayout, 0);
        missedAtLastAck = missed;
        Volatile.Write(ref lastAckAt, now);
        through.PostAck(positions.Next, concealed);
    }

    /// <summary>Once a second: what a loop that waits for the next message cannot do itself.</summary>
    private void TakeCare()
    {
        if (session is not { } current)
        {
            return;
        }

        if (current.Silence >= options.DeadAfter)
        {
            current.Abort($"the server has said nothing for {options.DeadAfter.TotalSeconds:0} s");
        }
        else if (current.Silence >= options.PingAfter)
        {
            var ping = new Ping { SentAtMicros = Clock.Micros(time, time.GetTimestamp()) };
            current.TryPost(new ClientMessage { Ping = ping });
        }

        // The last bundle before a silence came too soon after the acknowledgement before it.
        if (current.Acknowledged < positions.Next)
        {
            current.PostAck(positions.Next, 0);
        }
    }
}

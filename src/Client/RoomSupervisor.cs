using AudioRooms.Protocol.Refusals;
using AudioRooms.Wire.V1;
using Grpc.Core;

namespace AudioRooms.Client;

/// <summary>
/// How the connection with a room is made, kept and given up: attempt after attempt, each with a session of its own, until it is
/// over for good. What the server says of the connection itself comes from the receiving loop; the rest is thread-safe.
/// </summary>
internal sealed class RoomSupervisor : IAsyncDisposable
{
    /// <summary>How often a quiet connection is checked: last acknowledgement, ping, half-open peer.</summary>
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(1);

    /// <summary>How long the server may take to end the call after a Leave.</summary>
    private static readonly TimeSpan LeaveLimit = TimeSpan.FromSeconds(2);

    private readonly string roomId;
    private readonly RoomConnectionOptions options;
    private readonly Func<CancellationToken, ValueTask<AsyncDuplexStreamingCall<ClientMessage, ServerMessage>>> connect;
    private readonly RoomReceiver receiver;
    private readonly RoomWishes wishes;
    private readonly PendingCommands pending;
    private readonly TimeProvider time;
    private readonly BackOff backOff;
    private readonly CancellationTokenSource disposing = new();
    private readonly TaskCompletionSource joined = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<RoomClosed> closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task supervision = Task.CompletedTask;
    private volatile Session? session;
    private volatile bool leaving;
    private ITimer? joinLimit;
    private ulong joinId;
    private string resumeToken = "";
    private RoomClosed? ending;
    private bool serverWantsResume;
    private bool mayComeAgain;
    private TimeSpan retryAfter;
    private long lostAt;
    private int isDisposed;

    /// <param name="roomId">The room.</param>
    /// <param name="options">How stubborn the connection is.</param>
    /// <param name="connect">Makes a call.</param>
    /// <param name="receiver">Hears what the server says.</param>
    /// <param name="wishes">What a Join asks for.</param>
    /// <param name="pending">The commands that wait for an answer.</param>
    /// <param name="time">The clock.</param>
    /// <param name="random">0 to 1, spreads the attempts; null is the system's.</param>
    public RoomSupervisor(
        string roomId,
        RoomConnectionOptions options,
        Func<CancellationToken, ValueTask<AsyncDuplexStreamingCall<ClientMessage, ServerMessage>>> connect,
        RoomReceiver receiver,
        RoomWishes wishes,
        PendingCommands pending,
        TimeProvider time,
        Func<double>? random)
    {
        this.roomId = roomId;
        this.options = options;
        this.connect = connect;
        this.receiver = receiver;
        this.wishes = wishes;
        this.pending = pending;
        this.time = time;
        backOff = new BackOff(options.FirstBackOff, options.LongestBackOff, random);
    }

    /// <summary>The session that is in the room; null while there is none.</summary>
    public Session? Session => session;

    /// <inheritdoc cref="RoomConnection.Closed"/>
    public Task<RoomClosed> Closed => closed.Task;

    /// <summary>How long the connection has been lost, or was before it was made again.</summary>
    public TimeSpan LostFor => time.GetElapsedTime(lostAt);

    /// <summary>Connects for the first time. Throws if the server refuses or the network fails.</summary>
    public async Task OpenAsync(CancellationToken cancellation)
    {
        supervision = SuperviseAsync();
        try
        {
            // Supervision sets the reason of a failed join before it ends; only a bug ends it without.
            await await Task.WhenAny(joined.Task, supervision).WaitAsync(cancellation).ConfigureAwait(false);
            await joined.Task.ConfigureAwait(false);
        }
        catch
        {
            await DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc cref="RoomConnection.LeaveAsync"/>
    public async Task LeaveAsync()
    {
        leaving = true;
        if (session is { } current)
        {
            current.TrySend(new ClientMessage { Leave = new Leave() });
            current.FinishWriting();
            try
            {
                await closed.Task.WaitAsync(LeaveLimit, time).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                current.Abort(ClosingCodes.Left);
            }
        }

        await disposing.CancelAsync().ConfigureAwait(false);
        await supervision.ConfigureAwait(false);
    }

    /// <inheritdoc cref="RoomConnection.DisposeAsync"/>
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

    /// <summary>The server has let a session in.</summary>
    /// <param name="from">The session.</param>
    /// <param name="token">Leads back into the room after a broken connection.</param>
    public void Attach(Session from, string token)
    {
        joinLimit?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        resumeToken = token;
        serverWantsResume = false;
        retryAfter = TimeSpan.Zero;
        backOff.Reset();
        session = from;
    }

    /// <summary>The first Join is answered, and the room described.</summary>
    public void CompleteJoin() => joined.TrySetResult();

    /// <summary>The server says that it ends the call.</summary>
    public void Close(Closing closing)
    {
        serverWantsResume = closing.Resume;
        ending = serverWantsResume ? null : new RoomClosed(closing.Code, closing.Message);
    }

    /// <summary>The server refused something.</summary>
    /// <returns>True if that was the Join.</returns>
    public bool TryRefuseJoin(Refusal refusal)
    {
        if (refusal.RequestId != joinId)
        {
            return false;
        }

        // A server that is only busy says when to come back; a device that was in the room before does so.
        var isFirst = receiver.Room is null;
        retryAfter = TimeSpan.FromMilliseconds(refusal.RetryAfterMs);
        mayComeAgain = isFirst && refusal.Code == ServiceCodes.ServerBusy && LostFor + retryAfter <= options.JoinWithin;
        ending = mayComeAgain || (!isFirst && refusal.RetryAfterMs > 0) ? null : new RoomClosed(refusal.Code, refusal.Message);
        if (!mayComeAgain)
        {
            joined.TrySetException(Refusals.From(refusal));
        }

        return true;
    }

    /// <summary>Connects again and again until the connection is closed for good, and then tells all waiting callers
    /// why.</summary>
    private async Task SuperviseAsync()
    {
        try
        {
            var reason = await KeepConnectedAsync().ConfigureAwait(false);
            pending.FailAll(new ConnectionLostException(reason.Message));
            receiver.Complete();
            joined.TrySetException(new ConnectionLostException(reason.Message));
            closed.TrySetResult(reason);
        }
        catch (Exception bug)
        {
            receiver.Complete(bug);
            closed.TrySetException(bug);
            throw;
        }
    }

    private async Task<RoomClosed> KeepConnectedAsync()
    {
        lostAt = time.GetTimestamp();
        using var checks = time.CreateTimer(
            static state => ((RoomSupervisor)state!).CheckSession(), this, CheckInterval, CheckInterval);
        while (true)
        {
            var error = await AttemptAsync().ConfigureAwait(false);
            if (ReasonToStop(error) is { } reason)
            {
                return reason;
            }

            try
            {
                await Task.Delay(backOff.Next() + retryAfter, time, disposing.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return new RoomClosed(ClosingCodes.Left, "You left the room.");
            }
        }
    }

    /// <summary>Makes one call and handles it until it ends. Returns its error; null if it ended in order.</summary>
    private async Task<RpcException?> AttemptAsync()
    {
        var abort = CancellationTokenSource.CreateLinkedTokenSource(disposing.Token);
        AsyncDuplexStreamingCall<ClientMessage, ServerMessage> call;
        try
        {
            call = await connect(abort.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            abort.Dispose();
            return FailureToConnect(e);
        }

        using var attempt = new Session(call, abort, time);
        using var limit = time.CreateTimer(
            static state => ((Session)state!).Abort("the server did not answer the join in time"),
            attempt, options.JoinTimeout, Timeout.InfiniteTimeSpan);
        joinLimit = limit;
        var error = await receiver.ListenAsync(attempt, MakeJoin(), this).ConfigureAwait(false);
        if (ReferenceEquals(session, attempt))
        {
            session = null;
            lostAt = time.GetTimestamp();
            var why = error is null ? "the server ended the call" : Reachability.Phrase(error.Status.Detail);
            pending.FailUnrepeatable(
                new ConnectionLostException($"The connection broke before the server answered: {why}.", error));
            if (!leaving && ending is null && receiver.Room is { Ended: false })
            {
                receiver.Publish(new RoomUpdate.Lost(why));
            }
        }

        return error;
    }

    /// <summary>Handles a failure before the call: the source of access tokens threw.</summary>
    private RpcException? FailureToConnect(Exception failure)
    {
        switch (failure)
        {
            case RpcException e:
                return e;
            case OperationCanceledException when disposing.IsCancellationRequested:
                return null;
            case ConnectionLostException e:
                // The source did not reach its own server, which is probably this one.
                return new RpcException(new Status(StatusCode.Unavailable, e.Message, e), e.Message);
            default:
                // There is no token, and trying again does not help.
                ending = new RoomClosed(RoomClosed.NoTokenCode, failure.Message);
                joined.TrySetException(failure);
                return null;
        }
    }

    private ClientMessage MakeJoin()
    {
        joinId = pending.NextId();
        var join = new Join
        {
            RoomId = roomId,
            Latency = wishes.Latency,
            Sound = wishes.Sound,
            WatchInbox = options.WatchInbox,
            LinkToken = options.LinkToken,
            Role = options.Role,
        };
        if (receiver.Room is { } known)
        {
            join.ResumePosition = (ulong)receiver.Positions.Next;
            join.ResumeToken = resumeToken;
            join.KnownVersion = known.Version;
        }

        return new ClientMessage { RequestId = joinId, Join = join };
    }

    /// <summary>Decides after an attempt whether the connection is closed for good; null to try again.</summary>
    private RoomClosed? ReasonToStop(RpcException? error)
    {
        var room = receiver.Room;
        if (ending is { } final)
        {
            return final;
        }

        if (leaving || disposing.IsCancellationRequested)
        {
            return new RoomClosed(ClosingCodes.Left, "You left the room.");
        }

        if (room is { Ended: true })
        {
            return new RoomClosed(ClosingCodes.RoomEnded, "The room has ended.");
        }

        if (mayComeAgain)
        {
            mayComeAgain = false;
            return null;
        }

        if (error is not null && Refusals.IsRefusal(error) && !Reachability.IsNotGrpc(error))
        {
            var refused = Refusals.From(error);
            retryAfter = refused.RetryAfter ?? retryAfter;
            if (room is null || (!serverWantsResume && retryAfter == TimeSpan.Zero))
            {
                joined.TrySetException(refused);
                return new RoomClosed(refused.Code, refused.Message);
            }
        }

        var why = error is null ? "the server ended the call" : Reachability.Phrase(error.Status.Detail);
        if (room is null)
        {
            joined.TrySetException(new ConnectionLostException($"The room could not be joined: {why}.", error));
            return new RoomClosed(RoomClosed.GaveUpCode, $"The room could not be joined: {why}.");
        }

        if (!options.Reconnect && !serverWantsResume)
        {
            return new RoomClosed(RoomClosed.GaveUpCode, $"The connection broke: {why}.");
        }

        var lostFor = LostFor;
        return options.GiveUpAfter != Timeout.InfiniteTimeSpan && lostFor >= options.GiveUpAfter
            ? new RoomClosed(RoomClosed.GaveUpCode, $"No connection for {lostFor.TotalSeconds:0} s: {why}.")
            : null;
    }

    /// <summary>Once a second: what a loop that waits for the next message cannot do itself.</summary>
    private void CheckSession()
    {
        if (session is not { } current)
        {
            return;
        }

        if (current.Silence >= options.DeadAfter)
        {
            current.Abort($"the server has said nothing for {options.DeadAfter.TotalSeconds:0} s");
        }
        else if (current.Silence >= options.PingAfter
            || current.Quiet >= options.PingAfter + receiver.Acknowledgements.Interval)
        {
            var ping = new Ping { SentAtMicros = Clock.Micros(time, time.GetTimestamp()) };
            current.TrySend(new ClientMessage { Ping = ping });
        }

        receiver.Acknowledgements.SendLast(current);
    }
}

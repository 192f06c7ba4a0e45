using AudioRooms.Protocol.Refusals;
using AudioRooms.Wire.V1;
using Grpc.Core;

namespace AudioRooms.Client;

// How the connection is made, kept and given up.
public sealed partial class RoomConnection
{
    /// <summary>Attempt after attempt until the connection is over for good, and then everybody who waits learns why.</summary>
    private async Task SuperviseAsync()
    {
        try
        {
            var reason = await KeepConnectedAsync().ConfigureAwait(false);
            pending.FailAll(new ConnectionLostException(reason.Message));
            packets.Writer.TryComplete();
            updates.Writer.TryComplete();
            joined.TrySetException(new ConnectionLostException(reason.Message));
            closed.TrySetResult(reason);
        }
        catch (Exception bug)
        {
            packets.Writer.TryComplete(bug);
            updates.Writer.TryComplete(bug);
            closed.TrySetException(bug);
            throw;
        }
    }

    private async Task<RoomClosed> KeepConnectedAsync()
    {
        lostAt = time.GetTimestamp();
        using var care = time.CreateTimer(static state => ((RoomConnection)state!).TakeCare(), this, CareInterval, CareInterval);
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

    /// <summary>Makes one call and lives with it until it ends. Returns its error; null if it ended in order.</summary>
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
        var error = await attempt.RunAsync(MakeJoin(), message =>
        {
            if (message.BodyCase == ServerMessage.BodyOneofCase.Joined)
            {
                limit.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }

            Receive(attempt, message);
        }).ConfigureAwait(false);

        if (ReferenceEquals(session, attempt))
        {
            session = null;
            lostAt = time.GetTimestamp();
            var why = error is null ? "the server ended the call" : Reachability.Phrase(error.Status.Detail);
            pending.FailUnrepeatable(
                new ConnectionLostException($"The connection broke before the server answered: {why}.", error));
            if (!leaving && ending is null && room is { Ended: false })
            {
                updates.Writer.TryWrite(new RoomUpdate.Lost(why));
            }
        }

        return error;
    }

    /// <summary>There was no call, because the caller's source of access tokens (which comes before it) failed.</summary>
    private RpcException? FailureToConnect(Exception failure)
    {
        switch (failure)
        {
            case RpcException e:
                return e;
            case OperationCanceledException when disposing.IsCancellationRequested:
                return null;
            case ConnectionLostException e:
                // It did not reach its server, which is likely this one.
                return new RpcException(new Status(StatusCode.Unavailable, e.Message, e), e.Message);
            default:
                // It has none, and nothing here can mend that.
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
            RoomId = RoomId,
            Latency = latency,
            Sound = wantedSound,
            WatchInbox = options.WatchInbox,
            LinkToken = options.LinkToken,
            Role = options.Role,
        };
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

        var lostFor = time.GetElapsedTime(lostAt);
        return options.GiveUpAfter != Timeout.InfiniteTimeSpan && lostFor >= options.GiveUpAfter
            ? new RoomClosed(RoomClosed.GaveUpCode, $"No connection for {lostFor.TotalSeconds:0} s: {why}.")
            : null;
    }
}

using System.Runtime.CompilerServices;
using AudioRooms.Gateway.Access;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Rooms;
using AudioRooms.Wire.V1;
using Microsoft.Extensions.Logging;

namespace AudioRooms.Gateway.Sessions;

/// <summary>
/// Takes one device's commands, by the rows of <see cref="CommandTable"/>. A room answers a command only after it has saved it;
/// if the reading loop waited for that, the device's sound would stop with each command. So this class refuses at once what may
/// not be sent now, and carries out the rest one after the other beside the loop. Commands that mute close the speaking gate
/// before they wait. An empty queue costs nothing: the work starts with the first command and ends after the last.
/// </summary>
internal sealed class CommandPipeline
{
    /// <summary>Most commands that may wait. A client with more of them does not wait for answers.</summary>
    private const int WaitingMax = 16;

    private readonly DeviceLink link;
    private readonly RoomDevice device;
    private readonly GatewayRoom room;
    private readonly SessionMessages session;
    private readonly Hearing hearing;
    private readonly CommandRouter router;
    private readonly RateLimiter limiter;
    private readonly GatewayOptions options;
    private readonly Func<long> nowMicros;
    private readonly ILogger logger;
    private readonly RankedLock gate = new(LockRank.Leaf);
    private readonly Queue<(CommandRow Row, ClientMessage Message)> waiting = new(0);
    private Task work = Task.CompletedTask;
    private bool isWorking;
    private TokenBucket rate;

    /// <param name="link">The connection.</param>
    /// <param name="device">The device in its room.</param>
    /// <param name="room">The gateway room.</param>
    /// <param name="hearing">What the device hears.</param>
    /// <param name="router">Calls the room's grain.</param>
    /// <param name="limiter">Counts a person's commands over all connections of this gateway.</param>
    /// <param name="options">Rates, and the names of reactions.</param>
    /// <param name="nowMicros">The media path's clock.</param>
    /// <param name="logger">Logs commands that failed.</param>
    public CommandPipeline(
        DeviceLink link,
        RoomDevice device,
        GatewayRoom room,
        Hearing hearing,
        CommandRouter router,
        RateLimiter limiter,
        GatewayOptions options,
        Func<long> nowMicros,
        ILogger logger)
    {
        this.link = link;
        this.device = device;
        this.room = room;
        this.hearing = hearing;
        this.router = router;
        this.limiter = limiter;
        this.options = options;
        this.nowMicros = nowMicros;
        this.logger = logger;
        session = new SessionMessages(link, hearing, room);
        rate = new TokenBucket(options.Session.CommandsPerSecond, options.Session.CommandBurst, nowMicros());
    }

    /// <summary>Takes a command. Called by the connection's reading loop alone; returns at once.</summary>
    public void Take(ClientMessage message)
    {
        var row = CommandTable.RowOf(message.BodyCase);
        if (RefusalOf(row, message) is { } refusal)
        {
            link.Output.Answer(message.RequestId, refusal);
        }
        else if (row.AtOnce is { } act)
        {
            act(session, message);
        }
        else
        {
            Enqueue(row, message);
        }
    }

    /// <summary>Completes when every command taken so far is carried out.</summary>
    public Task FinishAsync()
    {
        using (gate.EnterScope())
        {
            return work;
        }
    }

    /// <summary>Drops the commands that wait; completes when the one under way is done.</summary>
    public Task StopAsync()
    {
        using (gate.EnterScope())
        {
            waiting.Clear();
            return work;
        }
    }

    private WireError? RefusalOf(CommandRow row, ClientMessage message)
    {
        if (link.Caller.IsGuest && !row.IsForGuests)
        {
            return WireErrors.Of(EdgeRefusal.GuestForbidden);
        }

        var now = nowMicros();
        if (!row.HasOwnRate && !rate.TryTake(1, now))
        {
            return WireErrors.Of(EdgeRefusal.RateLimited) with { RetryAfter = rate.WaitFor(1, now) };
        }

        if ((row.Refusal ?? row.Check?.Invoke(options, message)) is { } refusal)
        {
            return WireErrors.Of(refusal);
        }

        return row.Limit is { } limit ? limiter.Take(limit, link.Caller) : null;
    }

    private void Enqueue(CommandRow row, ClientMessage message)
    {
        // The sound stops at once, before the room is asked.
        var isSilencing = row.Silences?.Invoke(message) == true;
        if (isSilencing)
        {
            device.SpeakingGate.Hold();
        }

        if (!TryEnqueue(row, message))
        {
            if (isSilencing)
            {
                device.SpeakingGate.Release();
            }

            link.Output.Answer(message.RequestId, WireErrors.Of(EdgeRefusal.RateLimited));
        }
    }

    private bool TryEnqueue(CommandRow row, ClientMessage message)
    {
        using (gate.EnterScope())
        {
            if (waiting.Count >= WaitingMax)
            {
                return false;
            }

            waiting.Enqueue((row, message));
            if (!isWorking)
            {
                isWorking = true;
                work = WorkAsync();
            }

            return true;
        }
    }

    private async Task WorkAsync()
    {
        // Leaves the gate that the caller holds.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        while (true)
        {
            (CommandRow Row, ClientMessage Message) next;
            using (gate.EnterScope())
            {
                if (!waiting.TryDequeue(out next))
                {
                    isWorking = false;
                    return;
                }
            }

            await ExecuteAsync(next.Row, next.Message).ConfigureAwait(false);
        }
    }

    private async Task ExecuteAsync(CommandRow row, ClientMessage message)
    {
        var (refusal, unsettled) = await CarryOutAsync(row, message).ConfigureAwait(false);
        if (row.Silences?.Invoke(message) == true)
        {
            device.SpeakingGate.Release();
        }

        if (refusal is null)
        {
            // The device gets the events of its command before the answer.
            room.SendEvents(device);
        }

        if (unsettled is { } epoch)
        {
            // The device's next commands do not wait for a gateway that is lost.
            _ = AnswerSettledAsync(row, message, epoch);
            return;
        }

        Answer(row, message, refusal);
    }

    // Somebody is off the stage, and may still be heard at a gateway that the room cannot reach.
    private async Task AnswerSettledAsync(CommandRow row, ClientMessage message, long epoch)
    {
        WireError? refusal = null;
        try
        {
            await router.SettleAsync(room.Id, epoch).ConfigureAwait(false);
        }
        catch (Exception fault) when (ClusterFaults.IsFault(fault))
        {
            // Done, and not known to hold: the device asks again with the same key.
            SessionLog.ClusterFault(logger, fault, message.BodyCase.ToString(), room.Id, fault.Message);
            refusal = WireErrors.Of(ClusterFaults.RefusalOf(fault));
        }
        catch (Exception bug)
        {
            SessionLog.CommandFailed(logger, bug, message.BodyCase.ToString(), room.Id);
            refusal = WireErrors.Of(EdgeRefusal.Internal);
        }

        Answer(row, message, refusal);
    }

    private void Answer(CommandRow row, ClientMessage message, WireError? refusal)
    {
        link.Output.Answer(message.RequestId, refusal);
        if (row.EndsConnection)
        {
            link.End.Close(ClosingReason.Left);
        }
    }

    // Pooled, so that a command allocates no task here.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<(WireError? Refusal, long? UnsettledEpoch)> CarryOutAsync(CommandRow row, ClientMessage message)
    {
        try
        {
            if (row.InTurn is { } act)
            {
                return (await act(session, message).ConfigureAwait(false), null);
            }

            // A companion that takes its person off the stage ends the main device's stay. A companion that only leaves ends no
            // stay.
            var stay = device.IsCompanion && row.EndsPersonsStay ? room.StayOf(device.Person.Id) : device.SpeakingGate.Source;
            var call = new CommandCall(message, room.Id, device.Person, stay);
            var result = await router.RouteAsync(row, call).ConfigureAwait(false);
            if (result.Stage is { } stage)
            {
                device.SpeakingGate.Observe(stage);
                hearing.Retune();
            }

            return (result.Error, result.UnsettledEpoch);
        }
        catch (Exception fault) when (ClusterFaults.IsFault(fault))
        {
            SessionLog.ClusterFault(logger, fault, message.BodyCase.ToString(), room.Id, fault.Message);
            return (WireErrors.Of(ClusterFaults.RefusalOf(fault)), null);
        }
        catch (Exception bug)
        {
            SessionLog.CommandFailed(logger, bug, message.BodyCase.ToString(), room.Id);
            return (WireErrors.Of(EdgeRefusal.Internal), null);
        }
    }
}

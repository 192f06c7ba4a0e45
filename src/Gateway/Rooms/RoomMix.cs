using System.Collections.Immutable;
using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Gateway.FanOut;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using Microsoft.Extensions.Logging;

namespace AudioRooms.Gateway.Rooms;

/// <summary>
/// The mix of a room at this gateway: one packet log and fan-out for those who hear everybody, and one for each speaker who hears
/// everybody else. Mixing costs a decoder per voice and an encoder per output, so the room's mix grain must run only while
/// somebody listens to it, and must come back if its silo is lost. So this class tells the grain what is wanted here, repeats it
/// while it is wanted, and takes it back after the last listener. A log stays for a while after its last listener left, because
/// the device may only have lost the network. Thread-safe.
/// </summary>
/// <param name="room">The room.</param>
/// <param name="grains">Finds the room's mix grain.</param>
/// <param name="gatewayId">This gateway, as the mix grain knows it.</param>
/// <param name="makeFanOut">Makes a fan-out whose positions start at the given number.</param>
/// <param name="linger">How long a log stays after its last listener left.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Logs faults of the cluster.</param>
internal sealed partial class RoomMix(
    RoomId room,
    IGrainFactory grains,
    string gatewayId,
    Func<long, RoomFanOut> makeFanOut,
    TimeSpan linger,
    TimeProvider time,
    ILogger logger) : IMixListener
{
    // The mix grain forgets a gateway that has not called for 30 s. With 5 s a mix that was lost with its silo is soon back.
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(5);

    private readonly RankedLock gate = new(LockRank.Mix);
    private readonly IMixGrain grain = grains.GetGrain<IMixGrain>(room.Value);
    private readonly Dictionary<uint, Log> logs = [];
    private readonly HashSet<uint> refused = [];
    private IMixListener? reference;
    private long logsMade;
    private Task asking = Task.CompletedTask;
    private bool isDue;
    private bool isAsking;
    private bool hasFailed;
    private long askedAt;

    /// <summary>
    /// Called outside the gate with the stays for which the room makes no mix-minus; 0 stands for the whole mix.
    /// </summary>
    public Action<ImmutableArray<uint>>? Refused { get; set; }

    /// <summary>Takes a place at a log. <see cref="Leave"/> gives it back.</summary>
    /// <param name="without">The source of the stay whose voice is left out; 0 for the whole mix.</param>
    /// <returns>Null if the room does not make this mix.</returns>
    public RoomFanOut? TryEnter(uint without)
    {
        using (gate.EnterScope())
        {
            if (refused.Contains(without))
            {
                return null;
            }

            if (!logs.TryGetValue(without, out var log))
            {
                logs.Add(without, log = new Log(makeFanOut(Positions.FirstOf(++logsMade))));
                Wake();
            }

            log.Listeners++;
            return log.FanOut;
        }
    }

    /// <summary>True if the room makes no mix without the voice of this stay.</summary>
    public bool IsRefused(uint without)
    {
        using (gate.EnterScope())
        {
            return refused.Contains(without);
        }
    }

    /// <summary>Gives a place at a log back.</summary>
    public void Leave(uint without)
    {
        using (gate.EnterScope())
        {
            if (logs.TryGetValue(without, out var log) && --log.Listeners == 0)
            {
                log.EmptySince = time.GetTimestamp();
            }
        }
    }

    /// <summary>
    /// The stage changed: the mix grain is told at once, and the mix-minus of people who left the stage is dropped.
    /// </summary>
    public void Advance(StageView stage)
    {
        using (gate.EnterScope())
        {
            if (logs.Count == 0 && refused.Count == 0)
            {
                return;
            }

            _ = NotifyAsync(stage);
            refused.RemoveWhere(source => !IsOnStage(source, stage));
            foreach (var (without, log) in logs)
            {
                if (without != MixPackets.Source && log.Listeners == 0 && !IsOnStage(without, stage))
                {
                    logs.Remove(without);
                    Wake();
                }
            }
        }
    }

    /// <summary>Step 6 for the mix: the packet goes into the log of those who hear this mix.</summary>
    public Task OnMixAsync(uint without, StagePacket packet)
    {
        using (gate.EnterScope())
        {
            if (logs.TryGetValue(without, out var log))
            {
                log.Order.Take(packet, log.FanOut.Append);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>
    /// Called about once a second: renews the wish, stops waiting for lost packets, and drops logs that have been empty for too
    /// long.
    /// </summary>
    /// <returns>Completes when the mix grain has answered.</returns>
    public Task RenewAsync()
    {
        using (gate.EnterScope())
        {
            foreach (var (without, log) in logs)
            {
                log.Order.Flush(log.FanOut.Append);
                if (log.Listeners == 0 && time.GetElapsedTime(log.EmptySince) >= linger)
                {
                    logs.Remove(without);
                    Wake();
                }
            }

            if (logs.Count > 0 && (hasFailed || time.GetElapsedTime(askedAt) >= RenewEvery))
            {
                Wake();
            }

            return asking;
        }
    }

    /// <summary>Tells the mix grain that nothing is wanted here any more.</summary>
    public Task CloseAsync()
    {
        using (gate.EnterScope())
        {
            if (logs.Count > 0)
            {
                logs.Clear();
                Wake();
            }

            return asking;
        }
    }

    // The caller holds the gate. One call runs at a time; if the wish changed meanwhile, another one follows.
    private void Wake()
    {
        isDue = true;
        if (!isAsking)
        {
            isAsking = true;
            asking = Task.Run(AskAsync);
        }
    }

    private async Task AskAsync()
    {
        while (TryTakeWish(out var wish))
        {
            try
            {
                reference ??= grains.CreateObjectReference<IMixListener>(this);
                var reply = await grain.OpenAsync(gatewayId, wish, reference).ConfigureAwait(false);
                if (reply is { IsAccepted: true, Value: { } grant })
                {
                    Settle(wish, grant.Refused);
                }
                else if (reply.Rejection == RoomRejection.MixesFull)
                {
                    Settle(wish, [MixPackets.Source, .. wish.Without]);
                }
            }
            catch (Exception error) when (ClusterFaults.IsFault(error))
            {
                // The next heartbeat asks again. Until then these listeners hear nothing.
                hasFailed = true;
                LogNotAsked(error, room, error.Message);
            }
            catch (Exception bug)
            {
                // The edge of the loop: if the loop ended here, it would never ask for a mix of this room again.
                hasFailed = true;
                LogAskFailed(bug, room, bug.Message);
            }
        }
    }

    private bool TryTakeWish(out MixWish wish)
    {
        using (gate.EnterScope())
        {
            wish = new MixWish(
                logs.ContainsKey(MixPackets.Source), [.. logs.Keys.Where(without => without != MixPackets.Source)]);
            if (!isDue)
            {
                isAsking = false;
                if (wish.IsNothing && reference is { } unused)
                {
                    reference = null;
                    grains.DeleteObjectReference<IMixListener>(unused);
                }

                return false;
            }

            isDue = false;
            hasFailed = false;
            askedAt = time.GetTimestamp();
            return true;
        }
    }

    /// <summary>
    /// Notes which mixes the grain refused. Nobody asks for them again until the stage changes or a renewal grants them.
    /// </summary>
    private void Settle(MixWish wish, ImmutableArray<uint> without)
    {
        using (gate.EnterScope())
        {
            if (wish.Whole)
            {
                refused.Remove(MixPackets.Source);
            }

            refused.ExceptWith(wish.Without);
            refused.UnionWith(without);
        }

        if (!without.IsEmpty)
        {
            Refused?.Invoke(without);
        }
    }

    private async Task NotifyAsync(StageView stage)
    {
        try
        {
            await grain.AdvanceAsync(stage).ConfigureAwait(false);
        }
        catch (Exception error) when (ClusterFaults.IsFault(error))
        {
            // The room tells its mix, too.
            LogNotAsked(error, room, error.Message);
        }
        catch (Exception bug)
        {
            // No caller awaits this task, so the error would be lost.
            LogAskFailed(bug, room, bug.Message);
        }
    }

    private static bool IsOnStage(uint source, StageView stage)
    {
        foreach (var member in stage.Members)
        {
            if (member.Source == source)
            {
                return true;
            }
        }

        return false;
    }

    private sealed class Log(RoomFanOut fanOut)
    {
        public RoomFanOut FanOut { get; } = fanOut;

        public MixOrder Order { get; } = new();

        public int Listeners { get; set; }

        public long EmptySince { get; set; }
    }
}

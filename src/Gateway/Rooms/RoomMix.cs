using System.Collections.Immutable;
using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Gateway.FanOut;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using Microsoft.Extensions.Logging;

namespace AudioRooms.Gateway.Rooms;

/// <summary>
/// The mix of a room at this gateway: a packet log and fan-out for those who hear everybody, and one for each speaker who hears
/// everybody else. The first listener makes the room's mix start, and after the last one it is told that nothing is wanted here.
/// A log outlives its last listener for a while, who may only have lost the network. Thread-safe.
/// </summary>
/// <param name="room">The room.</param>
/// <param name="grains">Where its mix is found.</param>
/// <param name="gatewayId">As which consumer.</param>
/// <param name="makeFanOut">Makes a fan-out whose packets are numbered from the given position.</param>
/// <param name="linger">How long a log outlives its last listener.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">For a cluster that does not answer.</param>
internal sealed partial class RoomMix(
    RoomId room,
    IGrainFactory grains,
    string gatewayId,
    Func<long, RoomFanOut> makeFanOut,
    TimeSpan linger,
    TimeProvider time,
    ILogger logger) : IMixListener
{
    // A mix forgets who has not called for 30 s; often enough that one that was lost with its silo is missed for moments only.
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
    /// Called, outside the gate, when stays on stage get no mix of their own after all; 0 for those who hear the whole one.
    /// </summary>
    public Action<ImmutableArray<uint>>? Refused { get; set; }

    /// <summary>Takes a place at a log. Give it back with <see cref="Leave"/>.</summary>
    /// <param name="without">The stay on stage whose voice is left out; 0 for the whole mix.</param>
    /// <returns>Null if the room makes no more of these.</returns>
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

    /// <summary>True if the room makes no mix without this stay on stage.</summary>
    public bool IsRefused(uint without)
    {
        using (gate.EnterScope())
        {
            return refused.Contains(without);
        }
    }

    /// <summary>Gives a place back.</summary>
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

    /// <summary>The stage changed. Its mix is told at once, and who left it needs no mix of their own any more.</summary>
    public void Advance(StageView stage)
    {
        using (gate.EnterScope())
        {
            if (logs.Count == 0 && refused.Count == 0)
            {
                return;
            }

            _ = TellAsync(stage);
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

    /// <summary>Step 6 for the mix: into the log of those who hear it.</summary>
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
    /// Called about once a second: renews the wish, gives up waiting for packets that were lost,
    /// and forgets logs that nobody came back to.
    /// </summary>
    /// <returns>Completes when the room's mix has answered.</returns>
    public Task KeepAsync()
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

    /// <summary>Nothing is wanted here any more.</summary>
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

    // Inside the gate: one call at a time, and another one if the wish changed meanwhile.
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
                // The next beat asks again; until then there is silence.
                hasFailed = true;
                LogNotAsked(error, room, error.Message);
            }
            catch (Exception bug)
            {
                // The edge of the loop: a loop that ended here would never ask for a mix of this room again.
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
    /// What the mix does not give is not asked for again until the stage changes, or a renewal gets it after all.
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

    private async Task TellAsync(StageView stage)
    {
        try
        {
            await grain.AdvanceAsync(stage).ConfigureAwait(false);
        }
        catch (Exception error) when (ClusterFaults.IsFault(error))
        {
            // The mix asks the room itself before it judges by a stage that is older than 100 ms.
            LogNotAsked(error, room, error.Message);
        }
        catch (Exception bug)
        {
            // Nobody waits for this call.
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

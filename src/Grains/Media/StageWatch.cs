using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Domain.Rooms;
using Microsoft.Extensions.Logging;

namespace AudioRooms.Grains.Media;

/// <summary>
/// Step 5 of a packet's way: the listener grain drops ghosts and all but the active speakers. Ghosts are dropped here, for every
/// grain that hears a stage: a packet goes through only if its speaker is on the stage, unmuted, and the room has confirmed that
/// stage within <see cref="StageLease"/>. What cannot be judged yet waits for the room's answer, which is asked for beside the
/// packets. Belongs to one grain: all of it on that grain's turns.
/// </summary>
/// <param name="room">Whom to ask.</param>
/// <param name="gatewayId">As which listener grain the grain asks; empty for one that is none.</param>
/// <param name="pass">What becomes of a packet that may be heard, and when it came here.</param>
/// <param name="stageChanged">Called with the former stage after the one by which packets are judged was replaced.</param>
/// <param name="metrics">Counts what is dropped.</param>
/// <param name="time">A clock that never goes back.</param>
/// <param name="logger">The grain's.</param>
internal sealed partial class StageWatch(
    IRoomGrain room,
    string gatewayId,
    Func<StagePacket, TimeSpan, Task> pass,
    Action<StageView> stageChanged,
    MediaMetrics metrics,
    TimeProvider time,
    ILogger logger)
{
    // Nobody who left the stage is heard for longer, whatever fails: see StageLease.
    private static readonly TimeSpan LeaseLength = TimeSpan.FromMilliseconds(100);

    // Packets of a speaker whose coming on stage has not been told here yet, or for which the room is asked:
    // 100 ms of a full stage.
    private const int EarlyPacketsMax = 64;

    private readonly StageGate gate = new();
    private readonly StageLease lease = new(LeaseLength);
    private readonly Queue<StagePacket> early = new();
    private TimeSpan? askingSince;

    /// <summary>The stage by which packets are judged.</summary>
    public StageView Stage => gate.Stage;

    /// <summary>The clock of the lease, and of the time that packets pass with.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(0);

    /// <summary>The room confirmed its stage, asked at <paramref name="askedAt"/>.</summary>
    public void Confirm(TimeSpan askedAt) => lease.Renew(askedAt);

    /// <summary>Takes a newer stage; an older one is ignored.</summary>
    public async Task AdvanceAsync(StageView stage)
    {
        if (Replace(stage))
        {
            await ReleaseAsync();
        }
    }

    /// <summary>A packet of the stage stream.</summary>
    public Task TakeAsync(StagePacket packet)
    {
        var now = Elapsed;
        if (lease.IsDue(now))
        {
            Ask(now);
        }

        if (!lease.Holds(now))
        {
            Hold(packet);
            return Task.CompletedTask;
        }

        switch (gate.Judge(packet))
        {
            case StageVerdict.Muted:
                metrics.DroppedMuted();
                return Task.CompletedTask;
            case StageVerdict.Ghost:
                metrics.DroppedGhost();
                return Task.CompletedTask;
            case StageVerdict.Early:
                Hold(packet);
                Ask(now);
                return Task.CompletedTask;
            case StageVerdict.Pass:
                break;
        }

        return pass(packet, now);
    }

    private bool Replace(StageView stage)
    {
        var before = gate.Stage;
        if (!gate.Advance(stage))
        {
            return false;
        }

        stageChanged(before);
        return true;
    }

    private void Hold(StagePacket packet)
    {
        if (early.Count == EarlyPacketsMax)
        {
            early.Dequeue();
            metrics.DroppedEarly();
        }

        early.Enqueue(packet);
    }

    private async Task ReleaseAsync()
    {
        for (var count = early.Count; count > 0; count--)
        {
            await TakeAsync(early.Dequeue());
        }
    }

    // Beside the packets: they wait only if the lease runs out before the answer is here. The packets are the clock, too: a timer
    // for every question would wake the process twenty times a second.
    private void Ask(TimeSpan now)
    {
        if (askingSince is not { } since || now - since >= LeaseLength)
        {
            askingSince = now;
            _ = AskAsync(now);
        }
    }

    private async Task AskAsync(TimeSpan askedAt)
    {
        try
        {
            var newer = await room.ConfirmStageAsync(gatewayId, gate.Stage.Epoch);
            lease.Renew(askedAt);
            if (newer is not null)
            {
                Replace(newer);
            }
        }
        catch (Exception fault)
        {
            // Nothing passes without an answer. The next packet asks again.
            LogNotConfirmed(fault, room.GetPrimaryKeyString(), gatewayId);
            return;
        }
        finally
        {
            if (askingSince == askedAt)
            {
                askingSince = null;
            }
        }

        await ReleaseAsync();
    }

    [LoggerMessage(LogLevel.Debug, "Room {RoomId} did not confirm its stage to {GatewayId} in time; sound waits.")]
    private partial void LogNotConfirmed(Exception exception, string roomId, string gatewayId);
}

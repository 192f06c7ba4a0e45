using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Domain.Rooms;
using Microsoft.Extensions.Logging;

namespace AudioRooms.Grains.Media;

/// <summary>
/// Step 5 of a packet's way: the listener grain drops ghosts and all but the active speakers. Ghosts are dropped here, for every
/// grain that hears a stage: a packet goes through only if its speaker is on the stage, unmuted, and the grain holds the room's
/// <see cref="StageLease"/>. What cannot be judged yet waits for the room's answer, which is asked for beside the packets.
/// Belongs to one grain: all of it on that grain's turns.
/// </summary>
/// <param name="room">Whom to ask.</param>
/// <param name="holder">As whom the grain holds the lease: its gateway, or <see cref="StageLeaseHolders.Mix"/>.</param>
/// <param name="pass">What becomes of a packet that may be heard, and when it came here.</param>
/// <param name="stageChanged">Called with the former stage after the one by which packets are judged was replaced.</param>
/// <param name="metrics">Counts what is dropped.</param>
/// <param name="time">A clock that never goes back.</param>
/// <param name="logger">The grain's.</param>
internal sealed partial class StageWatch(
    IRoomGrain room,
    string holder,
    Func<StagePacket, TimeSpan, Task> pass,
    Action<StageView> stageChanged,
    MediaMetrics metrics,
    TimeProvider time,
    ILogger logger)
{
    // After so long without an answer the question counts as lost: a room whose silo just died does not answer at all until
    // that is noticed. Sound that waits for the answer is in more of a hurry than a lease that still lasts.
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan AskAgainInSilenceAfter = TimeSpan.FromMilliseconds(100);

    // Packets of a speaker whose coming on stage has not been told here yet, or for which the room is asked:
    // 100 ms of a full stage.
    private const int EarlyPacketsMax = 64;

    private readonly StageGate gate = new();
    private readonly StageLease lease = new(StageTerms.Lease, StageTerms.RenewAfter);
    private readonly Queue<StagePacket> early = new();
    private TimeSpan? askingSince;
    private bool hasLapsed;

    /// <summary>The stage by which packets are judged.</summary>
    public StageView Stage => gate.Stage;

    /// <summary>The clock of the lease, and of the time that packets pass with. Goes on while the process is stopped.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(0);

    /// <summary>True while the lease lasts.</summary>
    public bool MayJudge => lease.Holds(Elapsed);

    /// <summary>Gives the lease back: nothing passes until the room is asked again.</summary>
    public void Surrender() => lease.Surrender();

    /// <summary>Called about once a second: asks for the lease anew while somebody may be heard.</summary>
    public void KeepLease()
    {
        var now = Elapsed;
        if (lease.IsDue(now) && IsAnybodyOpen())
        {
            Ask(now);
        }
    }

    /// <summary>Takes a newer stage; an older one is ignored.</summary>
    public async Task AdvanceAsync(StageView stage)
    {
        if (Replace(stage))
        {
            // Before the first packet needs it.
            KeepLease();
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
            if (!hasLapsed)
            {
                hasLapsed = true;
                metrics.LeaseLapsed();
            }

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

    private bool IsAnybodyOpen()
    {
        foreach (var member in gate.Stage.Members)
        {
            if (!member.Muted)
            {
                return true;
            }
        }

        return false;
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

    // Beside the packets: they wait only if the lease runs out before the answer is here. Packets and the gateway's beat are the
    // clock, too: a timer for every question would wake the process once more.
    private void Ask(TimeSpan now)
    {
        if (askingSince is not { } since || now - since >= (lease.Holds(now) ? AskAgainAfter : AskAgainInSilenceAfter))
        {
            askingSince = now;
            _ = AskAsync(now);
        }
    }

    private async Task AskAsync(TimeSpan askedAt)
    {
        bool isNews;
        try
        {
            var newer = await room.ConfirmStageAsync(holder, gate.Stage.Epoch);
            lease.Renew(askedAt);
            hasLapsed = false;
            isNews = newer is not null && Replace(newer);
        }
        catch (Exception fault)
        {
            // Nothing passes once the lease has run out. The next packet, or the next beat, asks again.
            LogNotConfirmed(fault, room.GetPrimaryKeyString(), holder);
            return;
        }
        finally
        {
            if (askingSince == askedAt)
            {
                askingSince = null;
            }
        }

        if (isNews)
        {
            // The room knows by the next question only that this stage has come.
            Ask(Elapsed);
        }

        await ReleaseAsync();
    }

    [LoggerMessage(LogLevel.Debug, "Room {RoomId} did not confirm its stage to {Holder}.")]
    private partial void LogNotConfirmed(Exception exception, string roomId, string holder);
}

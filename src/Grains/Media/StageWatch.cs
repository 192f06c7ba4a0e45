using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Domain.Rooms;
using Microsoft.Extensions.Logging;

namespace AudioRooms.Grains.Media;

/// <summary>Step 5 of a packet's way: the listener grain drops ghosts and all but the active speakers. This class drops the
/// ghosts, for every grain that hears a stage.</summary>
/// <remarks>News of the stage and packets take different ways and may overtake each other, and a room may be unable to reach a
/// gateway at all. A grain that trusted its last news for ever would let a person be heard who is not on stage any more. So a
/// packet passes only if its speaker is on stage and unmuted, and the grain holds the room's <see cref="StageLease"/>. A packet
/// that cannot be judged yet waits for the room's answer. An instance belongs to one grain and runs on that grain's turns
/// only.</remarks>
/// <param name="room">The room to ask.</param>
/// <param name="holder">Name under which the grain holds the lease: its gateway, or <see cref="StageLeaseHolders.Mix"/>.</param>
/// <param name="pass">Receives each packet that may be heard, with the time of its arrival.</param>
/// <param name="stageChanged">Called with the former stage after a newer one has replaced it.</param>
/// <param name="metrics">Counts the dropped packets.</param>
/// <param name="time">A clock that never goes back.</param>
/// <param name="logger">The grain's logger.</param>
internal sealed partial class StageWatch(
    IRoomGrain room,
    string holder,
    Func<StagePacket, TimeSpan, Task> pass,
    Action<StageView> stageChanged,
    MediaMetrics metrics,
    TimeProvider time,
    ILogger logger)
{
    // After this time without an answer a question counts as lost: a room whose silo just died does not answer until the cluster
    // notices. While sound waits for the answer, the grain asks again sooner.
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan AskAgainInSilenceAfter = TimeSpan.FromMilliseconds(100);

    // Packets that wait: from a speaker whose coming on stage is not known here yet, or while the room is asked. 64 packets are
    // 100 ms of a full stage.
    private const int EarlyPacketsMax = 64;

    private readonly StageGate gate = new();
    private readonly StageLease lease = new(StageTerms.Lease, StageTerms.RenewAfter);
    private readonly Queue<StagePacket> early = new();
    private TimeSpan? askingSince;
    private bool hasLapsed;

    /// <summary>The stage by which packets are judged.</summary>
    public StageView Stage => gate.Stage;

    /// <summary>The clock of the lease and of the packets' arrival times. It runs on while the process is stopped.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(0);

    /// <summary>True while the lease lasts.</summary>
    public bool MayJudge => lease.Holds(Elapsed);

    /// <summary>Gives the lease back: no packet passes until the room has been asked again.</summary>
    public void Surrender() => lease.Surrender();

    /// <summary>Called about once a second: renews the lease while a microphone on stage is open.</summary>
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

    /// <summary>Judges a packet of the stage stream.</summary>
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

    // Asks beside the packets, which wait only if the lease ends before the answer arrives. Packets and the gateway's
    // once-a-second call also drive the questions, so no question needs a timer that wakes the process.
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
            // Nothing passes once the lease has run out. The next packet, or the gateway's next call, asks again.
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

using AudioRooms.Contracts.Rooms;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;

namespace AudioRooms.Gateway.Rooms;

/// <summary>
/// The room as it was last told to this gateway, and how it stays so. Events come through the listener grain, each with the room
/// as it is then. One that was lost or overtaken on the way leaves a gap, which is read from the room while nobody waits; what
/// matters for sound is applied before the gap is closed. Inside the room's gate, except where the room is asked.
/// </summary>
/// <param name="gate">The room's gate; taken anew for each answer of the room.</param>
/// <param name="room">Its grain.</param>
/// <param name="updates">What the news mean for the devices here.</param>
internal sealed class RoomNews(RankedLock gate, IRoomGrain room, DeviceUpdates updates)
{
    private readonly List<RoomChange> early = [];
    private long newestVersion;
    private long wantedVersion;
    private Task catchingUp = Task.CompletedTask;

    /// <summary>
    /// The room; null until the listener grain has answered for the first time. Its version is that of the last event that was
    /// applied.
    /// </summary>
    public RoomView? View { get; private set; }

    /// <summary>The room changed. Speaking gates close before anything else happens.</summary>
    public void Accept(RoomChange change)
    {
        if (View is null)
        {
            // Overtook the answer that opens the gateway's room; judged when that is here.
            early.Add(change);
            return;
        }

        if (change.Event.Version <= View.Version)
        {
            return;
        }

        Adopt(change.View);
        ObserveStage(change.Stage);
        if (change.Event.Version == View.Version + 1)
        {
            Apply(change.Event);
            return;
        }

        // News was lost or overtaken on the way here. The room, which waits for this answer, must not wait for the repair, which
        // asks the room; and what matters for sound is applied already.
        CatchUpTo(change.Event.Version);
    }

    /// <summary>What the listener grain answered when it was opened or renewed.</summary>
    public void Reconcile(RoomView told)
    {
        if (View is null)
        {
            View = told;
            newestVersion = told.Version;
            foreach (var change in early)
            {
                Accept(change);
            }

            early.Clear();
            return;
        }

        Adopt(told);
        ObserveStage(told.Stage);
        CatchUpTo(told.Version);
    }

    /// <summary>Once a beat: asks for what this gateway knows that it missed, if it could not be had yet.</summary>
    public void CatchUp()
    {
        if (View is not null)
        {
            CatchUpTo(newestVersion);
        }
    }

    // There are events up to this version.
    private void CatchUpTo(long version)
    {
        wantedVersion = Math.Max(wantedVersion, version);
        if (wantedVersion > View!.Version && catchingUp.IsCompleted)
        {
            catchingUp = CatchUpAsync();
        }
    }

    private async Task CatchUpAsync()
    {
        // Leaves the gate that the caller holds.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            // More may have been missed while this was read. A room that knows nothing newer is asked again with the next beat.
            var known = -1L;
            while (TakeGap() is { } missing && missing > known)
            {
                known = missing;
                await ReadMissedAsync(known).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (ClusterFaults.IsFault(error))
        {
            // The next change, or the next beat, finds the same gap and tries again.
        }
    }

    // The version after which events are missing; null if none are.
    private long? TakeGap()
    {
        using (gate.EnterScope())
        {
            return wantedVersion > View!.Version ? View.Version : null;
        }
    }

    private async Task ReadMissedAsync(long known)
    {
        // The view comes second, so that it holds all that the events tell.
        var missed = await room.EventsAfterAsync(known).ConfigureAwait(false);
        var reply = await room.GetAsync().ConfigureAwait(false);
        using (gate.EnterScope())
        {
            if (missed is null)
            {
                if (reply.IsAccepted)
                {
                    Replace(reply.Value);
                }

                return;
            }

            Adopt(reply.Value);
            foreach (var happened in missed)
            {
                if (happened.Version == View!.Version + 1)
                {
                    Apply(happened);
                }
            }
        }
    }

    // Too much was missed for single events.
    private void Replace(RoomView told)
    {
        if (told.Version <= View!.Version)
        {
            return;
        }

        Adopt(told);
        ObserveStage(told.Stage);
        View = View with { Version = told.Version };
        updates.OnReplaced(View);
    }

    // Everything about the room but its stage and version, which follow rules of their own. It may be ahead of the events told so
    // far: clients take an event that says what they know already for what it is.
    private void Adopt(RoomView? told)
    {
        if (told is null || told.Version < newestVersion)
        {
            return;
        }

        newestVersion = told.Version;
        View = told with { Version = View!.Version, Stage = View.Stage };
        updates.OnRemoved(told.Removed);
    }

    // A stage with a higher epoch counts at once, even if events before it are still missing: silence must not wait for history.
    private void ObserveStage(StageView stage)
    {
        if (stage.Epoch < View!.Stage.Epoch)
        {
            return;
        }

        var before = View.Stage;
        View = View with { Stage = stage, Card = View.Card with { SpeakerCount = stage.Members.Length } };
        updates.OnStage(before, stage);
    }

    private void Apply(RoomEvent happened)
    {
        View = View! with { Version = happened.Version };
        if (happened is RoomEnded)
        {
            View = View with { Card = View.Card with { Phase = RoomPhase.Ended, EndedAt = happened.At } };
        }

        updates.OnEvent(happened, View);
    }
}

using AudioRooms.Contracts.Rooms;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;

namespace AudioRooms.Gateway.Rooms;

/// <summary>
/// The present view of the room, kept true from news that may be lost or overtaken. Events come through the listener grain, each
/// with the view of the room after it. If events were applied as they come, a lost one would leave the devices wrong for ever,
/// and waiting for it would let a muted speaker be heard. So the stage of the newest news counts at once, and a gap in the events
/// is read from the room afterwards. The caller holds the room's gate, except while the room is asked.
/// </summary>
/// <param name="gate">The room's gate; taken again for each answer of the room.</param>
/// <param name="room">The room's grain.</param>
/// <param name="updates">Passes the news on to the devices here.</param>
internal sealed class RoomNews(RankedLock gate, IRoomGrain room, DeviceUpdates updates)
{
    private readonly List<RoomChange> early = [];
    private long newestVersion;
    private long wantedVersion;
    private Task catchingUp = Task.CompletedTask;

    /// <summary>
    /// The view of the room; null until the listener grain has answered for the first time. Its version is that of the last event
    /// that was applied.
    /// </summary>
    public RoomView? View { get; private set; }

    /// <summary>Takes a change of the room. Speaking gates close before anything else happens.</summary>
    public void Accept(RoomChange change)
    {
        if (View is null)
        {
            // This change overtook the answer that opens the gateway room. It is applied when the answer is here.
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

        // News was lost or overtaken. The room waits for this call to return, so the repair, which asks the room, must not be
        // awaited. The stage, which matters for the sound, is applied already.
        CatchUpTo(change.Event.Version);
    }

    /// <summary>Takes the view with which the listener grain answered an opening or a renewal.</summary>
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

    /// <summary>Called once a heartbeat: reads missing events that could not be read before.</summary>
    public void CatchUp()
    {
        if (View is not null)
        {
            CatchUpTo(newestVersion);
        }
    }

    // Events up to this version exist.
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
            // More may be missing after this was read. If the room knows nothing newer, the next heartbeat asks again.
            var known = -1L;
            while (TakeGap() is { } missing && missing > known)
            {
                known = missing;
                await ReadMissedAsync(known).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (ClusterFaults.IsFault(error))
        {
            // The next change or the next heartbeat finds the same gap and tries again.
        }
    }

    // The version after which events are missing; null if none are missing.
    private long? TakeGap()
    {
        using (gate.EnterScope())
        {
            return wantedVersion > View!.Version ? View.Version : null;
        }
    }

    private async Task ReadMissedAsync(long known)
    {
        // The view is read second, so that it includes all these events.
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

    // Too many events were missed to apply them one by one.
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

    // Adopts everything about the room except its stage and version, which have rules of their own. The view may be newer than
    // the events sent so far; clients accept an event that tells them what they know already.
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

    // A stage with a higher epoch counts at once, even if earlier events are missing: a mute must not wait for them.
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

using System.Collections.Immutable;
using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.Access;
using AudioRooms.Gateway.FanOut;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Transport;
using AudioRooms.Wire.V1;
using RoomEnded = AudioRooms.Contracts.Rooms.RoomEnded;
using RoomEvent = AudioRooms.Contracts.Rooms.RoomEvent;
using RoomPhase = AudioRooms.Contracts.Rooms.RoomPhase;

namespace AudioRooms.Gateway.Rooms;

/// <summary>
/// One room at this gateway: its fan-out, who is connected, and the room as last told. The listener grain (a grain beside this
/// gateway) calls it through <see cref="IGatewayRoom"/>; however many listen here, the room's grain sees one gateway's room. Thread-safe.
/// </summary>
internal sealed partial class GatewayRoom : IGatewayRoom
{
    private readonly Lock gate = new();
    private readonly EncodedMessagePool pool;
    private readonly IRoomGrain room;
    private readonly Func<long> nowMicros;
    private readonly Dictionary<UserId, IRoomDevice> connections = [];
    private readonly List<RoomChange> early = [];
    private RoomView? view;
    private long learntVersion;
    private long soughtVersion;
    private Task catchingUp = Task.CompletedTask;

    /// <param name="id">The room.</param>
    /// <param name="fanOut">Its sound.</param>
    /// <param name="pool">Where messages are encoded.</param>
    /// <param name="room">Its grain.</param>
    /// <param name="nowMicros">The media path's clock.</param>
    /// <param name="mix">Its sound for those who want one voice.</param>
    public GatewayRoom(RoomId id, RoomFanOut fanOut, EncodedMessagePool pool, IRoomGrain room, Func<long> nowMicros, RoomMix mix)
    {
        this.nowMicros = nowMicros;
        atOnce = new TokenBucket(AtOncePerSecond, AtOnceMax, nowMicros());
        Id = id;
        FanOut = fanOut;
        Mix = mix;
        mix.Refused = RefuseMix;
        this.pool = pool;
        this.room = room;
    }

    public RoomId Id { get; }

    public RoomFanOut FanOut { get; }

    public RoomMix Mix { get; }

    /// <summary>Names this life of the gateway's room: positions mean something only within it.</summary>
    public Guid Life { get; } = Guid.NewGuid();

    /// <summary>Step 5 ends here: a packet that everybody shall hear. One thread hop and one copy away from the wire.</summary>
    public Task OnPacketAsync(StagePacket packet)
    {
        FanOut.Append(packet);
        return Task.CompletedTask;
    }

    /// <summary>The room changed. The speaking gates close before anything else happens.</summary>
    public Task OnChangeAsync(RoomChange change)
    {
        lock (gate)
        {
            if (view is null)
            {
                // Overtook the answer that opens the gateway's room; judged when that is here.
                early.Add(change);
                return Task.CompletedTask;
            }

            if (change.Event.Version <= view.Version)
            {
                return Task.CompletedTask;
            }

            Learn(change.View);
            ObserveStage(change.Stage);
            if (change.Event.Version == view.Version + 1)
            {
                Apply(change.Event);
                return Task.CompletedTask;
            }

            // News was lost or overtaken on the way here. The room, which waits for this answer, must not wait for the repair, which asks
            // the room; and what matters for sound is applied already.
            Seek(change.Event.Version);
            return Task.CompletedTask;
        }
    }

    /// <summary>What the listener grain answered when it was opened or renewed.</summary>
    public void Reconcile(RoomView told)
    {
        lock (gate)
        {
            if (view is null)
            {
                view = told;
                learntVersion = told.Version;
                foreach (var change in early)
                {
                    OnChangeAsync(change);
                }

                early.Clear();
                return;
            }

            Learn(told);
            ObserveStage(told.Stage);
            Seek(told.Version);
        }
    }

    /// <summary>Once a beat: asks for what this gateway's room knows that it missed, if it could not be had yet.</summary>
    public void CatchUp()
    {
        lock (gate)
        {
            if (view is not null)
            {
                Seek(learntVersion);
            }
        }
    }

    /// <summary>
    /// Lets a connection in. A former main device of the same person gives way to a new one, and of too many companions the oldest does.
    /// </summary>
    /// <param name="connection">Gets events from now on, without a gap after the view that <paramref name="welcome"/> gets.</param>
    /// <param name="welcome">Called with the room as it is now, before any event can follow.</param>
    public void Enter(IRoomDevice connection, Action<RoomView> welcome)
    {
        IRoomDevice? former;
        lock (gate)
        {
            var now = view ?? throw new InvalidOperationException("A gatewayRoom lets nobody in before it is open.");
            former = Place(connection);
            Came(connection);
            connection.SpeakingGate.Observe(now.Stage);
            connection.ToldVersion = now.Version;
            welcome(now);
            TellDominant(connection);
            if (now.Hands.Any(hand => hand.Person.Id == connection.Person.Id))
            {
                connection.OnHandRaised();
            }

            if (now.Invited.Contains(connection.Person.Id))
            {
                connection.OnInvited();
            }

            // Put out after the room let them in and before they got here.
            if (now.Removed.Contains(connection.Person.Id))
            {
                connection.Close(ClosingReason.Removed);
            }
        }

        former?.Close(ClosingReason.Replaced);
    }

    /// <summary>A connection is gone.</summary>
    public void Leave(IRoomDevice connection)
    {
        lock (gate)
        {
            if (Displace(connection) && !IsHere(connection.Person.Id))
            {
                Went(connection.Person.Id);
            }
        }
    }

    /// <summary>Sends the room as it is now to a connection that could not be sent every event.</summary>
    public void Resync(IRoomDevice connection)
    {
        lock (gate)
        {
            SendSnapshot(connection);
        }
    }

    /// <summary>Ends every connection here.</summary>
    public void CloseAll(ClosingReason reason)
    {
        lock (gate)
        {
            foreach (var connection in Devices())
            {
                connection.Close(reason);
            }
        }
    }

    /// <summary>Closes the connections whose device is silent for too long, or whose token is over.</summary>
    /// <param name="silentAfter">How long a device may say nothing.</param>
    public void CloseExpired(TimeSpan silentAfter)
    {
        var now = nowMicros();
        var silentAfterMicros = (long)silentAfter.TotalMicroseconds;
        lock (gate)
        {
            foreach (var connection in Devices())
            {
                connection.CloseIfExpired(now, silentAfterMicros);
            }
        }
    }

    /// <summary>Who is connected here now.</summary>
    /// <param name="gatewayId">This gateway.</param>
    /// <param name="number">Higher with every call.</param>
    public GatewayPresence Presence(string gatewayId, long number)
    {
        lock (gate)
        {
            var speakers = ImmutableArray.CreateBuilder<UserId>();
            foreach (var member in view?.Stage.Members ?? [])
            {
                if (IsHere(member.Person.Id))
                {
                    speakers.Add(member.Person.Id);
                }
            }

            return new GatewayPresence(gatewayId, PeopleHere - speakers.Count, speakers.ToImmutable())
            {
                Hands = RaisedHandsHere(),
                Number = number,
            };
        }
    }

    // Inside the gate. There are events up to this version.
    private void Seek(long version)
    {
        soughtVersion = Math.Max(soughtVersion, version);
        if (soughtVersion > view!.Version && catchingUp.IsCompleted)
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
        lock (gate)
        {
            return soughtVersion > view!.Version ? view.Version : null;
        }
    }

    private async Task ReadMissedAsync(long known)
    {

        // The view comes second, so that it holds all that the events tell.
        var missed = await room.EventsAfterAsync(known).ConfigureAwait(false);
        var reply = await room.GetAsync().ConfigureAwait(false);
        if (missed is null)
        {
            if (reply.IsAccepted)
            {
                Replace(reply.Value);
            }

            return;
        }

        lock (gate)
        {
            Learn(reply.Value);
            foreach (var happened in missed)
            {
                if (happened.Version == view!.Version + 1)
                {
                    Apply(happened);
                }
            }
        }
    }

    private void Replace(RoomView told)
    {
        lock (gate)
        {
            if (told.Version <= view!.Version)
            {
                return;
            }

            Learn(told);
            ObserveStage(told.Stage);
            view = view with { Version = told.Version };
            foreach (var connection in Devices())
            {
                SendSnapshot(connection);
            }

            if (told.Card.Phase == RoomPhase.Ended)
            {
                CloseAll(ClosingReason.RoomEnded);
            }
        }
    }

    private void SendSnapshot(IRoomDevice connection)
    {
        var message = pool.Encode(new ServerMessage { Snapshot = WireViews.Of(view!, connection.Person.Id) });
        connection.ToldVersion = view!.Version;
        connection.Outbox.SendSnapshot(message);
        message.Release();
        TellDominant(connection);
    }

    // A stage with a higher epoch counts at once, even if events before it are still missing: silence must not wait for history.
    private void ObserveStage(StageView stage)
    {
        if (stage.Epoch < view!.Stage.Epoch)
        {
            return;
        }

        var before = view.Stage;
        view = view with { Stage = stage, Card = view.Card with { SpeakerCount = stage.Members.Length } };
        Tell(before.Members, stage);
        Tell(stage.Members, stage);
        Mix.Advance(stage);
    }

    private void RefuseMix(ImmutableArray<uint> refused)
    {
        lock (gate)
        {
            foreach (var connection in Devices())
            {
                connection.OnMixRefused(refused);
            }
        }
    }

    private void Tell(ImmutableArray<Contracts.Rooms.StageMember> members, StageView stage)
    {
        foreach (var member in members)
        {
            if (connections.TryGetValue(member.Person.Id, out var connection))
            {
                connection.SpeakingGate.Observe(stage);
                connection.OnStageChanged();
            }
        }
    }

    private void Apply(RoomEvent happened)
    {
        view = view! with { Version = happened.Version };
        Tell(happened);
        Concern(happened);
        if (happened is RoomEnded)
        {
            view = view with { Card = view.Card with { Phase = RoomPhase.Ended, EndedAt = happened.At } };
            Flush();
            CloseAll(ClosingReason.RoomEnded);
        }
    }
}

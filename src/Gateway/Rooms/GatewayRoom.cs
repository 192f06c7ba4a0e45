using System.Collections.Immutable;
using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Gateway.FanOut;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Transport;

namespace AudioRooms.Gateway.Rooms;

/// <summary>
/// One room at this gateway. However many devices listen here, the room's grain and the listener grain know one gateway room:
/// without it they would have to call every device, and their cost would grow with the audience. The listener grain, which lives
/// beside this gateway, calls it through <see cref="IGatewayRoom"/>. This class holds the gate and passes each call to the part
/// that does the work, so that one device sees events, stage and snapshots in one order. Thread-safe.
/// </summary>
internal sealed class GatewayRoom : IGatewayRoom
{
    private readonly RankedLock gate = new(LockRank.Room);
    private readonly EncodedMessagePool pool;
    private readonly Func<long> nowMicros;
    private readonly RoomDevices devices = new();
    private readonly RoomNews news;
    private readonly DeviceUpdates updates;
    private readonly EventDelivery events;
    private readonly DominantNotices dominant;
    private readonly Roster roster;
    private readonly LossReports losses;
    private readonly HearingNotices hearing;
    private readonly ReactionCounts reactions;

    /// <param name="id">The room.</param>
    /// <param name="fanOut">The fan-out of the room's voices.</param>
    /// <param name="pool">Lends the memory of encoded messages.</param>
    /// <param name="room">The room's grain.</param>
    /// <param name="nowMicros">The media path's clock.</param>
    /// <param name="mix">The mix, for devices that hear the room as one voice.</param>
    public GatewayRoom(RoomId id, RoomFanOut fanOut, EncodedMessagePool pool, IRoomGrain room, Func<long> nowMicros, RoomMix mix)
    {
        Id = id;
        FanOut = fanOut;
        Mix = mix;
        this.pool = pool;
        this.nowMicros = nowMicros;
        reactions = new ReactionCounts(nowMicros);
        roster = new Roster(devices);
        losses = new LossReports(devices, nowMicros);
        hearing = new HearingNotices(devices);
        dominant = new DominantNotices(devices, pool, nowMicros);
        events = new EventDelivery(devices, pool, nowMicros);
        updates = new DeviceUpdates(devices, events, dominant, mix, pool);
        news = new RoomNews(gate, room, updates);
        mix.Refused = OnMixRefused;
    }

    public RoomId Id { get; }

    /// <summary>The fan-out of the room's voices.</summary>
    public RoomFanOut FanOut { get; }

    /// <summary>The mix, for devices that hear the room as one voice.</summary>
    public RoomMix Mix { get; }

    /// <summary>Identifies this instance: a position in a packet log has a meaning only together with it.</summary>
    public Guid Life { get; } = Guid.NewGuid();

    /// <summary>The room as it was last told here; null until it is open.</summary>
    public RoomView? View
    {
        get
        {
            using (gate.EnterScope())
            {
                return news.View;
            }
        }
    }

    /// <summary>Step 5 ends here: the packet goes to everybody. It is one thread hop and one copy away from the wire.</summary>
    public Task OnPacketAsync(StagePacket packet)
    {
        FanOut.Append(packet);
        return Task.CompletedTask;
    }

    public Task OnChangeAsync(RoomChange change)
    {
        using (gate.EnterScope())
        {
            news.Accept(change);
        }

        return Task.CompletedTask;
    }

    public Task OnDominantAsync(DominantNote note)
    {
        using (gate.EnterScope())
        {
            dominant.Accept(note);
        }

        return Task.CompletedTask;
    }

    public Task OnReactionsAsync(ReactionTally tally)
    {
        reactions.Accept(tally);
        return Task.CompletedTask;
    }

    public Task OnLossAsync(LossNote note)
    {
        using (gate.EnterScope())
        {
            losses.Accept(note);
        }

        return Task.CompletedTask;
    }

    /// <summary>A person has one main device in a room, on whichever gateway: the newest one.</summary>
    public Task OnArrivalsAsync(ArrivalNote note)
    {
        using (gate.EnterScope())
        {
            foreach (var arrival in note.Arrived)
            {
                var here = arrival.IsCompanion ? null : devices.MainOf(arrival.Person.Id)?.Connection;
                if (here?.EnteredAt < arrival.At)
                {
                    here.Close(ClosingReason.Replaced);
                }
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>
    /// Lets a connection in. A new main device replaces the person's former one; a fourth companion replaces the oldest.
    /// </summary>
    /// <param name="connection">Gets every event after the view that <paramref name="welcome"/> gets, without a gap.</param>
    /// <param name="welcome">Called with the present room, before any event can follow.</param>
    public void Enter(IRoomDevice connection, Action<RoomView> welcome)
    {
        IRoomDevice? former;
        using (gate.EnterScope())
        {
            var now = news.View ?? throw new InvalidOperationException("A gateway's room takes no connection before it is open.");
            var user = connection.Person.Id;
            var device = devices.Attach(connection, out former);
            roster.Add(connection);
            connection.SpeakingGate.Observe(now.Stage);
            device.ToldVersion = now.Version;
            welcome(now);
            dominant.SendTo(connection);
            if (now.Hands.Any(hand => hand.Person.Id == user))
            {
                connection.OnHandRaised();
            }

            if (now.Invited.Contains(user))
            {
                connection.OnInvited();
            }

            // The person was removed after the room had let this device in and before the device got here.
            if (now.Removed.Contains(user))
            {
                connection.Close(ClosingReason.Removed);
            }
        }

        former?.Close(ClosingReason.Replaced);
    }

    /// <summary>Removes a connection that has ended.</summary>
    public void Leave(IRoomDevice connection)
    {
        using (gate.EnterScope())
        {
            if (devices.Detach(connection) && !devices.IsHere(connection.Person.Id))
            {
                roster.Remove(connection.Person.Id);
            }
        }
    }

    /// <summary>Sends a snapshot to a connection that could not be sent every event.</summary>
    public void Resync(IRoomDevice connection)
    {
        using (gate.EnterScope())
        {
            if (news.View is { } view && devices.Find(connection) is { } device)
            {
                updates.SendSnapshot(device, view);
            }
        }
    }

    /// <summary>
    /// Sends one device the events so far, so that the answer to a command follows the events that the command caused.
    /// </summary>
    public void SendEvents(IRoomDevice connection)
    {
        using (gate.EnterScope())
        {
            if (news.View is { } view && devices.Find(connection) is { } device)
            {
                events.SendTo(device, view);
            }
        }
    }

    /// <summary>The source of a person's stay on stage; null for people in the audience.</summary>
    public uint? StayOf(UserId user)
    {
        using (gate.EnterScope())
        {
            return news.View?.Stage.Find(user)?.Source;
        }
    }

    /// <summary>How many other devices of the same person are here.</summary>
    public int OthersOf(IRoomDevice connection)
    {
        using (gate.EnterScope())
        {
            return devices.Of(connection.Person.Id).Count(device => device.Connection != connection);
        }
    }

    /// <summary>Takes the view with which the listener grain answered an opening or a renewal.</summary>
    public void Reconcile(RoomView told)
    {
        using (gate.EnterScope())
        {
            news.Reconcile(told);
        }
    }

    /// <inheritdoc cref="RoomNews.CatchUp"/>
    public void CatchUp()
    {
        using (gate.EnterScope())
        {
            news.CatchUp();
        }
    }

    /// <summary>Called once a heartbeat: sends people with a raised hand their place in the queue if it has changed.</summary>
    public void SendHandPlaces()
    {
        using (gate.EnterScope())
        {
            if (news.View is { } view)
            {
                updates.SendHandPlaces(view, only: null);
            }
        }
    }

    /// <summary>Called twice a second: sends the events that wait.</summary>
    public void SendEvents()
    {
        using (gate.EnterScope())
        {
            if (news.View is { } view)
            {
                events.Flush(view);
            }

            dominant.Send();
        }
    }

    /// <summary>Counts a reaction of a person here.</summary>
    /// <param name="reaction">One of the names in <see cref="ReactionOptions.Names"/>.</param>
    public void React(string reaction) => reactions.Add(reaction);

    /// <inheritdoc cref="ReactionCounts.TakeGiven"/>
    public ReactionTally? TakeReactions(string gatewayId, long number) => reactions.TakeGiven(gatewayId, number);

    /// <summary>Sends every device here, in one message, the reactions that arrived since the last call.</summary>
    public void SendReactions()
    {
        if (reactions.TakeArrived() is not { } message)
        {
            return;
        }

        var encoded = pool.Encode(message);
        using (gate.EnterScope())
        {
            foreach (var device in devices.All)
            {
                device.Connection.Outbox.SendIfFree(encoded);
            }
        }

        encoded.Release();
    }

    /// <summary>
    /// Called once a heartbeat: closes connections whose device was silent for too long or whose access token has expired.
    /// </summary>
    /// <param name="silentAfter">How long a device may send nothing.</param>
    public void CloseExpired(TimeSpan silentAfter)
    {
        var now = nowMicros();
        var silentAfterMicros = (long)silentAfter.TotalMicroseconds;
        using (gate.EnterScope())
        {
            foreach (var device in devices.All)
            {
                device.Connection.CloseIfExpired(now, silentAfterMicros);
            }
        }
    }

    /// <inheritdoc cref="DominantNotices.SendWaiting"/>
    public void SendWaiting()
    {
        using (gate.EnterScope())
        {
            dominant.SendWaiting();
        }
    }

    /// <summary>Every device here, as of now.</summary>
    public IReadOnlyList<IRoomDevice> Devices()
    {
        using (gate.EnterScope())
        {
            return [.. devices.All.Select(static device => device.Connection)];
        }
    }

    /// <summary>Ends every connection here.</summary>
    public void CloseAll(ClosingReason reason)
    {
        using (gate.EnterScope())
        {
            devices.CloseAll(reason);
        }
    }

    /// <inheritdoc cref="LossReports.Assess"/>
    public LossTally? AssessLoss()
    {
        using (gate.EnterScope())
        {
            return losses.Assess(news.View?.Stage ?? StageView.Empty);
        }
    }

    /// <inheritdoc cref="HearingNotices.Send"/>
    public void SendHearing()
    {
        using (gate.EnterScope())
        {
            hearing.Send(news.View?.Stage ?? StageView.Empty);
        }
    }

    /// <inheritdoc cref="Roster.Take"/>
    public RosterChange? TakeRoster(bool whole)
    {
        using (gate.EnterScope())
        {
            return roster.Take(whole);
        }
    }

    /// <summary>The people who are connected here now.</summary>
    /// <param name="gatewayId">This gateway.</param>
    /// <param name="number">Higher with each call, so that the room recognises the newest report.</param>
    public GatewayPresence Presence(string gatewayId, long number)
    {
        using (gate.EnterScope())
        {
            var speakers = Here(news.View?.Stage.Members.Select(static member => member.Person.Id));
            return new GatewayPresence(gatewayId, devices.PeopleCount - speakers.Length, speakers)
            {
                Hands = Here(news.View?.Hands.Select(static hand => hand.Person.Id)),
                Number = number,
            };
        }
    }

    private ImmutableArray<UserId> Here(IEnumerable<UserId>? people) => [.. (people ?? []).Where(devices.IsHere)];

    private void OnMixRefused(ImmutableArray<uint> refused)
    {
        using (gate.EnterScope())
        {
            foreach (var device in devices.All)
            {
                device.Connection.OnMixRefused(refused);
            }
        }
    }
}

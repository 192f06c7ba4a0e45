using AudioRooms.Contracts.Rooms;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Rooms;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Sessions;

// At which pace the device hears: what its owner chose, unless the stage is near or the server is nearly full.
internal sealed partial class ClientConnection
{
    private LatencyClass chosenLatency;
    private volatile LatencyClass servedLatency;
    private bool isHurried;
    private bool isInvited;
    private LinkedListNode<ClientConnection>? overflowPlace;
    private bool isOverflow;

    /// <summary>True while it is served once a second.</summary>
    public bool IsBroadcast => servedLatency == LatencyClass.Broadcast;

    /// <summary>A person who may be called on stage at any moment hears without the audience's delay.</summary>
    public void OnHandRaised()
    {
        lock (gate)
        {
            isHurried = true;
            Pace();
        }
    }

    public void OnStageLeft()
    {
        lock (gate)
        {
            isHurried = false;
            isInvited = false;
            Pace();
        }
    }

    /// <summary>On stage, where a raised hand leads, the device goes on hearing without delay.</summary>
    public void OnHandLowered()
    {
        ToldPlace = null;
        lock (gate)
        {
            isHurried &= SpeakingGate.Source is not null;
            Pace();
        }
    }

    public void OnInvited()
    {
        lock (gate)
        {
            isInvited = true;
            Pace();
        }
    }

    /// <summary>On stage, where an invitation leads, the device goes on hearing without delay.</summary>
    public void OnInvitationEnded()
    {
        lock (gate)
        {
            isInvited &= SpeakingGate.Source is not null;
            Pace();
        }
    }

    /// <summary>The server has room again: the device hears as its owner chose.</summary>
    public void LeaveOverflow()
    {
        lock (gate)
        {
            isOverflow = false;
            Pace();
        }
    }

    // Inside the gate.
    private LatencyClass WantedLatency
    {
        get
        {
            var chosen = isOverflow ? LatencyClass.Broadcast : chosenLatency;
            return isHurried || isInvited || (chosen == LatencyClass.Broadcast && SpeakingGate.Source is not null) ? LatencyClass.Interactive : chosen;
        }
    }

    // Who has no business near the stage just now makes room for others where there is little.
    private void EnterOverflow(RoomView view)
    {
        if (view.Stage.Find(Person.Id) is null && !view.IsHost(Person.Id))
        {
            overflowPlace = gateway.Overflow.TryEnter(this, gateway.NowMicros);
            isOverflow = overflowPlace is not null;
        }
    }

    // Inside the gate. Before the first welcome there is nobody to pace.
    private void Pace()
    {
        var wanted = WantedLatency;
        if (listener is null || wanted == servedLatency)
        {
            return;
        }

        if (wanted == LatencyClass.Broadcast || servedLatency == LatencyClass.Broadcast)
        {
            Send(new ServerMessage
            {
                LatencyChanged = new LatencyChanged { Latency = wanted, AckEveryMs = AckEveryMsOf(wanted) },
            });
        }

        servedLatency = wanted;
        tuning.FanOut.Move(listener, wanted);
    }

    private void SetLatency(ClientMessage message)
    {
        if (!TryGetLatency(message.SetLatency.Latency, out var latency))
        {
            Refuse(message.RequestId, WireErrors.Of(EdgeRefusal.LatencyInvalid));
            return;
        }

        lock (gate)
        {
            chosenLatency = latency;
            Pace();
        }

        Accept(message.RequestId);
    }

    private uint AckEveryMsOf(LatencyClass latency) => (uint)gateway.Options.FanOut.AckEveryOf(latency).TotalMilliseconds;

    private static bool TryGetLatency(LatencyClass asked, out LatencyClass latency)
    {
        latency = asked == LatencyClass.Unspecified ? LatencyClass.Audience : asked;
        return latency is LatencyClass.Interactive or LatencyClass.Audience or LatencyClass.Economy or LatencyClass.Broadcast;
    }
}

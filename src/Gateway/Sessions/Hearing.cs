using AudioRooms.Contracts.Media;
using AudioRooms.Gateway.FanOut;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Rooms;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Sessions;

/// <summary>
/// What one device hears of its room: which packet log (the voices one by one, the mix, or on stage the mix of everybody else),
/// in which latency class, and from which position. Thread-safe.
/// </summary>
internal sealed class Hearing
{
    private readonly RankedLock gate = new(LockRank.Hearing);
    private readonly GatewayRoom room;
    private readonly DeviceLink link;
    private readonly Overflow overflow;
    private readonly FanOutOptions options;
    private readonly LatencyChoice latency = new();
    private LinkedListNode<Hearing>? overflowPlace;
    private volatile LatencyClass served;
    private Sound chosenSound;
    private Tuning tuning;
    private FanOutListener? listener;

    /// <param name="room">The room.</param>
    /// <param name="link">The device.</param>
    /// <param name="chosenLatency">The latency class that the device asks for.</param>
    /// <param name="chosenSound">The sound that the device asks for.</param>
    /// <param name="overflow">Where devices wait that came when the server was nearly full.</param>
    /// <param name="options">Acknowledgements and window.</param>
    public Hearing(
        GatewayRoom room,
        DeviceLink link,
        LatencyClass chosenLatency,
        Sound chosenSound,
        Overflow overflow,
        FanOutOptions options)
    {
        this.room = room;
        this.link = link;
        this.overflow = overflow;
        this.options = options;
        this.chosenSound = chosenSound;
        latency.Chosen = chosenLatency;
    }

    /// <summary>The class in which the device is served.</summary>
    public LatencyClass Latency => served;

    /// <summary>What is heard: the voices where the room makes no more mixes.</summary>
    public Sound Sound => tuning.Sound;

    /// <summary>How often the device should acknowledge what it received, in milliseconds.</summary>
    public uint AckEveryMs => AckEveryMsOf(served);

    private bool IsOnStage => link.SpeakingGate.Source is not null;

    /// <summary>Reads a sound from the wire; the voices where the device names none.</summary>
    /// <returns>False if it is neither.</returns>
    public static bool TryRead(Sound asked, out Sound sound)
    {
        sound = asked == Sound.Unspecified ? Sound.Forwarded : asked;
        return sound is Sound.Forwarded or Sound.Mix;
    }

    /// <summary>Decides what the device will hear. Inside the room's gate, before the device is welcomed.</summary>
    /// <param name="resumeAt">The position from which the device wants to go on; null for a device that does not resume.</param>
    /// <param name="mayWait">True for a device that gives way to others while the server is nearly full.</param>
    /// <param name="nowMicros">The media path's clock.</param>
    public HearingStart Begin(ulong? resumeAt, bool mayWait, long nowMicros)
    {
        TryTune(out tuning);
        using (gate.EnterScope())
        {
            overflowPlace = mayWait ? overflow.TryEnter(this, nowMicros) : null;
            latency.IsOverflow = overflowPlace is not null;
            served = latency.For(IsOnStage);
        }

        var fanOut = tuning.FanOut;
        if (resumeAt is { } asked && Positions.AreOfOneLog((long)asked, fanOut.End))
        {
            return new HearingStart(fanOut.Begin(asked, served, out var isResumed), IsResuming: true, isResumed);
        }

        return new HearingStart(fanOut.End, IsResuming: false, IsResumed: false);
    }

    /// <summary>Bundles follow from now on.</summary>
    public void Start(HearingStart start)
    {
        using (gate.EnterScope())
        {
            Listen(start.Position, start.IsResuming);

            // The device may have been brought back from the overflow in between.
            Pace();
        }
    }

    /// <summary>No bundles any more, and every place is given back.</summary>
    public void Stop()
    {
        using (gate.EnterScope())
        {
            if (listener is not null)
            {
                tuning.FanOut.Remove(listener);
                GiveBack(tuning);
                listener = null;
            }
        }

        if (overflowPlace is { } place)
        {
            overflow.Leave(place);
        }
    }

    /// <summary>Step 7 of a packet's way: the client acknowledges positions, and the server skips old sound.</summary>
    public void Acknowledge(Ack ack, long nowMicros)
    {
        // An acknowledgement that was on its way when the log was changed does no harm: a lower position says nothing, and a
        // higher one says that the little that was sent since has come.
        var position = (long)Math.Min(ack.Position, long.MaxValue);
        using (gate.EnterScope())
        {
            listener?.Acknowledge(position, nowMicros);
        }
    }

    public void SetLatency(LatencyClass chosen)
    {
        using (gate.EnterScope())
        {
            latency.Chosen = chosen;
            Pace();
        }
    }

    public void SetSound(Sound sound)
    {
        using (gate.EnterScope())
        {
            chosenSound = sound;
        }

        Retune();
    }

    public void OnHandRaised()
    {
        using (gate.EnterScope())
        {
            latency.OnHandRaised();
            Pace();
        }
    }

    public void OnHandLowered()
    {
        using (gate.EnterScope())
        {
            latency.OnHandLowered(IsOnStage);
            Pace();
        }
    }

    public void OnInvited()
    {
        using (gate.EnterScope())
        {
            latency.OnInvited();
            Pace();
        }
    }

    public void OnInvitationEnded()
    {
        using (gate.EnterScope())
        {
            latency.OnInvitationEnded(IsOnStage);
            Pace();
        }
    }

    public void OnStageLeft()
    {
        using (gate.EnterScope())
        {
            latency.OnStageLeft();
            Pace();
        }
    }

    /// <summary>The server has room again: the device hears as its owner chose.</summary>
    public void LeaveOverflow()
    {
        using (gate.EnterScope())
        {
            latency.IsOverflow = false;
            Pace();
        }
    }

    /// <summary>The room makes no mix for this person: the device hears the voices, rather than an echo or nothing.</summary>
    public void OnMixRefused(IReadOnlyCollection<uint> refused)
    {
        if (refused.Contains(link.SpeakingGate.Source ?? MixPackets.Source))
        {
            Retune();
        }
    }

    /// <summary>The stage changed, or what the device wants: it hears the log that fits, without its own voice.</summary>
    public void Retune()
    {
        using (gate.EnterScope())
        {
            if (listener is null)
            {
                return;
            }

            Pace();
            var before = tuning;
            if (!TryTune(out var after))
            {
                return;
            }

            before.FanOut.Remove(listener);
            GiveBack(before);
            tuning = after;
            var position = after.FanOut.End;
            link.Output.Send(new ServerMessage
            {
                SoundChanged = new SoundChanged { Sound = after.Sound, Position = (ulong)position },
            });
            Listen(position, isResuming: false);
        }
    }

    // Inside the gate. Before the device is welcomed there is nothing to move.
    private void Pace()
    {
        var wanted = latency.For(IsOnStage);
        if (listener is null || wanted == served)
        {
            return;
        }

        if (wanted == LatencyClass.Broadcast || served == LatencyClass.Broadcast)
        {
            link.Output.Send(new ServerMessage
            {
                LatencyChanged = new LatencyChanged { Latency = wanted, AckEveryMs = AckEveryMsOf(wanted) },
            });
        }

        served = wanted;
        tuning.FanOut.Move(listener, wanted);
    }

    // Inside the gate. The place at a mix that it returns is taken; false if nothing changes.
    private bool TryTune(out Tuning wanted)
    {
        wanted = new Tuning(room.FanOut, Sound.Forwarded, MixPackets.Source);
        if (chosenSound == Sound.Mix)
        {
            var without = link.SpeakingGate.Source ?? MixPackets.Source;
            if (tuning.Sound == Sound.Mix && tuning.Without == without && !room.Mix.IsRefused(without))
            {
                return false;
            }

            if (room.Mix.TryEnter(without) is { } mix)
            {
                wanted = new Tuning(mix, Sound.Mix, without);
            }
        }

        return wanted != tuning;
    }

    private void GiveBack(Tuning former)
    {
        if (former.Sound == Sound.Mix)
        {
            room.Mix.Leave(former.Without);
        }
    }

    // Inside the gate.
    private void Listen(long position, bool isResuming)
    {
        listener = new FanOutListener(
            link.Output.Outbox, options, position, isResuming, () => link.End.Close(ClosingReason.TooSlow));
        tuning.FanOut.Add(listener, served);
    }

    private uint AckEveryMsOf(LatencyClass latency) => (uint)options.AckEveryOf(latency).TotalMilliseconds;

    /// <param name="FanOut">Of which log.</param>
    /// <param name="Sound">As the device is told.</param>
    /// <param name="Without">Of a mix, the stay on stage that is left out; 0 for nobody.</param>
    private readonly record struct Tuning(RoomFanOut FanOut, Sound Sound, uint Without);
}

/// <summary>From where a device hears.</summary>
/// <param name="Position">Of the first packet that is sent.</param>
/// <param name="IsResuming">True if everything from the position was promised, however old.</param>
/// <param name="IsResumed">True if nothing is missing since the device heard last.</param>
internal readonly record struct HearingStart(long Position, bool IsResuming, bool IsResumed);

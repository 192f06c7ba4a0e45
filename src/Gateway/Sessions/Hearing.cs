using AudioRooms.Contracts.Media;
using AudioRooms.Gateway.FanOut;
using AudioRooms.Gateway.Observability;
using AudioRooms.Gateway.Refusals;
using AudioRooms.Gateway.Rooms;
using AudioRooms.Wire.V1;

namespace AudioRooms.Gateway.Sessions;

/// <summary>
/// Decides what one device hears: which packet log (the voices, the mix, or on stage the mix without that person's voice), in
/// which latency class, from which position. The owner's choice, the stage, a refused mix and an overloaded server all change it,
/// in any order and from any thread. Kept apart they would leave a device in a wrong log: with an echo of its own voice, or with
/// nothing. Here each change leads to one comparison of what is wanted with what is. Thread-safe.
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

    /// <param name="room">The gateway room.</param>
    /// <param name="link">The device's connection.</param>
    /// <param name="chosenLatency">The latency class that the device asks for.</param>
    /// <param name="chosenSound">The sound that the device asks for.</param>
    /// <param name="overflow">The devices that wait for a free place in their latency class.</param>
    /// <param name="options">Acknowledgement intervals and windows.</param>
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

    /// <summary>The latency class in which the device is served.</summary>
    public LatencyClass Latency => served;

    /// <summary>The sound that the device gets: the voices if the room makes no mix for it.</summary>
    public Sound Sound => tuning.Sound;

    /// <summary>How often the device should acknowledge, in milliseconds.</summary>
    public uint AckEveryMs => AckEveryMsOf(served);

    private bool IsOnStage => link.SpeakingGate.Source is not null;

    /// <summary>Reads a sound from the wire; unspecified means the voices.</summary>
    /// <returns>False if the value is not defined.</returns>
    public static bool TryRead(Sound asked, out Sound sound)
    {
        sound = asked == Sound.Unspecified ? Sound.Forwarded : asked;
        return sound is Sound.Forwarded or Sound.Mix;
    }

    /// <summary>Decides what the device will hear. Called inside the room's gate, before the device is welcomed.</summary>
    /// <param name="resumeAt">The position at which the device wants to resume; null if it does not resume.</param>
    /// <param name="mayWait">True for a device that may be served once a second while the server is nearly full.</param>
    /// <param name="nowMicros">The time of the media path's clock.</param>
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

    /// <summary>Starts the bundles.</summary>
    public void Start(HearingStart start)
    {
        using (gate.EnterScope())
        {
            Listen(start.Position, start.IsResuming);

            // The device may have left the overflow since Begin.
            Pace();
        }
    }

    /// <summary>Stops the bundles and gives every place back.</summary>
    public void Stop()
    {
        using (gate.EnterScope())
        {
            if (listener is not null)
            {
                tuning.FanOut.Remove(listener);
                Return(tuning);
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
        // An acknowledgement that crossed a change of log does no harm: a lower position is ignored, and a higher one only counts
        // the few packets sent since then as received.
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

    /// <summary>The server has room again: the device is served in the class that its owner chose.</summary>
    public void LeaveOverflow()
    {
        using (gate.EnterScope())
        {
            latency.IsOverflow = false;
            Pace();
        }
    }

    /// <summary>The room makes no mix for this person: the device hears the voices, not an echo or nothing.</summary>
    public void OnMixRefused(IReadOnlyCollection<uint> refused)
    {
        if (refused.Contains(link.SpeakingGate.Source ?? MixPackets.Source))
        {
            Retune();
        }
    }

    /// <summary>The stage or the device's wish changed: moves the device to the log that fits, without its own voice.</summary>
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
            Return(before);
            tuning = after;
            var position = after.FanOut.End;
            link.Output.Send(new ServerMessage
            {
                SoundChanged = new SoundChanged { Sound = after.Sound, Position = (ulong)position },
            });
            Listen(position, isResuming: false);
        }
    }

    // The caller holds the gate. Before the device is welcomed it has no listener to move.
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

    // The caller holds the gate. Takes the place at the mix that it returns. False if nothing changes.
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

    private void Return(Tuning former)
    {
        if (former.Sound == Sound.Mix)
        {
            room.Mix.Leave(former.Without);
        }
    }

    // The caller holds the gate.
    private void Listen(long position, bool isResuming)
    {
        listener = new FanOutListener(
            link.Output.Outbox, options, position, isResuming, () => link.End.Close(ClosingReason.TooSlow));
        tuning.FanOut.Add(listener, served);
    }

    private uint AckEveryMsOf(LatencyClass latency) => (uint)options.AckEveryOf(latency).TotalMilliseconds;

    /// <param name="FanOut">The fan-out of the log.</param>
    /// <param name="Sound">The sound as the device knows it.</param>
    /// <param name="Without">In a mix, the source of the stay whose voice is left out; 0 for the whole mix.</param>
    private readonly record struct Tuning(RoomFanOut FanOut, Sound Sound, uint Without);
}

/// <summary>Where a device begins to hear.</summary>
/// <param name="Position">Position of the first packet to send.</param>
/// <param name="IsResuming">True if every packet from the position on was promised, however old.</param>
/// <param name="IsResumed">True if no packet is missing since the device last heard.</param>
internal readonly record struct HearingStart(long Position, bool IsResuming, bool IsResumed);

namespace AudioRooms.Audio.Sequencing;

/// <summary>
/// Places one speaker's packets in a recording, in slots of 20 ms since its start. By arrival alone the recording would contain
/// the network's jitter; by the speaker's clock alone it would drift, because that clock differs from ours, may jump, and may
/// stand still while the speaker is muted. So the arrival places the first packet, and the speaker's clock places the others as
/// long as it agrees with the arrivals.
/// </summary>
/// <remarks>
/// The rule is that of live playout (<see cref="Playout.JitterBuffer"/>): a packet that is newer by its sequence is never dropped
/// because of its timestamp. If the clock disagrees, the arrival places the packet, and the clock counts from there.
/// </remarks>
public sealed class SpeakerTimeline
{
    /// <summary>
    /// How far the clock may be ahead of the arrivals: 1.5 s. A packet cannot arrive before it was spoken, but the first packet,
    /// which places the others, may have been the slowest: in the broadcast class it waits up to a second for the packets that
    /// are sent with it.
    /// </summary>
    private const int AheadMaxSlots = 75;

    /// <summary>
    /// How far the clock may be behind: the 2 s that the server keeps for a connection that resumes, and a margin of 0.5 s.
    /// </summary>
    private const int BehindMaxSlots = 125;

    /// <summary>Lag that may last, because a network may have become slower: 0.5 s.</summary>
    private const int LagMaxSlots = 25;

    /// <summary>
    /// How long more lag is tolerated: 0.25 s. A burst of old packets, as after a resumed connection, has caught up by then; a
    /// clock that stood still has not.
    /// </summary>
    private const int LagPatienceSlots = 13;

    private readonly SequenceUnwrapper sequences = new();
    private readonly TimestampUnwrapper timestamps = new();
    private long anchorTimestamp;
    private long anchorSlot;
    private long lastSlot = -1;
    private long lastSequence = -1;
    private long? laggingSince;

    /// <summary>Dropped packets whose sequence was far from all others and was not confirmed by a second packet.</summary>
    public long Unbelieved { get; private set; }

    /// <summary>Places one packet. False for a packet that is late, repeated or not credible: it is not recorded.</summary>
    /// <param name="sequence">The speaker's packet number; wraps at 65,536.</param>
    /// <param name="timestamp">The speaker's 48 kHz media time of the first sample; wraps at 2^32.</param>
    /// <param name="arrivalSlot">The present, in slots since the start of the recording.</param>
    /// <param name="earliestSlot">First slot that is not written yet: an older packet is placed there.</param>
    /// <param name="slot">The packet's slot; greater than every earlier one.</param>
    /// <param name="lost">Packets that are missing directly before it; silence is not loss.</param>
    public bool TryPlace(
        ushort sequence, uint timestamp, long arrivalSlot, long earliestSlot, out long slot, out int lost)
    {
        slot = 0;
        lost = 0;
        var step = sequences.Unwrap(sequence, out var number);
        if (step is SequenceStep.Suspect)
        {
            Unbelieved++;
            return false;
        }

        var isFirst = lastSequence < 0;
        if (!isFirst && number <= lastSequence)
        {
            return false;
        }

        var clock = timestamps.Unwrap(timestamp);
        var byClock = anchorSlot + (long)Math.Round((clock - anchorTimestamp) / (double)AudioFormat.FrameSamples);
        slot = !isFirst && byClock > lastSlot && Agrees(byClock, arrivalSlot) ? byClock : arrivalSlot;
        slot = Math.Max(slot, Math.Max(earliestSlot, lastSlot + 1));
        if (slot != byClock || isFirst)
        {
            anchorSlot = slot;
            anchorTimestamp = clock;
            laggingSince = null;
        }

        // A sender that has started again has not lost the packets between.
        lost = isFirst || step == SequenceStep.Restarted ? 0 : (int)Math.Min(number - lastSequence - 1, slot - lastSlot - 1);
        lastSequence = number;
        lastSlot = slot;
        return true;
    }

    private bool Agrees(long slot, long arrivalSlot)
    {
        var lag = arrivalSlot - slot;
        if (lag <= LagMaxSlots)
        {
            laggingSince = null;
            return lag >= -AheadMaxSlots;
        }

        laggingSince ??= arrivalSlot;
        return lag <= BehindMaxSlots && arrivalSlot - laggingSince < LagPatienceSlots;
    }
}

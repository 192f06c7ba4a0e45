namespace AudioRooms.Audio.Sequencing;

/// <summary>
/// Where one speaker's packets belong in a recording, in slots of 20 ms since its start. The first packet is placed by its
/// arrival, the others by the speaker's own clock, so that the jitter of the network is not recorded. That clock drifts against
/// ours, may jump, and may stand still while the speaker is muted; so it is believed only while it agrees with the arrivals.
/// </summary>
/// <remarks>
/// The rule is that of live playout (<see cref="Playout.JitterBuffer"/>): a packet that is newer by its sequence is never
/// thrown away because of its timestamp. If the clock disagrees, the packet is placed by its arrival,
/// and the clock counts from there.
/// </remarks>
public sealed class SpeakerTimeline
{
    /// <summary>
    /// 1.5 s. A packet cannot come before it was spoken, but the first packet, by which the others are placed, may have been the
    /// slowest: in the broadcast class it waits up to a second for those it is sent with.
    /// </summary>
    private const int AheadMaxSlots = 75;

    /// <summary>2.5 s: the 2 s that the server keeps for a connection that resumes, and a margin.</summary>
    private const int BehindMaxSlots = 125;

    /// <summary>0.5 s: lag that may last, because a network may have become slower.</summary>
    private const int LagMaxSlots = 25;

    /// <summary>
    /// 0.25 s. A burst of old packets, as after a resumed connection, has caught up by then; a clock that stood still has not.
    /// </summary>
    private const int LagPatienceSlots = 13;

    private readonly SequenceUnwrapper sequences = new();
    private readonly TimestampUnwrapper timestamps = new();
    private long anchorTimestamp;
    private long anchorSlot;
    private long lastSlot = -1;
    private long lastSequence = -1;
    private long? laggingSince;

    /// <summary>Packets that were not believed: their sequence was far from all others, and no second one confirmed it.</summary>
    public long Unbelieved { get; private set; }

    /// <summary>
    /// Places one packet. False for a packet that is late, repeated or unbelievable: it is not recorded.
    /// </summary>
    /// <param name="sequence">The speaker's packet number; wraps at 65,536.</param>
    /// <param name="timestamp">The speaker's 48 kHz media clock at the first sample; wraps at 2^32.</param>
    /// <param name="arrivalSlot">The present, in slots since the start of the recording.</param>
    /// <param name="earliestSlot">First slot that is not written yet: an older packet is placed there.</param>
    /// <param name="slot">Where it belongs; greater than every earlier one.</param>
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

        // A sender that has started again lost nothing that anybody could count.
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

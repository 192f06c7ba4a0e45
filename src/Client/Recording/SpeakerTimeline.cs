using AudioRooms.Audio;
using AudioRooms.Audio.Sequencing;

namespace AudioRooms.Client.Recording;

/// <summary>
/// Where one speaker's packets belong in a recording, in slots of 20 ms since its start. The first packet is placed by its arrival,
/// the others by the speaker's own clock, so that the jitter of the network is not recorded. Speakers' clocks drift against ours and
/// may jump: whoever is too far away from the present is placed by arrival again.
/// </summary>
internal sealed class SpeakerTimeline
{
    /// <summary>A packet cannot come before it was spoken; half a second allows for a first packet that was the slowest.</summary>
    private const int SlotsAheadMax = 25;

    /// <summary>A packet older than the 2 s that the server keeps for resuming, and a margin, is not from this timeline.</summary>
    private const int SlotsBehindMax = 200;

    private readonly SequenceUnwrapper sequences = new();
    private readonly TimestampUnwrapper timestamps = new();
    private long anchorTimestamp;
    private long anchorSlot;
    private long lastSlot = -1;
    private long lastSequence = -1;

    /// <summary>
    /// Places one packet. False for a packet that is late, repeated or unbelievable: it is not recorded.
    /// </summary>
    /// <param name="packet">The packet.</param>
    /// <param name="arrivalSlot">The present, in slots since the start of the recording.</param>
    /// <param name="slot">Where it belongs; greater than every earlier one.</param>
    /// <param name="lost">Packets that are missing directly before it; silence is not loss.</param>
    public bool TryPlace(in HeardPacket packet, long arrivalSlot, out long slot, out int lost)
    {
        slot = 0;
        lost = 0;
        var step = sequences.Unwrap(packet.Sequence, out var sequence);
        if (step is SequenceStep.Suspect || (lastSequence >= 0 && sequence <= lastSequence))
        {
            return false;
        }

        var timestamp = timestamps.Unwrap(packet.Timestamp);
        var first = lastSequence < 0;
        slot = first ? arrivalSlot : anchorSlot + (long)Math.Round((timestamp - anchorTimestamp) / (double)AudioFormat.FrameSamples);
        if (first || slot > arrivalSlot + SlotsAheadMax || slot < arrivalSlot - SlotsBehindMax)
        {
            slot = Math.Max(arrivalSlot, lastSlot + 1);
            anchorSlot = slot;
            anchorTimestamp = timestamp;
        }

        if (slot <= lastSlot)
        {
            return false;
        }

        lost = first ? 0 : (int)Math.Min(sequence - lastSequence - 1, slot - lastSlot - 1);
        lastSequence = sequence;
        lastSlot = slot;
        return true;
    }
}

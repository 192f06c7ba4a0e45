namespace AudioRooms.Audio.Playout;

/// <summary>What a <see cref="JitterBuffer"/> has done since its start, in packets or frames of 20 ms.</summary>
public sealed class JitterBufferCounters
{
    /// <summary>Packets offered, whatever happened to them.</summary>
    public long Received { get; internal set; }

    /// <summary>Packets given out for decoding, including those merged by <see cref="Accelerated"/>.</summary>
    public long Played { get; internal set; }

    /// <summary>Packets dropped because their time had passed.</summary>
    public long Late { get; internal set; }

    /// <summary>Packets dropped because they had come before.</summary>
    public long Duplicates { get; internal set; }

    /// <summary>Packets dropped because they break <see cref="Opus.LivePacketRules"/>.</summary>
    public long Malformed { get; internal set; }

    /// <summary>Frames whose packet was missing when it was due, including the recovered ones.</summary>
    public long Lost { get; internal set; }

    /// <summary>Lost frames that were rebuilt from the next packet's FEC.</summary>
    public long Recovered { get; internal set; }

    /// <summary>Frames of silence that the speaker did not send (DTX).</summary>
    public long Silent { get; internal set; }

    /// <summary>Frames concealed while the buffer was empty: each makes the delay one frame longer.</summary>
    public long Held { get; internal set; }

    /// <summary>Frames merged with their neighbour because the delay was longer than needed.</summary>
    public long Accelerated { get; internal set; }

    /// <summary>Packets dropped because the media clock jumped or the buffer was full.</summary>
    public long Discarded { get; internal set; }

    /// <summary>How often the media clock jumped further than the length of the buffer.</summary>
    public long Resyncs { get; internal set; }
}

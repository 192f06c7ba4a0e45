namespace AudioRooms.Audio.Opus;

/// <summary>Why a packet may not enter a live room.</summary>
public enum LivePacketRefusal
{
    /// <summary>The packet may enter.</summary>
    None,

    /// <summary>More than <see cref="LivePacketRules.MaxPacketBytes"/> bytes.</summary>
    TooLarge,

    /// <summary>Not an Opus packet: see <see cref="OpusPacketError"/>.</summary>
    Malformed,

    /// <summary>Well formed, but not exactly one frame.</summary>
    NotOneFrame,

    /// <summary>One frame, but not of 20 ms.</summary>
    NotTwentyMilliseconds,
}

/// <summary>
/// What a speaker may send: one Opus packet with one frame of 20 ms. Every clock of the media path counts in such frames, and a
/// bound on bytes and duration is the whole defence against a hostile packet (see <see cref="OpusPacket"/>).
/// </summary>
public static class LivePacketRules
{
    /// <summary>Most bytes of a live packet. An encoder never needs more for one frame (opus_encode's own
    /// recommendation).</summary>
    public const int MaxPacketBytes = OpusPacket.MaxFrameBytes;

    /// <summary>Most packets per second from one speaker: the 50 of real time and a tenth more for clock drift and
    /// bursts.</summary>
    public const int MaxPacketsPerSecond = 55;

    /// <summary>Judges one packet. Never throws, allocates nothing.</summary>
    /// <param name="data">The packet, borrowed.</param>
    /// <param name="packet">What the packet says about itself, if <see cref="LivePacketRefusal.None"/> is returned.</param>
    /// <param name="error">The broken framing rule with <see cref="LivePacketRefusal.Malformed"/>, else
    /// <see cref="OpusPacketError.None"/>.</param>
    public static LivePacketRefusal Check(ReadOnlySpan<byte> data, out OpusPacket packet, out OpusPacketError error)
    {
        packet = default;
        error = OpusPacketError.None;
        if (data.Length > MaxPacketBytes)
        {
            return LivePacketRefusal.TooLarge;
        }

        if (!OpusPacket.TryParse(data, out packet, out error))
        {
            return LivePacketRefusal.Malformed;
        }

        if (packet.FrameCount != 1)
        {
            return LivePacketRefusal.NotOneFrame;
        }

        return packet.SamplesPerChannel == AudioFormat.FrameSamples
            ? LivePacketRefusal.None
            : LivePacketRefusal.NotTwentyMilliseconds;
    }

    /// <summary>Judges one packet when the reason alone matters.</summary>
    /// <param name="data">The packet, borrowed.</param>
    public static LivePacketRefusal Check(ReadOnlySpan<byte> data) => Check(data, out _, out _);
}

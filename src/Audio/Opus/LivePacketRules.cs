namespace AudioRooms.Audio.Opus;

/// <summary>Why a packet may not enter a live room.</summary>
public enum LivePacketRefusal
{
    /// <summary>The packet may enter.</summary>
    None,

    /// <summary>The packet has more than <see cref="LivePacketRules.MaxPacketBytes"/> bytes.</summary>
    TooLarge,

    /// <summary>The bytes are no Opus packet; <see cref="OpusPacketError"/> says why.</summary>
    Malformed,

    /// <summary>The packet is well formed, but has not exactly one frame.</summary>
    NotOneFrame,

    /// <summary>The packet has one frame, but not of 20 ms.</summary>
    NotTwentyMilliseconds,
}

/// <summary>
/// The packets that a speaker may send: Opus packets with one frame of 20 ms. Every clock of the media path counts in such
/// frames. Hostile packets cannot be recognised without decoding (see <see cref="OpusPacket"/>), so the bounds on bytes and
/// duration are the whole defence against them.
/// </summary>
public static class LivePacketRules
{
    /// <summary>
    /// Longest live packet in bytes. An encoder never needs more for one frame (recommendation of opus_encode).
    /// </summary>
    public const int MaxPacketBytes = OpusPacket.MaxFrameBytes;

    /// <summary>
    /// Most packets per second from one speaker: the 50 of real time, and a tenth more for clock drift and bursts.
    /// </summary>
    public const int MaxPacketsPerSecond = 55;

    /// <summary>Checks one packet. Never throws, allocates nothing.</summary>
    /// <param name="data">The packet, borrowed.</param>
    /// <param name="packet">The packet's framing, if the result is <see cref="LivePacketRefusal.None"/>.</param>
    /// <param name="error">
    /// The broken framing rule for <see cref="LivePacketRefusal.Malformed"/>; otherwise <see cref="OpusPacketError.None"/>.
    /// </param>
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

    /// <summary>Checks one packet when only the reason matters.</summary>
    /// <param name="data">The packet, borrowed.</param>
    public static LivePacketRefusal Check(ReadOnlySpan<byte> data) => Check(data, out _, out _);
}

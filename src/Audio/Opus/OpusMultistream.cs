namespace AudioRooms.Audio.Opus;

/// <summary>
/// Packets with several Opus streams, as in files with more than two channels. All streams but the last are self-delimiting: they
/// also contain the length of their last frame (RFC 6716 appendix B).
/// </summary>
internal static class OpusMultistream
{
    /// <summary>Takes the first stream's packet from the rest.</summary>
    /// <param name="rest">The packet; receives the bytes that follow.</param>
    /// <param name="packet">Receives an ordinary packet; the length of <paramref name="rest"/> is always enough.</param>
    /// <param name="packetBytes">Bytes written.</param>
    /// <returns>False if the lengths do not fit.</returns>
    public static bool TryTakeDelimited(ref ReadOnlySpan<byte> rest, Span<byte> packet, out int packetBytes)
    {
        packetBytes = 0;
        if (rest.IsEmpty || !TryReadLengths(rest, out var lengthAt, out var framesAt, out var end))
        {
            return false;
        }

        // Without the length of the last frame it is an ordinary packet.
        rest[..lengthAt].CopyTo(packet);
        rest[framesAt..end].CopyTo(packet[lengthAt..]);
        packetBytes = lengthAt + end - framesAt;
        rest = rest[end..];
        return true;
    }

    /// <summary>
    /// Duration in samples at 48 kHz, from the first bytes of the first stream, which all streams share; 0 if they cannot be
    /// read.
    /// </summary>
    public static int DurationOf(ReadOnlySpan<byte> packet)
    {
        if (packet.IsEmpty)
        {
            return 0;
        }

        var toc = new OpusToc(packet[0]);
        var frames = toc.FrameCountCode switch
        {
            0 => 1,
            1 or 2 => 2,
            _ => packet.Length > 1 ? packet[1] & 0x3F : 0,
        };
        var samples = frames * toc.FrameSamples;
        return samples <= OpusPacket.MaxSamples ? samples : 0;
    }

    /// <summary>True if every stream of a packet is well formed and all have the same duration.</summary>
    public static bool IsWellFormed(ReadOnlySpan<byte> packet, int streamCount, Span<byte> scratch)
    {
        var duration = DurationOf(packet);
        for (var stream = 1; stream < streamCount; stream++)
        {
            if (!TryTakeDelimited(ref packet, scratch, out var bytes) || !IsOfDuration(scratch[..bytes], duration))
            {
                return false;
            }
        }

        return IsOfDuration(packet, duration);
    }

    private static bool IsOfDuration(ReadOnlySpan<byte> packet, int samples) =>
        OpusPacket.TryParse(packet, out var parsed, out _) && parsed.SamplesPerChannel == samples;

    private static bool TryReadLengths(ReadOnlySpan<byte> data, out int lengthAt, out int framesAt, out int end)
    {
        lengthAt = 1;
        framesAt = 1;
        end = 0;
        var frameCount = 1;
        var paddingBytes = 0;
        var hasOwnLengths = false;
        switch (data[0] & 3)
        {
            case 0:
                break;
            case 1:
                frameCount = 2;
                break;
            case 2:
                frameCount = 2;
                hasOwnLengths = true;
                break;
            default:
                if (!TryReadCount(data, ref framesAt, out frameCount, out paddingBytes, out hasOwnLengths))
                {
                    return false;
                }

                break;
        }

        var frameBytes = 0;
        for (var frame = 1; hasOwnLengths && frame < frameCount; frame++)
        {
            if (!TryReadLength(data, ref framesAt, out var bytes))
            {
                return false;
            }

            frameBytes += bytes;
        }

        lengthAt = framesAt;
        if (!TryReadLength(data, ref framesAt, out var lastBytes))
        {
            return false;
        }

        frameBytes += hasOwnLengths ? lastBytes : lastBytes * frameCount;
        end = framesAt + frameBytes + paddingBytes;
        return end <= data.Length;
    }

    private static bool TryReadCount(
        ReadOnlySpan<byte> data, ref int at, out int frameCount, out int paddingBytes, out bool hasOwnLengths)
    {
        frameCount = 0;
        paddingBytes = 0;
        hasOwnLengths = false;
        if (at >= data.Length)
        {
            return false;
        }

        var header = data[at++];
        frameCount = header & 0x3F;
        hasOwnLengths = (header & 0x80) != 0;
        var isPadded = (header & 0x40) != 0;
        while (isPadded)
        {
            if (at >= data.Length)
            {
                return false;
            }

            // 255 stands for 254 bytes of padding and another byte of length.
            isPadded = data[at] == byte.MaxValue;
            paddingBytes += isPadded ? 254 : data[at];
            at++;
        }

        return frameCount > 0;
    }

    /// <summary>A length of up to 251 has one byte, a longer one has two (RFC 6716 §3.2.1).</summary>
    private static bool TryReadLength(ReadOnlySpan<byte> data, ref int at, out int bytes)
    {
        bytes = 0;
        if (at >= data.Length)
        {
            return false;
        }

        bytes = data[at++];
        if (bytes < 252)
        {
            return true;
        }

        if (at >= data.Length)
        {
            return false;
        }

        bytes += 4 * data[at++];
        return true;
    }
}

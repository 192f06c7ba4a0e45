namespace AudioRooms.Benchmarks.Peers.Mumble;

/// <summary>
/// Voice packets of Mumble 1.3 without encryption: a byte with type (3 bits) and target (5 bits); from the server also the
/// speaker's session; then the sequence, the length of the Opus packet (bit 13: the last one of a talk spurt) and the packet.
/// </summary>
internal static class VoicePacket
{
    /// <summary>
    /// Type 1, which the server returns unchanged. It shows the server from which address a client's packets come.
    /// </summary>
    private const byte PingType = 1 << 5;

    /// <summary>Type 4, target 0: normal talking.</summary>
    private const byte OpusType = 4 << 5;

    private const int LengthMask = 0x1FFF;

    /// <summary>Longest header.</summary>
    public const int HeaderBytesMax = 1 + (3 * Varint.BytesMax);

    public static int WritePing(Span<byte> to, ulong timestamp)
    {
        to[0] = PingType;
        return 1 + Varint.Write(to[1..], timestamp);
    }

    public static bool IsPing(ReadOnlySpan<byte> packet) => packet.Length > 1 && (packet[0] & 0xE0) == PingType;

    /// <summary>Writes a speaker's packet and returns its length.</summary>
    public static int WriteOpus(Span<byte> to, ulong sequence, ReadOnlySpan<byte> opus)
    {
        to[0] = OpusType;
        var length = 1;
        length += Varint.Write(to[length..], sequence);
        length += Varint.Write(to[length..], (ulong)opus.Length);
        opus.CopyTo(to[length..]);
        return length + opus.Length;
    }

    /// <summary>Reads a packet that a listener got from the server; false if it is no Opus packet.</summary>
    public static bool TryReadOpus(ReadOnlySpan<byte> packet, out ulong session, out ulong sequence, out ReadOnlySpan<byte> opus)
    {
        (session, sequence) = (0, 0);
        opus = default;
        if (packet.IsEmpty || (packet[0] & 0xE0) != OpusType)
        {
            return false;
        }

        var rest = packet[1..];
        if (!Varint.TryRead(ref rest, out session)
            || !Varint.TryRead(ref rest, out sequence)
            || !Varint.TryRead(ref rest, out var length)
                || (int)(length & LengthMask) is var bytes && bytes > rest.Length)
        {
            return false;
        }

        opus = rest[..bytes];
        return true;
    }
}

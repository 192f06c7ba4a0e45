using System.Buffers.Binary;

namespace AudioRooms.Benchmarks.Peers;

/// <summary>What stands for an Opus packet: when it was due, and as many other bytes as 32 kb/s have in 20 ms.</summary>
internal static class Payload
{
    public const int Bytes = 80;

    // Not 0: Mumble changes packets with blocks of zeros, for its encryption's sake.
    private const byte Filler = 0x5A;

    public static void Write(Span<byte> to, long due)
    {
        to[..Bytes].Fill(Filler);
        BinaryPrimitives.WriteInt64LittleEndian(to, due);
    }

    /// <summary>When it was due; false if this is not such a payload.</summary>
    public static bool TryRead(ReadOnlySpan<byte> from, out long due)
    {
        due = 0;
        if (from.Length != Bytes || from[^1] != Filler)
        {
            return false;
        }

        due = BinaryPrimitives.ReadInt64LittleEndian(from);
        return true;
    }
}

using System.Buffers.Binary;

namespace AudioRooms.Benchmarks.Peers;

/// <summary>
/// Stands for an Opus packet: the time at which it was due, and other bytes up to the size of 20 ms at 32 kbit/s.
/// </summary>
internal static class Payload
{
    public const int Bytes = 80;

    // Not 0, because Mumble changes packets with blocks of zeros for the sake of its encryption.
    private const byte Filler = 0x5A;

    public static void Write(Span<byte> to, long due)
    {
        to[..Bytes].Fill(Filler);
        BinaryPrimitives.WriteInt64LittleEndian(to, due);
    }

    /// <summary>Reads when the packet was due; false if the bytes are no such payload.</summary>
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

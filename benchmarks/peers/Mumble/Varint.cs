using System.Buffers.Binary;

namespace AudioRooms.Benchmarks.Peers.Mumble;

/// <summary>
/// Integers in voice packets. The leading ones of the first byte say how many bytes follow: none (7 bits of value), one (14), two
/// (21), three (28). 32 bits follow 0xF0, and 64 bits follow 0xF4. Mumble also has negative ones, which do not occur here.
/// </summary>
internal static class Varint
{
    public const int BytesMax = 9;

    /// <summary>Writes the shortest form and returns its length.</summary>
    public static int Write(Span<byte> to, ulong value)
    {
        switch (value)
        {
            case < 1 << 7:
                to[0] = (byte)value;
                return 1;
            case < 1 << 14:
                BinaryPrimitives.WriteUInt16BigEndian(to, (ushort)(0x8000 | value));
                return 2;
            case < 1 << 21:
                to[0] = (byte)(0xC0 | (value >> 16));
                BinaryPrimitives.WriteUInt16BigEndian(to[1..], (ushort)value);
                return 3;
            case < 1 << 28:
                BinaryPrimitives.WriteUInt32BigEndian(to, (uint)(0xE0000000 | value));
                return 4;
            case <= uint.MaxValue:
                to[0] = 0xF0;
                BinaryPrimitives.WriteUInt32BigEndian(to[1..], (uint)value);
                return 5;
            default:
                to[0] = 0xF4;
                BinaryPrimitives.WriteUInt64BigEndian(to[1..], value);
                return BytesMax;
        }
    }

    /// <summary>Reads an integer and moves behind it; false if there is none.</summary>
    public static bool TryRead(ref ReadOnlySpan<byte> from, out ulong value)
    {
        value = 0;
        if (from.IsEmpty || Length(from[0]) is var length && (length == 0 || from.Length < length))
        {
            return false;
        }

        value = length switch
        {
            1 => from[0],
            2 => (ulong)(from[0] & 0x3F) << 8 | from[1],
            3 => (ulong)(from[0] & 0x1F) << 16 | BinaryPrimitives.ReadUInt16BigEndian(from[1..]),
            4 => BinaryPrimitives.ReadUInt32BigEndian(from) & 0x0FFFFFFF,
            5 => BinaryPrimitives.ReadUInt32BigEndian(from[1..]),
            _ => BinaryPrimitives.ReadUInt64BigEndian(from[1..]),
        };
        from = from[length..];
        return true;
    }

    private static int Length(byte first) => first switch
    {
        < 0x80 => 1,
        < 0xC0 => 2,
        < 0xE0 => 3,
        < 0xF0 => 4,
        < 0xF4 => 5,
        < 0xF8 => BytesMax,
        _ => 0,
    };
}

using System.Buffers.Binary;

namespace AudioRooms.Benchmarks.Peers.Mumble;

/// <summary>Framing of the control connection: type (2 bytes), length (4 bytes), both big-endian, then the message.</summary>
internal static class ControlFrame
{
    public const int HeaderBytes = 6;

    /// <summary>Longest message that Mumble itself accepts, in bytes.</summary>
    public const int MessageBytesMax = 0x7FFFFF;

    public static void WriteHeader(Span<byte> to, ControlType type, int length)
    {
        BinaryPrimitives.WriteUInt16BigEndian(to, (ushort)type);
        BinaryPrimitives.WriteInt32BigEndian(to[2..], length);
    }

    /// <summary>Reads a header; throws if the length is not valid.</summary>
    public static (ControlType Type, int Length) ReadHeader(ReadOnlySpan<byte> from)
    {
        var length = BinaryPrimitives.ReadUInt32BigEndian(from[2..]);
        return length <= MessageBytesMax
            ? ((ControlType)BinaryPrimitives.ReadUInt16BigEndian(from), (int)length)
            : throw new InvalidDataException($"A control message has at most {MessageBytesMax} bytes, not {length}.");
    }
}

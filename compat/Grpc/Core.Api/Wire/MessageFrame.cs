using System.Buffers;
using System.Buffers.Binary;

namespace Grpc.StandIn;

/// <summary>
/// What precedes each message: one byte that says whether it is compressed, four that give its length, big endian.
/// </summary>
internal static class MessageFrame
{
    public const int PrefixSize = 5;

    public static void WritePrefix(Span<byte> destination, bool compressed, int length)
    {
        destination[0] = compressed ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt32BigEndian(destination[1..], (uint)length);
    }

    /// <returns>False while fewer than <see cref="PrefixSize"/> bytes are there.</returns>
    public static bool TryReadPrefix(in ReadOnlySequence<byte> source, out byte flag, out uint length)
    {
        if (source.FirstSpan.Length >= PrefixSize)
        {
            return Read(source.FirstSpan, out flag, out length);
        }

        if (source.Length < PrefixSize)
        {
            flag = 0;
            length = 0;
            return false;
        }

        Span<byte> prefix = stackalloc byte[PrefixSize];
        source.Slice(0, PrefixSize).CopyTo(prefix);
        return Read(prefix, out flag, out length);
    }

    private static bool Read(ReadOnlySpan<byte> prefix, out byte flag, out uint length)
    {
        flag = prefix[0];
        length = BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]);
        return true;
    }
}

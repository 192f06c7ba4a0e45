using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace AudioRooms.Domain.Safety;

/// <summary>
/// How the fields of a chained record are hashed: a number as eight bytes, big-endian; a text as its length in UTF-8 bytes (four
/// bytes, big-endian) and those bytes, so that a letter cannot move from one field to the next.
/// </summary>
internal static class ChainHash
{
    /// <summary>What the first record of a chain follows: 64 zeros.</summary>
    public const string Origin = "0000000000000000000000000000000000000000000000000000000000000000";

    public static void Append(this IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hash.AppendData(bytes);
    }

    public static void Append(this IncrementalHash hash, string text)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        var bytes = Encoding.UTF8.GetBytes(text);
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}

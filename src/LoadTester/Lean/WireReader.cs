using System.Buffers.Binary;

namespace AudioRooms.LoadTester.Lean;

/// <summary>Reads protobuf fields in place, for messages that arrive too often to make objects of them.</summary>
internal ref struct WireReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> rest = bytes;

    public readonly bool IsAtEnd => rest.IsEmpty;

    public ulong Varint()
    {
        ulong value = 0;
        for (var i = 0; i < rest.Length && i < 10; i++)
        {
            value |= (ulong)(rest[i] & 127) << (7 * i);
            if (rest[i] < 128)
            {
                rest = rest[(i + 1)..];
                return value;
            }
        }

        throw Broken();
    }

    public ulong Fixed64()
    {
        if (rest.Length < sizeof(ulong))
        {
            throw Broken();
        }

        var value = BinaryPrimitives.ReadUInt64LittleEndian(rest);
        rest = rest[sizeof(ulong)..];
        return value;
    }

    /// <summary>A length-prefixed field.</summary>
    public ReadOnlySpan<byte> Bytes()
    {
        var length = Varint();
        if (length > (ulong)rest.Length)
        {
            throw Broken();
        }

        var value = rest[..(int)length];
        rest = rest[(int)length..];
        return value;
    }

    /// <summary>Skips a field whose tag was read.</summary>
    public void Skip(ulong tag)
    {
        switch (tag & 7)
        {
            case 0:
                _ = Varint();
                break;
            case 1:
                _ = Fixed64();
                break;
            case 2:
                _ = Bytes();
                break;
            case 5 when rest.Length >= sizeof(uint):
                rest = rest[sizeof(uint)..];
                break;
            default:
                throw Broken();
        }
    }

    private static LeanProtocolException Broken() => new("The server sent a message that is not protobuf.");
}

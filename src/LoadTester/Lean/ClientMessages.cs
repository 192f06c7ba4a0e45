using System.Buffers.Binary;

namespace AudioRooms.LoadTester.Lean;

/// <summary>Writes by hand the two messages that a client sends all the time. Field numbers are those of
/// <c>session.proto</c>.</summary>
internal static class ClientMessages
{
    /// <summary>Longest result of <see cref="WriteAck"/>.</summary>
    public const int AckBytesMax = 2 + 1 + 10 + 1 + 5;

    /// <summary>Longest result of <see cref="WriteAudio"/> without the Opus frame.</summary>
    public const int AudioHeadBytesMax = 3 + 4 + 6 + 2 + 3 + 9;

    private const byte Audio = (3 << 3) | 2;
    private const byte Ack = (4 << 3) | 2;
    private const byte AckPosition = 1 << 3;
    private const byte AckConcealed = 2 << 3;
    private const byte PacketSequence = 1 << 3;
    private const byte PacketTimestamp = 2 << 3;
    private const byte PacketLevel = 3 << 3;
    private const byte PacketOpus = (4 << 3) | 2;
    private const byte PacketSentAt = (5 << 3) | 1;

    /// <summary>Writes a <c>ClientMessage</c> with an <c>Ack</c> and returns its size.</summary>
    public static int WriteAck(Span<byte> target, ulong position, uint concealed)
    {
        var size = 2;
        size += WriteField(target[size..], AckPosition, position);
        size += WriteField(target[size..], AckConcealed, concealed);
        target[0] = Ack;
        target[1] = (byte)(size - 2);
        return size;
    }

    /// <summary>Writes a <c>ClientMessage</c> with an <c>UplinkPacket</c> and returns its size.</summary>
    public static int WriteAudio(
        Span<byte> target, ushort sequence, uint timestamp, byte level, ReadOnlySpan<byte> opus, ulong sentAtMicros)
    {
        Span<byte> head = stackalloc byte[AudioHeadBytesMax];
        var size = WriteField(head, PacketSequence, sequence);
        size += WriteField(head[size..], PacketTimestamp, timestamp);
        size += WriteField(head[size..], PacketLevel, level);
        head[size++] = PacketOpus;
        size += WriteVarint(head[size..], (ulong)opus.Length);

        const int Clock = 1 + sizeof(ulong);
        target[0] = Audio;
        var at = 1 + WriteVarint(target[1..], (ulong)(size + opus.Length + Clock));
        head[..size].CopyTo(target[at..]);
        at += size;
        opus.CopyTo(target[at..]);
        at += opus.Length;
        target[at] = PacketSentAt;
        BinaryPrimitives.WriteUInt64LittleEndian(target[(at + 1)..], sentAtMicros);
        return at + Clock;
    }

    // proto3: a field with the default value is left out.
    private static int WriteField(Span<byte> target, byte tag, ulong value)
    {
        if (value == 0)
        {
            return 0;
        }

        target[0] = tag;
        return 1 + WriteVarint(target[1..], value);
    }

    private static int WriteVarint(Span<byte> target, ulong value)
    {
        var size = 0;
        for (; value >= 128; value >>= 7)
        {
            target[size++] = (byte)(value | 128);
        }

        target[size++] = (byte)value;
        return size;
    }
}

using System.Buffers.Binary;
using System.Numerics;
using AudioRooms.Audio.Opus;
using AudioRooms.Contracts.Media;

namespace AudioRooms.Gateway.Transport;

/// <summary>
/// The few protobuf fields that this gateway writes by hand, because a packet is encoded once and then copied into the bundles of
/// many listeners. The field numbers are those of <c>session.proto</c>; a test compares the bytes with those of Google.Protobuf.
/// </summary>
internal static class WireFields
{
    /// <summary>
    /// Longest encoded <c>Bundle.packets</c> field: tag and length (3) + source (6) + sequence (4) + timestamp (6) + level (3) +
    /// opus (3 + the packet) + send clock (9).
    /// </summary>
    public const int PacketBytesMax = 3 + 6 + 4 + 6 + 3 + 3 + LivePacketRules.MaxPacketBytes + 9;

    private const byte BundlePackets = (2 << 3) | 2;
    private const byte PacketSource = 1 << 3;
    private const byte PacketSequence = 2 << 3;
    private const byte PacketTimestamp = 3 << 3;
    private const byte PacketLevel = 4 << 3;
    private const byte PacketOpus = (5 << 3) | 2;
    private const byte PacketSentAt = (6 << 3) | 1;

    /// <summary>Size of a base 128 varint, 1 to 10 bytes.</summary>
    public static int VarintSize(ulong value) => value == 0 ? 1 : (BitOperations.Log2(value) / 7) + 1;

    /// <summary>Writes a base 128 varint and returns its size in bytes.</summary>
    public static int WriteVarint(Span<byte> target, ulong value)
    {
        var size = 0;
        while (value >= 0x80)
        {
            target[size++] = (byte)(value | 0x80);
            value >>= 7;
        }

        target[size++] = (byte)value;
        return size;
    }

    /// <summary>
    /// Writes the packet as one entry of <c>Bundle.packets</c>, with tag and length. Returns the size in bytes.
    /// </summary>
    public static int WritePacket(Span<byte> target, StagePacket packet)
    {
        var sequence = (ulong)(packet.Sequence & 0xFFFF);
        var body = ScalarSize(packet.Source) + ScalarSize(sequence) + ScalarSize(packet.Timestamp) + ScalarSize(packet.Level)
            + (packet.Opus.Length == 0 ? 0 : 1 + VarintSize((ulong)packet.Opus.Length) + packet.Opus.Length)
            + (packet.SentAtMicros == 0 ? 0 : 9);
        var size = 0;
        target[size++] = BundlePackets;
        size += WriteVarint(target[size..], (ulong)body);
        size += WriteScalar(target[size..], PacketSource, packet.Source);
        size += WriteScalar(target[size..], PacketSequence, sequence);
        size += WriteScalar(target[size..], PacketTimestamp, packet.Timestamp);
        size += WriteScalar(target[size..], PacketLevel, packet.Level);
        if (packet.Opus.Length > 0)
        {
            target[size++] = PacketOpus;
            size += WriteVarint(target[size..], (ulong)packet.Opus.Length);
            packet.Opus.CopyTo(target[size..]);
            size += packet.Opus.Length;
        }

        if (packet.SentAtMicros != 0)
        {
            target[size++] = PacketSentAt;
            BinaryPrimitives.WriteUInt64LittleEndian(target[size..], packet.SentAtMicros);
            size += sizeof(ulong);
        }

        return size;
    }

    // proto3 leaves out a field that has its default value.
    private static int ScalarSize(ulong value) => value == 0 ? 0 : 1 + VarintSize(value);

    private static int WriteScalar(Span<byte> target, byte tag, ulong value)
    {
        if (value == 0)
        {
            return 0;
        }

        target[0] = tag;
        return 1 + WriteVarint(target[1..], value);
    }
}

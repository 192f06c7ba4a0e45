using AudioRooms.Gateway.Transport;

namespace AudioRooms.Gateway.FanOut;

/// <summary>
/// Turns a run of the packet log into a <c>ServerMessage</c> with a <c>Bundle</c> by writing small headers and copying bytes. The
/// field numbers are those of <c>session.proto</c>.
/// </summary>
internal static class BundleWriter
{
    private const byte ServerMessageBundle = (1 << 3) | 2;
    private const byte BundlePosition = 1 << 3;
    private const byte BundleEnd = 3 << 3;

    /// <summary>Encodes the packets from <paramref name="from"/> up to, not including, <paramref name="to"/>.</summary>
    /// <returns>A message with one reference, which the caller owns.</returns>
    public static EncodedMessage Write(PacketLog log, long from, long to, EncodedMessagePool pool)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(from, to);
        var message = Open(from, log.SizeOf(from, to), end: 0, pool, out var packets);
        log.CopyTo(from, to, packets);
        return message;
    }

    /// <summary>Encodes the packets of one source in a run, at least one, and the position where the run ends.</summary>
    /// <returns>A message with one reference, which the caller owns.</returns>
    public static EncodedMessage Write(PacketLog log, in PacketLog.SourceRun run, EncodedMessagePool pool)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(run.Packets, 1);
        var message = Open(run.First, run.Bytes, run.End == run.CountedTo ? 0 : run.End, pool, out var packets);
        log.CopyTo(run, packets);
        return message;
    }

    // proto3 leaves out a field that has its default value.
    private static EncodedMessage Open(long position, int packetBytes, long end, EncodedMessagePool pool, out Span<byte> packets)
    {
        var bundle = FieldSize(position) + packetBytes + FieldSize(end);
        var message = pool.Rent(1 + WireFields.VarintSize((ulong)bundle) + bundle, out var bytes);

        var size = 0;
        bytes[size++] = ServerMessageBundle;
        size += WireFields.WriteVarint(bytes[size..], (ulong)bundle);
        size += WriteField(bytes[size..], BundlePosition, position);
        packets = bytes.Slice(size, packetBytes);
        WriteField(bytes[(size + packetBytes)..], BundleEnd, end);
        return message;
    }

    private static int FieldSize(long value) => value == 0 ? 0 : 1 + WireFields.VarintSize((ulong)value);

    private static int WriteField(Span<byte> target, byte tag, long value)
    {
        if (value == 0)
        {
            return 0;
        }

        target[0] = tag;
        return 1 + WireFields.WriteVarint(target[1..], (ulong)value);
    }
}

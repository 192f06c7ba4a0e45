namespace AudioRooms.Gateway.Media;

/// <summary>
/// Makes a run of the packet log into a <c>ServerMessage</c> with a <c>Bundle</c>: two small headers and one copy. Field numbers
/// are those of <c>session.proto</c>.
/// </summary>
internal static class BundleWriter
{
    private const byte ServerMessageBundle = (1 << 3) | 2;
    private const byte BundlePosition = 1 << 3;

    /// <summary>Encodes the packets from <paramref name="from"/> up to, not including, <paramref name="to"/>.</summary>
    /// <returns>One reference, the caller's.</returns>
    public static EncodedMessage Write(PacketLog log, long from, long to, EncodedMessagePool pool)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(from, to);
        var packets = log.SizeOf(from, to);
        var bundle = packets + (from == 0 ? 0 : 1 + WireFields.VarintSize((ulong)from));
        var message = pool.Rent(1 + WireFields.VarintSize((ulong)bundle) + bundle, out var bytes);

        var size = 0;
        bytes[size++] = ServerMessageBundle;
        size += WireFields.WriteVarint(bytes[size..], (ulong)bundle);
        if (from != 0)
        {
            bytes[size++] = BundlePosition;
            size += WireFields.WriteVarint(bytes[size..], (ulong)from);
        }

        log.CopyTo(from, to, bytes[size..]);
        return message;
    }
}

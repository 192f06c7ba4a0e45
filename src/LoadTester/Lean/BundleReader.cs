namespace AudioRooms.LoadTester.Lean;

/// <summary>Reads the packets of a bundle without copying or allocating. Field numbers are those of
/// <c>session.proto</c>.</summary>
internal ref struct BundleReader
{
    private const ulong ServerMessageBundle = (1 << 3) | 2;
    private const ulong BundlePosition = 1 << 3;
    private const ulong BundlePackets = (2 << 3) | 2;
    private const ulong BundleEnd = 3 << 3;
    private const ulong PacketSource = 1 << 3;
    private const ulong PacketSequence = 2 << 3;
    private const ulong PacketSentAt = (6 << 3) | 1;

    private WireReader bundle;

    private BundleReader(ReadOnlySpan<byte> bundle)
    {
        this.bundle = new WireReader(bundle);
    }

    /// <summary>Position after the current packet; before the first packet, the position of the first.</summary>
    public long Next { get; private set; }

    /// <summary>After all packets: the position after the range that the bundle covers; 0 if no packet was left out.</summary>
    public long End { get; private set; }

    public uint Source { get; private set; }

    public ushort Sequence { get; private set; }

    public ulong SentAtMicros { get; private set; }

    /// <summary>True if a <c>ServerMessage</c> is a bundle and nothing else.</summary>
    public static bool TryOpen(ReadOnlySpan<byte> message, out BundleReader reader)
    {
        var fields = new WireReader(message);
        if (message.IsEmpty || fields.Varint() != ServerMessageBundle)
        {
            reader = default;
            return false;
        }

        reader = new BundleReader(fields.Bytes());
        return fields.IsAtEnd;
    }

    /// <summary>Moves to the next packet.</summary>
    public bool MoveNext()
    {
        while (!bundle.IsAtEnd)
        {
            switch (bundle.Varint())
            {
                case BundlePosition:
                    Next = (long)bundle.Varint();
                    break;
                case BundleEnd:
                    End = (long)bundle.Varint();
                    break;
                case BundlePackets:
                    Read(bundle.Bytes());
                    Next++;
                    return true;
                case var other:
                    bundle.Skip(other);
                    break;
            }
        }

        return false;
    }

    private void Read(ReadOnlySpan<byte> packet)
    {
        (Source, Sequence, SentAtMicros) = (0, 0, 0);
        var fields = new WireReader(packet);
        while (!fields.IsAtEnd)
        {
            switch (fields.Varint())
            {
                case PacketSource:
                    Source = (uint)fields.Varint();
                    break;
                case PacketSequence:
                    Sequence = (ushort)fields.Varint();
                    break;
                case PacketSentAt:
                    SentAtMicros = fields.Fixed64();
                    break;
                case var other:
                    fields.Skip(other);
                    break;
            }
        }
    }
}

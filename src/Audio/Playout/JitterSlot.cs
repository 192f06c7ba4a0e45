using AudioRooms.Audio.Opus;

namespace AudioRooms.Audio.Playout;

/// <summary>A place in the <see cref="JitterBuffer"/>'s ring: one packet, in memory that is kept for the next one.</summary>
internal struct JitterSlot
{
    private byte[] bytes;
    private int length;

    public bool IsUsed { get; set; }

    public long Frame { get; private set; }

    public long Sequence { get; private set; }

    public bool HasFec { get; private set; }

    public bool IsDtx { get; private set; }

    public readonly ReadOnlySpan<byte> Packet => bytes.AsSpan(0, length);

    public void Set(long frame, long sequence, ReadOnlySpan<byte> packet, OpusPacket parsed, bool usesFec)
    {
        if (bytes is null || bytes.Length < packet.Length)
        {
            // Rounded up, so that the slots stop growing after the first few seconds.
            bytes = new byte[(packet.Length + 127) / 128 * 128];
        }

        packet.CopyTo(bytes);
        length = packet.Length;
        Frame = frame;
        Sequence = sequence;
        HasFec = usesFec && parsed.HasFec;
        IsDtx = parsed.IsDtx;
        IsUsed = true;
    }
}

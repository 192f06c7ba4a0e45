namespace AudioRooms.Contracts.Media;

/// <summary>One Opus packet from a speaker's device, after the gateway has checked its size, duration and rate.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.SpokenPacket")]
public sealed class SpokenPacket
{
    /// <summary>Sequence number as on the wire: one more for each packet, wraps at 65,536.</summary>
    [Id(0)]
    public ushort Sequence { get; init; }

    /// <summary>48 kHz media clock of the first sample; wraps at 2^32.</summary>
    [Id(1)]
    public uint Timestamp { get; init; }

    /// <summary>Audio level in -dBov: 0 loudest, 127 silence (RFC 6464).</summary>
    [Id(2)]
    public byte Level { get; init; }

    /// <summary>One 20 ms Opus frame, 1 to 1,275 bytes. Must not be changed after this object is made.</summary>
    [Id(3)]
    public required byte[] Opus { get; init; }

    /// <summary>Sender's clock in microseconds, forwarded untouched; 0 if unused.</summary>
    [Id(4)]
    public ulong SentAtMicros { get; init; }

    /// <summary>Number of the connection by which the packet came, unique among the speaker's connections. Sequence and timestamp
    /// are comparable only within one connection.</summary>
    [Id(5)]
    public ulong Connection { get; init; }
}

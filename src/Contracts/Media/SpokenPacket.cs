namespace AudioRooms.Contracts.Media;

/// <summary>One Opus packet as the gateway took it from a speaker's device, checked for size, duration and rate.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.SpokenPacket")]
public sealed class SpokenPacket
{
    /// <summary>As on the wire: one more per packet, wraps at 65,536.</summary>
    [Id(0)]
    public ushort Sequence { get; init; }

    /// <summary>48 kHz media clock of the first sample; wraps at 2^32.</summary>
    [Id(1)]
    public uint Timestamp { get; init; }

    /// <summary>-dBov: 0 loudest, 127 silence (RFC 6464).</summary>
    [Id(2)]
    public byte Level { get; init; }

    /// <summary>One 20 ms Opus frame, 1 to 1,275 bytes. Nobody writes to it after this object is made.</summary>
    [Id(3)]
    public required byte[] Opus { get; init; }

    /// <summary>Sender's clock in microseconds, forwarded untouched; 0 if unused.</summary>
    [Id(4)]
    public ulong SentAtMicros { get; init; }

    /// <summary>
    /// Names the connection by which it came, among all of that speaker: a device's numbers mean nothing beyond it.
    /// </summary>
    [Id(5)]
    public ulong Connection { get; init; }
}

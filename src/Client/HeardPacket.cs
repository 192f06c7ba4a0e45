namespace AudioRooms.Client;

/// <summary>One Opus packet that was received from a room.</summary>
/// <param name="Position">Number of the packet in the gateway's packet log of the room. The next packet has the next number
/// unless the gateway dropped some. While only the loudest speaker is sent, the number may be lower than the real one, but it
/// still rises with each packet.</param>
/// <param name="Speaker">The speaker's stay on stage; null if the server has not (yet) said who <paramref name="Source"/>
/// is.</param>
/// <param name="Source">Source number of the speaker's stay; 0 for a mix.</param>
/// <param name="Sequence">The speaker's packet number, wraps at 65,536. A step of more than one means loss, never
/// silence.</param>
/// <param name="Timestamp">The speaker's 48 kHz media clock at the first sample, wraps at 2^32. Advances through silence.</param>
/// <param name="Level">Audio level in -dBov: 0 loudest, 127 silence (RFC 6464).</param>
/// <param name="Opus">One 20 ms Opus frame. Immutable; may be kept.</param>
/// <param name="SentAtMicros">The speaker's clock in microseconds when the packet was due to be sent; 0 if the speaker does not
/// say.</param>
/// <param name="ReceivedAt">Timestamp of the client's clock (<see cref="TimeProvider.GetTimestamp"/>) at arrival.</param>
public readonly record struct HeardPacket(
    long Position,
    Voice? Speaker,
    uint Source,
    ushort Sequence,
    uint Timestamp,
    byte Level,
    ReadOnlyMemory<byte> Opus,
    ulong SentAtMicros,
    long ReceivedAt)
{
    /// <summary>The <see cref="Source"/> of a mix that the server made.</summary>
    public const uint MixSource = 0;
}

namespace AudioRooms.Client;

/// <summary>One Opus packet as it was heard in a room.</summary>
/// <param name="Position">
/// Number of the packet at the listener grain; the next packet has the next number unless some were dropped. While only the
/// loudest speaker is sent it may be lower than the real one, but it still rises from packet to packet.
/// </param>
/// <param name="Speaker">Whose voice it is; null if the server has not (yet) said who <paramref name="Source"/> is.</param>
/// <param name="Source">The speaker's stay on stage; 0 for the mix of everybody.</param>
/// <param name="Sequence">The speaker's packet number, wraps at 65,536. A step above one is loss, never silence.</param>
/// <param name="Timestamp">The speaker's 48 kHz media clock at the first sample, wraps at 2^32. Runs on through silence.</param>
/// <param name="Level">-dBov: 0 loudest, 127 silence (RFC 6464).</param>
/// <param name="Opus">One 20 ms Opus frame. Immutable; may be kept.</param>
/// <param name="SentAtMicros">The speaker's clock when it was due to be sent, in microseconds;
/// 0 if the speaker does not say.</param>
/// <param name="ReceivedAt">Timestamp of the client's clock (<see cref="TimeProvider.GetTimestamp"/>) when it arrived.</param>
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
    /// <summary>The <see cref="Source"/> of what the server has mixed.</summary>
    public const uint MixSource = 0;
}

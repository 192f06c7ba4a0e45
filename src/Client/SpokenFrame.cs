namespace AudioRooms.Client;

/// <summary>What a speaker has to say in one slot of 20 ms.</summary>
/// <param name="Opus">One 20 ms Opus frame of at most 1,275 bytes; empty in silence (DTX), when nothing is sent.
/// Not to be changed afterwards.</param>
/// <param name="Level">-dBov: 0 loudest, 127 silence (RFC 6464).</param>
public readonly record struct SpokenFrame(ReadOnlyMemory<byte> Opus, byte Level)
{
    /// <summary>Nothing to say.</summary>
    public static SpokenFrame Silence => new(default, 127);
}

namespace AudioRooms.Client;

/// <summary>What a speaker sends in one slot of 20 ms.</summary>
/// <param name="Opus">One 20 ms Opus frame of at most 1,275 bytes; empty in silence (DTX), when nothing is sent. Must not be
/// changed afterwards.</param>
/// <param name="Level">Audio level in -dBov: 0 loudest, 127 silence (RFC 6464).</param>
public readonly record struct SpokenFrame(ReadOnlyMemory<byte> Opus, byte Level)
{
    /// <summary>A slot of silence.</summary>
    public static SpokenFrame Silence => new(default, 127);
}

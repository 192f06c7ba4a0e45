using System.Diagnostics;

namespace AudioRooms.Benchmarks.LiveStream;

/// <summary>About one Opus packet: 80 bytes, and when it was published.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.Benchmarks.LiveStream.Packet")]
public sealed class Packet
{
    [Id(0)]
    public long SentAt { get; init; } = Stopwatch.GetTimestamp();

    [Id(1)]
    public required byte[] Opus { get; init; }
}

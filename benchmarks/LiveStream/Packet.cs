using System.Diagnostics;

namespace AudioRooms.Benchmarks.LiveStream;

/// <summary>A packet of about the size of an Opus packet: 80 bytes, and the time of its publication.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.Benchmarks.LiveStream.Packet")]
public sealed class Packet
{
    [Id(0)]
    public long SentAt { get; init; } = Stopwatch.GetTimestamp();

    [Id(1)]
    public required byte[] Opus { get; init; }
}

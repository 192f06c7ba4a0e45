using System.Collections.Immutable;
using System.Text.Json;
using AudioRooms.Benchmarks.Measuring;
using AudioRooms.Benchmarks.Peers.Systems;

namespace AudioRooms.Benchmarks.Peers;

/// <summary>The results of a comparison, in the form of its file.</summary>
internal sealed record PeersReport
{
    private static readonly JsonSerializerOptions Json =
        new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>The command that makes the comparison again.</summary>
    public required string Command { get; init; }

    public required string StartedAt { get; init; }

    public required Machine Machine { get; init; }

    /// <summary>Bytes of sound in a packet of the peers and of the raw servers.</summary>
    public int PayloadBytes { get; init; } = Payload.Bytes;

    /// <summary>All measurements in the order in which they were made.</summary>
    public required ImmutableArray<Measurement> Measurements { get; init; }

    /// <summary>AudioRooms compared with Murmur over UDP and with Icecast, where both were measured.</summary>
    public ImmutableArray<Ratio> Ratios =>
    [
        .. from sum in Sums()
           where SystemNames.IsAudioRooms(sum.System)
           let ratio = new Ratio(sum.System, sum.Listeners, To(sum, SystemNames.MurmurUdp), To(sum, SystemNames.Icecast))
           where ratio is not { ToMurmurUdp: null, ToIcecast: null }
           select ratio,
    ];

    /// <summary>
    /// The rounds of each system and number of listeners combined: times and counts are added, and the higher latency is kept.
    /// </summary>
    public IEnumerable<Measurement> Sums() => Measurements
        .GroupBy(one => (one.Listeners, one.System))
        .Select(rounds => rounds.Aggregate((sum, next) => sum with
        {
            Round = next.Round,
            Seconds = sum.Seconds + next.Seconds,
            Expected = sum.Expected + next.Expected,
            Delivered = sum.Delivered + next.Delivered,
            CpuSeconds = sum.CpuSeconds + next.CpuSeconds,
            LatencyP50Ms = Math.Max(sum.LatencyP50Ms, next.LatencyP50Ms),
            LatencyP99Ms = Math.Max(sum.LatencyP99Ms, next.LatencyP99Ms),
            TesterCpuSeconds = sum.TesterCpuSeconds + next.TesterCpuSeconds,
        }))
        .OrderBy(sum => sum.Listeners);

    public string ToJson() => JsonSerializer.Serialize(this, Json) + "\n";

    /// <summary>Reads a report that was written before.</summary>
    public static PeersReport Parse(string json) =>
        JsonSerializer.Deserialize<PeersReport>(json, Json) ?? throw new InvalidDataException("A report is expected, not null.");

    private double? To(Measurement sum, string peer) =>
        Sums().FirstOrDefault(one => one.System == peer && one.Listeners == sum.Listeners) is { MicrosPerPacket: > 0 } beside
            ? Math.Round(sum.MicrosPerPacket / beside.MicrosPerPacket, 3)
            : null;

    /// <summary>
    /// CPU time per delivered packet, divided by that of a peer in the same run. All listeners hear the same packets, so it is
    /// also the ratio per listener.
    /// </summary>
    /// <param name="System">The latency class of AudioRooms.</param>
    /// <param name="Listeners">Number of listeners.</param>
    /// <param name="ToMurmurUdp">The ratio to Murmur over UDP; null if that was not measured.</param>
    /// <param name="ToIcecast">The ratio to Icecast; null if that was not measured.</param>
    internal sealed record Ratio(string System, int Listeners, double? ToMurmurUdp, double? ToIcecast);
}

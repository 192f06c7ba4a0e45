using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using AudioRooms.LoadTester.Measures;
using AudioRooms.LoadTester.Plans;

namespace AudioRooms.LoadTester.Reports;

/// <summary>The results of a load test in the form of <c>report.json</c>, which scripts of users read. Fields may be added, never
/// renamed. All figures are of the measured window, after the warm-up.</summary>
internal sealed record LoadReport
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public required string Command { get; init; }

    public required string StartedAt { get; init; }

    public required string Machine { get; init; }

    public required string Latency { get; init; }

    public required string Transport { get; init; }

    public required int Rooms { get; init; }

    /// <summary>Mean number per room.</summary>
    public required int Speakers { get; init; }

    /// <summary>Mean number per room.</summary>
    public required int Listeners { get; init; }

    public required double Seconds { get; init; }

    /// <summary>Listeners that were connected in the measured window, in all rooms.</summary>
    public required int Connected { get; init; }

    /// <summary>The client that played the people: lean or full.</summary>
    public required string Client { get; init; }

    /// <summary>How many listeners shared one TCP connection.</summary>
    public required int PerConnection { get; init; }

    /// <summary>TCP connections of the listeners.</summary>
    public required int ListenerConnections { get; init; }

    /// <summary>Joins that failed for good.</summary>
    public required int JoinFailures { get; init; }

    public required PacketCounts Packets { get; init; }

    public required BundleCounts Bundles { get; init; }

    /// <summary>Mouth to ear: from the time when the packet was due at the speaker to its arrival at the listener, without a
    /// jitter buffer.</summary>
    public required Distribution LatencyMs { get; init; }

    /// <summary>From the first byte of a new TCP connection to the server's answer to the join.</summary>
    public required Distribution JoinMs { get; init; }

    /// <summary>From the first byte of a new TCP connection to the first packet.</summary>
    public required Distribution FirstAudioMs { get; init; }

    /// <summary>How often a listener's sound broke off: 60 ms or more were lost, or so late that a jitter buffer of one tick and
    /// 60 ms ran empty.</summary>
    public required long GapsOver60ms { get; init; }

    public required long Reconnects { get; init; }

    /// <summary>Null if the server's metrics could not be read.</summary>
    public required ServerCost? Server { get; init; }

    public required TesterCost Tester { get; init; }

    public required Verdict Slo { get; init; }

    /// <summary>Name of the scenario; null if options describe the test.</summary>
    public string? Scenario { get; init; }

    /// <summary>The planned rooms; those of one group are alike.</summary>
    public ImmutableArray<RoomGroup> Groups { get; init; } = [];

    /// <summary>Each kind of listener separately, if any does more than listen. People who leave or have a slow link are counted
    /// only here and not in the figures above.</summary>
    public ImmutableArray<CrowdPart> Crowd { get; init; } = [];

    /// <summary>One entry per second.</summary>
    public required ImmutableArray<TimelinePoint> Timeline { get; init; }

    /// <summary>What a reader of the figures must know, such as a starved tester.</summary>
    public required ImmutableArray<string> Notes { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    internal sealed record PacketCounts(long Expected, long Delivered, long Lost, double LossPercent, double PerSecond);

    internal sealed record BundleCounts(long Delivered, double PerSecond);

    internal sealed record Distribution(double P50, double P90, double P99, double P999, double Max)
    {
        public static Distribution Of(LatencyHistogram histogram) => new(
            Milliseconds(histogram.Percentile(0.5)),
            Milliseconds(histogram.Percentile(0.9)),
            Milliseconds(histogram.Percentile(0.99)),
            Milliseconds(histogram.Percentile(0.999)),
            Milliseconds(histogram.Max));

        private static double Milliseconds(TimeSpan time) => Math.Round(time.TotalMilliseconds, 3);
    }

    /// <summary>CPU, memory and pauses of the server, from its own metrics, relative to what arrived at the tester.</summary>
    /// <param name="CpuSeconds">User and system time in the window.</param>
    /// <param name="CpuMicrosPerPacket">CPU time over the packets that arrived.</param>
    /// <param name="CpuMicrosPerBundle">CPU time over the bundles that arrived.</param>
    /// <param name="RssBytes">Resident memory at the end of the window.</param>
    /// <param name="RssBytesPerListener">Growth of the resident memory since before the joins, over the listeners.</param>
    /// <param name="RssBytesBeforeJoins">Resident memory with the speakers on stage and no listener yet.</param>
    /// <param name="CorePercent">CPU time over the window: 100 is one core.</param>
    /// <param name="AllocatedBytes">Bytes that the whole server allocated on the managed heap in the window; null if the metrics
    /// lack it.</param>
    /// <param name="AllocatedBytesPerPacket">These bytes over the packets that arrived.</param>
    /// <param name="GcPauseMsP99">Upper bound of the 99th percentile of the collector's pauses in the window; null if
    /// unknown.</param>
    /// <param name="FanOutAllocatedBytesPerPacket">The part that the thread which writes sound allocated; null if
    /// unknown.</param>
    internal sealed record ServerCost(
        double CpuSeconds,
        double CpuMicrosPerPacket,
        double CpuMicrosPerBundle,
        long RssBytes,
        double RssBytesPerListener,
        long RssBytesBeforeJoins,
        double CorePercent,
        double? AllocatedBytes,
        double? AllocatedBytesPerPacket,
        double? GcPauseMsP99,
        double? FanOutAllocatedBytesPerPacket = null)
    {
        /// <summary>The costs, from the server's metrics before the joins and at both ends of the window.</summary>
        /// <param name="idle">Metrics before the joins.</param>
        /// <param name="from">Metrics at the start of the window.</param>
        /// <param name="to">Metrics at the end of the window.</param>
        /// <param name="delivered">Packets that arrived in the window; 0 in silent rooms.</param>
        /// <param name="bundles">Bundles that arrived in the window.</param>
        /// <param name="listeners">Above zero.</param>
        /// <param name="seconds">Length of the window, above zero.</param>
        public static ServerCost Of(
            ServerMetrics idle, ServerMetrics from, ServerMetrics to, long delivered, long bundles, int listeners, double seconds)
        {
            var cpu = to.CpuSeconds - from.CpuSeconds;
            var allocated = to.AllocatedBytes - from.AllocatedBytes;
            return new ServerCost(
                Math.Round(cpu, 3),
                Over(cpu * 1e6, delivered) ?? 0,
                Over(cpu * 1e6, bundles) ?? 0,
                to.RssBytes,
                Math.Round((to.RssBytes - idle.RssBytes) / (double)listeners),
                idle.RssBytes,
                Math.Round(100 * cpu / seconds, 1),
                allocated,
                Over(allocated, delivered),
                to.PauseMsP99Since(from),
                Over(to.FanOutAllocatedBytes - from.FanOutAllocatedBytes, delivered));
        }

        // Nothing arrives from silent rooms. Then there is nothing to divide by, and JSON has no form for the result of such a
        // division.
        private static double? Over(double? sum, long count) =>
            sum is { } known && count > 0 ? Math.Round(known / count, 3) : null;
    }

    /// <summary>The CPU time that the tester itself needed, and how late its timers were, because a tester without enough CPU
    /// measures itself. Latencies contain the lateness of the speakers' schedule, because packets carry when they were
    /// due.</summary>
    /// <param name="CpuSeconds">CPU time of all its processes in the window.</param>
    /// <param name="LagMsP99">Lateness of its timers.</param>
    /// <param name="Starved">True if its lack of CPU affects what it measured.</param>
    /// <param name="Processes">Number of its processes.</param>
    /// <param name="BusiestPercent">CPU time of the busiest process over the window: 100 is one core.</param>
    /// <param name="CpuMicrosPerBundle">CPU time of the listening processes over the bundles they received.</param>
    internal sealed record TesterCost(
        double CpuSeconds, double LagMsP99, bool Starved, int Processes, double BusiestPercent, double CpuMicrosPerBundle);

    /// <summary>What one kind of listener did and heard.</summary>
    /// <param name="Who">Name of the kind, as in a scenario file.</param>
    /// <param name="People">Number of listeners.</param>
    /// <param name="Deeds">Number of actions: hands raised, reactions, cuts, …</param>
    /// <param name="FailedDeeds">Number of actions that were refused or not answered.</param>
    /// <param name="Expected">Packets that they should have heard. For listeners that cannot hear everything: packets that
    /// arrived, and packets that the server dropped.</param>
    /// <param name="Delivered">Packets that arrived.</param>
    /// <param name="Lost">The difference.</param>
    /// <param name="LossPercent">The difference as a share.</param>
    /// <param name="GapsOver60ms">How often their sound broke off.</param>
    /// <param name="LatencyMs">Mouth to ear.</param>
    internal sealed record CrowdPart(
        string Who, int People, long Deeds, long FailedDeeds, long Expected, long Delivered, long Lost, double LossPercent,
        long GapsOver60ms, Distribution LatencyMs);

    internal sealed record Verdict(bool Passed, ImmutableArray<string> Failures)
    {
        /// <summary>The bounds of the SLO, as the user wrote them; empty without an SLO.</summary>
        public ImmutableArray<string> Bounds { get; init; } = [];
    }

    internal sealed record TimelinePoint(int Second, long Packets, double P50, double P99, double Max);
}

using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using AudioRooms.LoadTester.Measures;
using AudioRooms.LoadTester.Plans;

namespace AudioRooms.LoadTester.Reports;

/// <summary>
/// What a load test found: the shape of <c>report.json</c>, which other people's scripts read. Fields may be added,
/// never renamed.
/// Numbers are of the measured window alone, after the warm-up.
/// </summary>
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

    /// <summary>Per room, on average.</summary>
    public required int Speakers { get; init; }

    /// <summary>Per room, on average.</summary>
    public required int Listeners { get; init; }

    public required double Seconds { get; init; }

    /// <summary>Listeners that were connected in the measured window, over all rooms.</summary>
    public required int Connected { get; init; }

    /// <summary>lean or full: who played the people.</summary>
    public required string Client { get; init; }

    /// <summary>Listeners that shared one TCP connection.</summary>
    public required int PerConnection { get; init; }

    /// <summary>TCP connections of the listeners.</summary>
    public required int ListenerConnections { get; init; }

    /// <summary>Joins that failed for good.</summary>
    public required int JoinFailures { get; init; }

    public required PacketCounts Packets { get; init; }

    public required BundleCounts Bundles { get; init; }

    /// <summary>
    /// Mouth to ear: from when the packet was due at the speaker to its arrival at the listener, without a jitter buffer.
    /// </summary>
    public required Distribution LatencyMs { get; init; }

    /// <summary>From the first byte of a new TCP connection to the server's answer to the join.</summary>
    public required Distribution JoinMs { get; init; }

    /// <summary>From the first byte of a new TCP connection to the first packet of sound.</summary>
    public required Distribution FirstAudioMs { get; init; }

    /// <summary>
    /// How often a listener's sound broke off: 60 ms or more of it lost,
    /// or so late that a jitter buffer of one tick and 60 ms ran dry.
    /// </summary>
    public required long GapsOver60ms { get; init; }

    public required long Reconnects { get; init; }

    /// <summary>Null if the server's metrics could not be read.</summary>
    public required ServerCost? Server { get; init; }

    public required TesterCost Tester { get; init; }

    public required Verdict Slo { get; init; }

    /// <summary>Name of the scenario; null if the test was described by options.</summary>
    public string? Scenario { get; init; }

    /// <summary>The rooms as they were asked for, alike within a group.</summary>
    public ImmutableArray<RoomGroup> Groups { get; init; } = [];

    /// <summary>
    /// Each kind of listener by itself, if they do more than listen. Who leaves or has a slow link is counted only here, not in
    /// the figures above.
    /// </summary>
    public ImmutableArray<CrowdPart> Crowd { get; init; } = [];

    /// <summary>Second by second.</summary>
    public required ImmutableArray<TimelinePoint> Timeline { get; init; }

    /// <summary>Things that a reader of the numbers must know, such as a starved tester.</summary>
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

    /// <summary>CPU, memory and pauses of the server, from its own metrics, over what arrived at the tester.</summary>
    /// <param name="CpuSeconds">User and system time in the window.</param>
    /// <param name="CpuMicrosPerPacket">The same over the packets that arrived.</param>
    /// <param name="CpuMicrosPerBundle">The same over the bundles that arrived.</param>
    /// <param name="RssBytes">Resident memory at the end of the window.</param>
    /// <param name="RssBytesPerListener">What it grew by since before the joins, over the listeners.</param>
    /// <param name="RssBytesBeforeJoins">Resident memory when the speakers were on stage and no listener was there yet.</param>
    /// <param name="CorePercent">CPU time over the window: 100 is one core.</param>
    /// <param name="AllocatedBytes">On the managed heap in the window, by everything the server did;
    /// null if it does not tell.</param>
    /// <param name="AllocatedBytesPerPacket">The same over the packets that arrived.</param>
    /// <param name="GcPauseMsP99">Upper bound of the 99th percentile of the collector's pauses in the window;
    /// null if not known.</param>
    /// <param name="FanOutAllocatedBytesPerPacket">Of the allocated bytes those of the thread that writes the sound;
    /// null if not known.</param>
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
        /// <summary>From the server's metrics before the joins, and at both ends of the window.</summary>
        /// <param name="idle">Before the joins.</param>
        /// <param name="from">When the window began.</param>
        /// <param name="to">When it ended.</param>
        /// <param name="delivered">Packets that arrived in it; rooms may be silent.</param>
        /// <param name="bundles">Bundles that arrived in it.</param>
        /// <param name="listeners">Above zero.</param>
        /// <param name="seconds">The window, above zero.</param>
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

        // Of silent rooms nothing arrives: then there is nothing to divide by,
        // and JSON has no word for what a division would give.
        private static double? Over(double? sum, long count) =>
            sum is { } known && count > 0 ? Math.Round(known / count, 3) : null;
    }

    /// <summary>
    /// What the tester itself needed, and by how much its timers were late: a tester without CPU measures itself. Latencies hold
    /// the lateness of the speakers' schedule, because packets carry when they were due.
    /// </summary>
    /// <param name="CpuSeconds">Of all its processes in the window.</param>
    /// <param name="LagMsP99">Lateness of its timers.</param>
    /// <param name="Starved">Whether its own want of CPU shows in what it measured.</param>
    /// <param name="Processes">How many.</param>
    /// <param name="BusiestPercent">CPU time of the busiest process over the window: 100 is one core.</param>
    /// <param name="CpuMicrosPerBundle">CPU time of the listening processes over the bundles they received.</param>
    internal sealed record TesterCost(
        double CpuSeconds, double LagMsP99, bool Starved, int Processes, double BusiestPercent, double CpuMicrosPerBundle);

    /// <summary>What one kind of listener did and heard.</summary>
    /// <param name="Who">As in a scenario file.</param>
    /// <param name="People">How many.</param>
    /// <param name="Deeds">What they did: hands raised, reactions, cuts, …</param>
    /// <param name="FailedDeeds">What was refused or not answered.</param>
    /// <param name="Expected">Packets that they should have heard; of those who cannot hear everything,
    /// what came and what the server dropped.</param>
    /// <param name="Delivered">Packets that arrived.</param>
    /// <param name="Lost">The difference.</param>
    /// <param name="LossPercent">The same as a share.</param>
    /// <param name="GapsOver60ms">How often their sound broke off.</param>
    /// <param name="LatencyMs">Mouth to ear.</param>
    internal sealed record CrowdPart(
        string Who, int People, long Deeds, long FailedDeeds, long Expected, long Delivered, long Lost, double LossPercent,
        long GapsOver60ms, Distribution LatencyMs);

    internal sealed record Verdict(bool Passed, ImmutableArray<string> Failures)
    {
        /// <summary>What had to hold, as it was written; nothing if nothing had to.</summary>
        public ImmutableArray<string> Bounds { get; init; } = [];
    }

    internal sealed record TimelinePoint(int Second, long Packets, double P50, double P99, double Max);
}

using System.Reflection;
using System.Text.Json;

namespace AudioRooms.Cli.Capacity;

/// <summary>
/// The costs, worked out from the measurements that are committed in <c>benchmarks/results</c> and built into this program: who
/// measures anew and commits that plans with it.
/// </summary>
internal static class CapacityFigures
{
    private const double Million = 1e6;

    /// <summary>The measurements that the costs are from, by their names.</summary>
    public static IReadOnlyList<string> Sources { get; } =
        ["audience-1000-tls", "publishers-3000-tls", "audience-1000", "silent-rooms", "rooms-100x20"];

    /// <summary>A cluster with the parts apart, measured; none until somebody has.</summary>
    public static IReadOnlyList<ClusterRun> ClusterRuns { get; } = ReadClusterRuns();

    /// <summary>Read once, after the runs, of which they are made where there are any.</summary>
    public static CapacityCosts Costs { get; } = Read();

    private static CapacityCosts Read()
    {
        var one = ReportOf("audience-1000-tls");
        var many = ReportOf("publishers-3000-tls");
        var plain = ReportOf("audience-1000");
        var silent = ReportOf("silent-rooms");
        var small = ReportOf("rooms-100x20");

        var perPacket = (many.BundleMicros - one.BundleMicros) / (many.PacketsPerBundle - one.PacketsPerBundle);
        var idle = silent.CpuPerSecond * Million / silent.Listeners;

        // What is left of a server with many small rooms, once its writes and its idle connections are taken off, went into the
        // packets themselves: one process did all of it, for one gateway.
        var spoken = small.PacketsPerSecond / (small.Listeners / small.Rooms);
        var left = small.CpuPerSecond
            - (small.BundlesPerSecond * plain.BundleMicros / Million)
            - (small.Listeners * idle / Million);
        var whole = left / spoken * Million;
        return Apart(whole, ClusterRuns) with
        {
            Bundle = one.BundleMicros - (perPacket * one.PacketsPerBundle),
            PacketInBundle = perPacket,
            IdleSecond = idle,
            ProcessBytes = one.BytesBefore,
            ListenerBytes = many.BytesPerListener,
        };
    }

    /// <summary>How the cost of a packet is split between silo and gateways.</summary>
    /// <param name="whole">A packet's cost where one process is both, in microseconds.</param>
    /// <param name="runs">Clusters with the parts apart; none if nobody has measured one.</param>
    internal static CapacityCosts Apart(double whole, IReadOnlyList<ClusterRun> runs)
    {
        // benchmarks/results/joins.md: 777 to 1,286 commands a second of one processor.
        const double Command = Million / 777;
        var costs = new CapacityCosts
        {
            Bundle = 0,
            PacketInBundle = 0,
            IdleSecond = 0,
            ProcessBytes = 0,
            ListenerBytes = 0,
            Command = Command,
            Published = whole / 2,
            Sent = whole / 2,
            Received = whole / 2,
            Assumed = ["a packet's way to one more gateway costs what its way inside one process does, half at each end"],
        };
        var narrow = runs.Where(static run => run.Gateways == 1).ToList();
        var wide = runs.Where(static run => run.Gateways > 1).ToList();
        if (narrow.Count == 0 || wide.Count == 0)
        {
            return costs;
        }

        // Silo cost of a packet = Published + gateways × Sent: two points of a line.
        var atOne = narrow.Average(static run => run.SiloMicrosPerPacket);
        var atMore = wide.Average(static run => run.SiloMicrosPerPacket);
        var more = wide.Average(static run => run.Gateways);
        var sent = Math.Max(0, (atMore - atOne) / (more - 1));
        return costs with { Sent = sent, Published = Math.Max(0, atOne - sent), Assumed = [] };
    }

    private static IReadOnlyList<ClusterRun> ReadClusterRuns()
    {
        using var stream = Open("cluster-plan");
        return stream is null ? [] : JsonSerializer.Deserialize<ClusterPlanFile>(stream, JsonSerializerOptions.Web)!.Runs;
    }

    private static MeasuredLoad ReportOf(string name)
    {
        using var stream = Open(name)
            ?? throw new InvalidOperationException($"The measurement {name} is not built into this program.");
        using var file = JsonDocument.Parse(stream);
        return MeasuredLoad.Of(file.RootElement.GetProperty("reports")[0]);
    }

    private static Stream? Open(string name) =>
        Assembly.GetExecutingAssembly().GetManifestResourceStream($"Capacity/{name}.json");
}

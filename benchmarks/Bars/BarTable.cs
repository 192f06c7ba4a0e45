using System.Text.Json.Nodes;
using static AudioRooms.Benchmarks.Bars.LoadFigures;

namespace AudioRooms.Benchmarks.Bars;

/// <summary>The table of what the media path must reach, and how each row is measured.</summary>
internal static class BarTable
{
    /// <summary>Long enough for the highest percentiles; people join as fast as a core admits them beside the sound.</summary>
    private const string Measured = "--ramp 300 --warm-up 20 --seconds 30";

    /// <summary>
    /// The smallest object has 24 bytes. So less than one byte per packet comes from timers and metrics, not from packets.
    /// </summary>
    private const double NoObjectPerPacket = 1;

    /// <summary>As many listeners as use about half of a core; the page shows the real share beside the figure.</summary>
    private const string HalfLoad = "--speakers 1 --listeners 450 --latency interactive " + Measured;

    /// <summary>
    /// Ten people who talk 61 % of the time: about 305 packets a second, the same number as in the published shape.
    /// </summary>
    private const string Publishers = "--speakers 10 --active 10 --talk 0.61 --listeners 3000 " + Measured;

    private static readonly Shape.Load Audience = new(
        "audience-1000", $"--speakers 1 --listeners 1000 --latency audience {Measured}");
    private static readonly Shape.Load Economy = new(
        "economy-1000", $"--speakers 1 --listeners 1000 --latency economy {Measured}");
    private static readonly Shape.Load Large = new("publishers-3000", $"{Publishers} --latency audience");
    private static readonly Shape.Load LargeEconomy = new("publishers-3000-economy", $"{Publishers} --latency economy");
    private static readonly Shape.Load Half = new("half-load", HalfLoad);
    private static readonly Shape.Load Growth = new(
        "growth-4000",
        $"--speakers 1 --listeners 500 --latency audience {Measured}",
        $"--speakers 1 --listeners 4000 --latency audience {Measured}");

    private static readonly Shape.Load Joins = new Shape.Load(
        "joins-4000", $"--speakers 1 --listeners 4000 --latency audience {Measured}").WithTls();
    private static readonly Shape.Load Broadcast10000 = Broadcast(rooms: 1);
    private static readonly Shape.Load Broadcast20000 = Broadcast(rooms: 2);

    private static readonly Shape.Peers BesideIcecast1000 = BesideIcecast(1_000);
    private static readonly Shape.Peers BesideIcecast5000 = BesideIcecast(5_000);
    private static readonly Shape.Peers BesideIcecast10000 = BesideIcecast(10_000);

    private static readonly Shape.Peers Interactive300 = PeersOf("murmur-interactive-300", "interactive interactive-ws", 300);
    private static readonly Shape.Peers Audience500 = PeersOf("murmur-audience-500", "audience", 500);

    private static readonly Figure JoinsFailed = Figure.OfReport(
        "joins failed", "", report => Figure.Number(report["joinFailures"]));
    private static readonly Figure JoinP99 = Figure.OfReport("join p99", "ms", report => Figure.Number(report["joinMs"]?["p99"]));

    // Without a collection the window has no pause, and its 0 is no figure: no aim may be met by it.
    private static readonly Figure Pause = Figure.OfReport(
        "GC pause p99", "ms", report => Figure.Number(report["server"]?["gcPauseMsP99"]) is { } pause and not 0 ? pause : null);
    private static readonly Figure InteractiveToMurmur = ToMurmur("interactive");
    private static readonly Figure InteractiveSocketsToMurmur = ToMurmur("interactive-ws");
    private static readonly Figure AudienceToMurmur = ToMurmur("audience");
    private static readonly Figure ToIcecast = Times("times Icecast's", "broadcast", "toIcecast");

    private static readonly Figure Allocations = Figure.OfServer(
        "allocated per packet by the fan-out", "bytes", "fanOutAllocatedBytesPerPacket");

    private static readonly Figure ToSmaller = new("times the cost at 500", "", result => result["reports"]
        is JsonArray { Count: 2 } reports
        ? Figure.Number(reports[1]!["server"]?["cpuMicrosPerPacket"])
            / Figure.Number(reports[0]!["server"]?["cpuMicrosPerPacket"])
        : null);

    /// <summary>A shape of the bars over gRPC and over WebSocket; shown beside the bars, without a bar of its own.</summary>
    public static (Shape.Load Grpc, Shape.Load WebSocket) Transports { get; } =
        (Audience, Audience with { Id = $"{Audience.Id}-ws", Runs = [.. Audience.Runs.Select(run => $"{run} --transport ws")] });

    /// <summary>
    /// Ten publishers and three thousand listeners with TLS: the shape for which another project publishes a figure.
    /// </summary>
    public static Shape.Load Headline { get; } = Large.WithTls();

    /// <summary>Shown beside the headline: one speaker, so that fewer packets share a write.</summary>
    public static Shape.Load OneSpeaker { get; } = Audience.WithTls();

    /// <summary>All bars in the order of the page.</summary>
    public static IReadOnlyList<Bar> All { get; } =
    [
        new(
            "10 talking publishers, 3,000 listeners, one core, with TLS: server CPU per delivered packet",
            Headline,
            [new(PerPacket, 1.1), new(Latency, 250), new(Loss, 0)],
            [new(PerPacket, 0.8), new(Latency, 150), new(Loss, 0)])
        {
            Beside = [Core],
        },
        new(
            "4,000 people join at up to 300 a second, with TLS, while somebody talks, on one core",
            Joins,
            [new(JoinsFailed, 0)],
            [new(JoinsFailed, 0), new(JoinP99, 2_000)])
        {
            Beside = [Core, Latency],
        },
        new("broadcast class, 10,000 listeners: CPU per listener against Icecast's in the same run", BesideIcecast10000, [
            new(ToIcecast, 0.6),
        ], [new(ToIcecast, 0.4)])
        {
            Beside = [CoreOf("broadcast"), CoreOf("icecast")],
        },
        new("the same with 5,000 listeners", BesideIcecast5000, [new(ToIcecast, 0.6)], [new(ToIcecast, 0.4)])
        {
            Beside = [CoreOf("broadcast"), CoreOf("icecast")],
        },
        new("the same with 1,000 listeners", BesideIcecast1000, [new(ToIcecast, 0.6)], [new(ToIcecast, 0.4)])
        {
            Beside = [CoreOf("broadcast"), CoreOf("icecast")],
        },
        new("broadcast class, 10,000 connections on one core", Broadcast10000, [new(
            Loss, 0), new(Latency, 2_500)], [new(Loss, 0), new(Latency, 2_500)])
        {
            Beside = [Core, Memory],
        },
        new("the same, 20,000 in two rooms (the aim of the row above)", Broadcast20000, [new(
            Loss, 0), new(Latency, 2_500)], [new(Loss, 0), new(Latency, 2_500)])
        {
            Beside = [Core, Memory],
        },
        new("memory per connected gRPC listener with TLS (RSS, 3,000 listeners)", Headline, [
            new(Memory, 100),
        ], [new(Memory, 60)]),
        new("1 speaker, 1,000 listeners, audience class: server CPU per delivered packet", Audience, [
            new(PerPacket, 8),
        ], [new(PerPacket, 6)])
        {
            Beside = [Core, Latency],
            HasTls = true,
        },
        new("the same, economy class", Economy, [new(PerPacket, 4.5)], [new(PerPacket, 3)])
        {
            Beside = [Core, Latency],
            HasTls = true,
        },
        new(
            "10 talking publishers (all forwarded, about 305 packets/s in), 3,000 listeners, on one core",
            Large,
            [new(Core, 100), new(Latency, 250)],
            [new(Core, 100), new(Latency, 150), new(PerBundle, 20)])
        {
            HasTls = true,
        },
        new("the same, economy class", LargeEconomy, [new(Core, 80)], [new(Core, 55)])
        {
            Beside = [PerBundle, Latency],
            HasTls = true,
        },
        new(
            "interactive, 300 listeners: cost per packet against Murmur's UDP in the same run",
            Interactive300,
            [new(InteractiveToMurmur, 1.3)],
            [new(InteractiveToMurmur, 1)])
        {
            Beside = [CostOf("interactive"), CostOf("murmur-udp")],
        },
        new(
            "the same over WebSockets, as browsers have it",
            Interactive300,
            [new(InteractiveSocketsToMurmur, 1.3)],
            [new(InteractiveSocketsToMurmur, 1)])
        {
            Beside = [CostOf("interactive-ws"), CostOf("murmur-udp")],
        },
        new(
            "audience, 500 listeners, 1 speaker: against Murmur's UDP in the same run",
            Audience500,
            [new(AudienceToMurmur, 0.5)],
            [new(AudienceToMurmur, 0.3)])
        {
            Beside = [CostOf("audience"), CostOf("murmur-udp")],
        },
        new("mouth to ear, interactive, at half load (the packets' own tick included)", Half, [
            new(Latency, 15),
        ], [new(Latency, 8)])
        {
            Beside = [Core],
            HasTls = true,
        },
        new("memory per connected gRPC listener (RSS, 3,000 listeners)", Large, [new(Memory, 70)], [new(Memory, 40)])
        {
            HasTls = true,
        },
        new("allocations per delivered packet on the media path, steady state (no object has less than 24 bytes)", Audience, [
            new(Allocations, NoObjectPerPacket),
        ], [new(Allocations, NoObjectPerPacket)])
        {
            Beside = [AllAllocations],
            HasTls = true,
        },
        new("GC pause p99 during the 3,000-listener shape (of the collections that came; one takes 20-50 ms, ADR 16)", Large, [
            new(Pause, 5),
        ], [new(Pause, 2)]) { HasTls = true },
        new("cost per packet at 4,000 listeners over cost at 500 (1 speaker, audience class)", Growth, [
            new(ToSmaller, 1.1),
        ], [new(ToSmaller, 1)])
        {
            Beside = [PerPacket, Core, Latency],
            HasTls = true,
        },
    ];

    /// <summary>All shapes to measure, with and without TLS, each once.</summary>
    public static IReadOnlyList<Shape> Shapes { get; } =
    [
        .. All.Select(bar => bar.Shape).Distinct(),
        Transports.WebSocket,
        .. All.Where(bar => bar.HasTls).Select(bar => bar.Shape).OfType<Shape.Load>().Select(shape => shape.WithTls())
            .DistinctBy(shape => shape.Id).Where(shape => All.All(bar => bar.Shape.Id != shape.Id)),
    ];

    // A room has 10,000 listeners at most.
    private static Shape.Load Broadcast(int rooms) =>
        new($"broadcast-{rooms}0000", $"--rooms {rooms} --speakers 1 --listeners 10000 --latency broadcast {Measured}");

    private static Shape.Peers BesideIcecast(int listeners) => new(
        $"icecast-broadcast-{listeners}", $"--systems broadcast icecast --listeners {listeners} --rounds 2 --seconds 20");

    private static Shape.Peers PeersOf(string id, string classes, int listeners) =>
        new(id, $"--systems {classes} murmur-udp --listeners {listeners} --rounds 2 --seconds 10");

    private static Figure ToMurmur(string latencyClass) => Times("times Murmur's UDP", latencyClass, "toMurmurUdp");

    private static Figure Times(
        string name, string latencyClass, string ratioTo) => new(name, "", result => result["ratios"]?.AsArray()
        .Where(ratio =>
            (string?)ratio!["system"] == latencyClass).Select(ratio => Figure.Number(ratio![ratioTo])).FirstOrDefault());

    private static Figure CoreOf(string system) => new($"{system} core", "%", result =>
    {
        var rounds = result["measurements"]?.AsArray().Where(one => (string?)one!["system"] == system).ToList() ?? [];
        return rounds.Count > 0
            ? 100 * rounds.Sum(one => Figure.Number(one!["cpuSeconds"])) / rounds.Sum(one => Figure.Number(one!["seconds"]))
            : null;
    });

    private static Figure CostOf(string system) => new($"{system} per packet", "µs", result =>
    {
        var rounds = result["measurements"]?.AsArray().Where(one => (string?)one!["system"] == system).ToList() ?? [];
        var delivered = rounds.Sum(one => Figure.Number(one!["delivered"]));
        return delivered > 0 ? rounds.Sum(one => Figure.Number(one!["cpuSeconds"])) * 1e6 / delivered : null;
    });
}

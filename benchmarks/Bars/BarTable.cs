using System.Text.Json.Nodes;
using static AudioRooms.Benchmarks.Bars.LoadFigures;

namespace AudioRooms.Benchmarks.Bars;

/// <summary>The table of what the sound path has to reach, and how each row is measured.</summary>
internal static class BarTable
{
    /// <summary>Long enough for the tails; joins as fast as a core takes them beside the sound.</summary>
    private const string Measured = "--ramp 300 --warm-up 20 --seconds 30";

    /// <summary>
    /// The smallest object has 24 bytes: less than one byte per packet is what the server does besides, such as timers and metrics, and no packet's.
    /// </summary>
    private const double NoObjectPerPacket = 1;

    /// <summary>
    /// As many as take about half of a core; beside the figure stands how much it really was.
    /// </summary>
    private const string HalfLoad = "--speakers 1 --listeners 450 --latency interactive " + Measured;

    /// <summary>Ten people who talk 61 % of the time: about 305 packets a second, as many as the published shape has.</summary>
    private const string Publishers = "--speakers 10 --active 10 --talk 0.61 --listeners 3000 " + Measured;

    private static readonly Shape.Load Audience = new("audience-1000", $"--speakers 1 --listeners 1000 --latency audience {Measured}");
    private static readonly Shape.Load Economy = new("economy-1000", $"--speakers 1 --listeners 1000 --latency economy {Measured}");
    private static readonly Shape.Load Large = new("publishers-3000", $"{Publishers} --latency audience");
    private static readonly Shape.Load LargeEconomy = new("publishers-3000-economy", $"{Publishers} --latency economy");
    private static readonly Shape.Load Half = new("half-load", HalfLoad);
    private static readonly Shape.Load Growth = new(
        "growth-4000",
        $"--speakers 1 --listeners 500 --latency audience {Measured}",
        $"--speakers 1 --listeners 4000 --latency audience {Measured}");

    private static readonly Shape.Peers Interactive300 = PeersOf("murmur-interactive-300", "interactive", 300);
    private static readonly Shape.Peers Audience500 = PeersOf("murmur-audience-500", "audience", 500);

    private static readonly Figure Pause = Figure.OfServer("GC pause p99", "ms", "gcPauseMsP99");
    private static readonly Figure InteractiveToMurmur = ToMurmur("interactive");
    private static readonly Figure AudienceToMurmur = ToMurmur("audience");

    private static readonly Figure Allocations = Figure.OfServer("allocated per packet by the fan-out", "bytes", "fanOutAllocatedBytesPerPacket");

    private static readonly Figure ToSmaller = new("times the cost at 500", "", result => result["reports"] is JsonArray { Count: 2 } reports
        ? Figure.Number(reports[1]!["server"]?["cpuMicrosPerPacket"]) / Figure.Number(reports[0]!["server"]?["cpuMicrosPerPacket"])
        : null);

    /// <summary>A shape of the bars as browsers have it; shown beside it, without a bar.</summary>
    public static (Shape.Load Grpc, Shape.Load WebSocket) Transports { get; } =
        (Audience, Audience with { Id = $"{Audience.Id}-ws", Runs = [.. Audience.Runs.Select(run => $"{run} --transport ws")] });

    /// <summary>In the order of the page.</summary>
    public static IReadOnlyList<Bar> All { get; } =
    [
        new("1 speaker, 1,000 listeners, audience class: server CPU per delivered packet", Audience, [new(PerPacket, 8)], [new(PerPacket, 6)])
        {
            Beside = [Core, Latency],
            HasTls = true,
        },
        new("the same, economy class", Economy, [new(PerPacket, 4.5)], [new(PerPacket, 3)]) { Beside = [Core, Latency], HasTls = true },
        new(
            "10 talking publishers (all forwarded, about 305 packets/s in), 3,000 listeners, on one core",
            Large,
            [new(Core, 100), new(Latency, 250)],
            [new(Core, 100), new(Latency, 150), new(PerBundle, 20)])
        {
            HasTls = true,
        },
        new("the same, economy class", LargeEconomy, [new(Core, 80)], [new(Core, 55)]) { Beside = [PerBundle, Latency], HasTls = true },
        new(
            "interactive, 300 listeners: cost per packet against Murmur's UDP in the same run",
            Interactive300,
            [new(InteractiveToMurmur, 1.5)],
            [new(InteractiveToMurmur, 1)])
        {
            Beside = [CostOf("interactive"), CostOf("murmur-udp")],
        },
        new(
            "audience, 500 listeners, 1 speaker: against Murmur's UDP in the same run",
            Audience500,
            [new(AudienceToMurmur, 0.5)],
            [new(AudienceToMurmur, 0.3)])
        {
            Beside = [CostOf("audience"), CostOf("murmur-udp")],
        },
        new("mouth to ear, interactive, at half load (the packets' own tick included)", Half, [new(Latency, 15)], [new(Latency, 8)])
        {
            Beside = [Core],
            HasTls = true,
        },
        new("memory per connected gRPC listener (RSS, 3,000 listeners)", Large, [new(Memory, 70)], [new(Memory, 40)]) { HasTls = true },
        new("allocations per delivered packet on the media path, steady state (no object has less than 24 bytes)", Audience, [new(Allocations, NoObjectPerPacket)], [new(Allocations, NoObjectPerPacket)])
        {
            Beside = [AllAllocations],
            HasTls = true,
        },
        new("GC pause p99 during the 3,000-listener shape (0: no collection came; one takes 20-50 ms, ADR 16)", Large, [new(Pause, 5)], [new(Pause, 2)]) { HasTls = true },
        new("cost per packet at 4,000 listeners over cost at 500 (1 speaker, audience class)", Growth, [new(ToSmaller, 1.1)], [new(ToSmaller, 1)])
        {
            Beside = [PerPacket, Core, Latency],
            HasTls = true,
        },
    ];

    /// <summary>Everything that has to be measured, with and without TLS, each once.</summary>
    public static IReadOnlyList<Shape> Shapes { get; } =
    [
        .. All.Select(bar => bar.Shape).Distinct(),
        Transports.WebSocket,
        .. All.Where(bar => bar.HasTls).Select(bar => bar.Shape).OfType<Shape.Load>().Select(shape => shape.WithTls()).DistinctBy(shape => shape.Id),
    ];

    private static Shape.Peers PeersOf(string id, string latencyClass, int listeners) =>
        new(id, $"--systems {latencyClass} murmur-udp --listeners {listeners} --rounds 2 --seconds 10");

    private static Figure ToMurmur(string latencyClass) => new("times Murmur's UDP", "", result => result["ratios"]?.AsArray()
        .Where(ratio => (string?)ratio!["system"] == latencyClass).Select(ratio => Figure.Number(ratio!["toMurmurUdp"])).FirstOrDefault());

    private static Figure CostOf(string system) => new($"{system} per packet", "µs", result =>
    {
        var rounds = result["measurements"]?.AsArray().Where(one => (string?)one!["system"] == system).ToList() ?? [];
        var delivered = rounds.Sum(one => Figure.Number(one!["delivered"]));
        return delivered > 0 ? rounds.Sum(one => Figure.Number(one!["cpuSeconds"])) * 1e6 / delivered : null;
    });
}

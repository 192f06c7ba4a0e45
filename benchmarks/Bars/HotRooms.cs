using System.Text.Json.Nodes;
using static AudioRooms.Benchmarks.Bars.LoadFigures;

namespace AudioRooms.Benchmarks.Bars;

/// <summary>
/// Rooms and evenings at the size at which the server reaches its first limit: how many people fit, and what people cost who only
/// join, leave or sit idle. Measured by <c>benchmarks/run hot</c>.
/// </summary>
internal static class HotRooms
{
    /// <summary>Subfolder of the results.</summary>
    public const string Folder = "hot";

    private static readonly Figure Listeners = Figure.OfReport("listeners", "", report => Figure.Number(report["connected"]));
    private static readonly Figure Connections = Figure.OfReport(
        "their connections", "", report => Figure.Number(report["listenerConnections"]));
    private static readonly Figure Bundles = Figure.OfReport(
        "bundles", "/s", report => Figure.Number(report["bundles"]?["perSecond"]));
    private static readonly Figure Gaps = Figure.OfReport(
        "breaks in somebody's sound", "", report => Figure.Number(report["gapsOver60ms"]));
    private static readonly Figure Join = Figure.OfReport("join p99", "ms", report => Figure.Number(report["joinMs"]?["p99"]));
    private static readonly Figure FirstAudio = Figure.OfReport(
        "first audio p99", "ms", report => Figure.Number(report["firstAudioMs"]?["p99"]));

    /// <summary>All rows in the order of the page and of the measurements.</summary>
    public static IReadOnlyList<HotRoom> All { get; } =
    [
        Of(
            "hot-room-10000",
            "one room, 10,000 listeners, 3 people in conversation",
            "A room of a size that no stage has: one packet log, and a write for every listener and tick.",
            warmUpSeconds: 10,
            [Listeners, Connections, Core, Latency, Loss, Bundles, PerBundle, Memory]),
        Of(
            "rooms-500x20",
            "500 rooms with 20 listeners and 2 people on stage, each of whom speaks 5 % of the time",
            "What 11,000 people in many rooms cost, most of whom hear nobody just now.",
            warmUpSeconds: 10,
            [Listeners, Connections, Core, Latency, Loss, Bundles, PerBundle, Memory]),
        Of(
            "rooms-100x20",
            "100 rooms with 20 listeners, in all of which somebody always speaks",
            "What many small rooms cost beside one large one: a packet goes through grains and a stream of its own for only 20 "
                + "listeners.",
            warmUpSeconds: 12,
            [Listeners, Connections, Core, Latency, Loss, Bundles, PerBundle, Memory]),
        Of(
            "join-storm",
            "2,000 people join within 10 s while somebody talks",
            "How long people wait to be in, and to hear, when all come at once.",
            warmUpSeconds: 3,
            [Listeners, Join, FirstAudio, Loss, Core]),
        Of(
            "silent-rooms",
            "100 rooms with 10 people each, in which nobody speaks",
            "What people cost who only sit there: their connections and a ping now and then, without a packet.",
            warmUpSeconds: 15,
            [Listeners, Core, Memory]),
        Of(
            "evening",
            "a large room, twenty of friends, ten silent ones",
            "Whether those who listen notice the others: who raises hands, reacts, comes, goes, or loses the network.",
            warmUpSeconds: 5,
            [Listeners, Core, Latency, Loss, Gaps]),
        new(
            "how many listeners one room holds on one core: 1 speaker, audience class, a connection each",
            "How far one core goes, searched for and not computed.",
            new Shape.Load(
                "capacity",
                "--capacity --capacity-max 10000 --capacity-precision 20 --slo 'p99<250ms,loss<0.1%' --speakers 1 --listeners "
                + "4000 --latency audience --ramp 400 --warm-up 8 --seconds 10")
            {
                Folder = Folder,
            },
            []),
    ];

    /// <summary>The bounds in a load test's report, and the verdict.</summary>
    public static (string Bounds, string Verdict) VerdictOf(JsonNode report)
    {
        if (report["steps"] is not null)
        {
            return ((string)report["slo"]!, Figure.Number(report["capacity"]) > 0
                ? "found"
                : "**not even the smallest number held**");
        }

        var slo = report["slo"]!;
        return (
            string.Join(", ", slo["bounds"]!.AsArray().Select(bound => (string)bound!)),
            (bool)slo["passed"]!
                ? "held"
                : $"**missed**: {string.Join("; ", slo["failures"]!.AsArray().Select(failure => (string)failure!))}");
    }

    /// <summary>What a row shows of its result.</summary>
    public static string MeasuredOf(HotRoom row, JsonNode result) => Figure.LastReport(result) is { } report
        && report["steps"] is JsonArray steps
        ? $"{Searched(report)}. Tried: {string.Join("; ", steps.Select(step => StepOf(step!)))}"
        : Figure.ShowAll(row.Figures, result);

    private static string Searched(JsonNode report) => (string?)report["limitedBy"] switch
    {
        "bound" => $"{report["capacity"]} hold it; more were not tried",
        "tester" =>
            $"{report["capacity"]} hold it; beyond that the tester had too little of its own core, so the server may carry more",
        _ => $"{report["capacity"]} hold it, {report["firstFailure"]} do not",
    };

    private static string StepOf(JsonNode step)
    {
        var result = new JsonObject { ["reports"] = new JsonArray(step["report"]!.DeepClone()) };
        return $"{step["listeners"]} ({Figure.ShowAll([Core, Latency, Loss], result)})";
    }

    private static HotRoom Of(string id, string title, string shows, int warmUpSeconds, IReadOnlyList<Figure> figures) =>
        new(title, shows, new Shape.Load(
            id, $"--scenario benchmarks/scenarios/{id}.yaml --warm-up {warmUpSeconds}") { Folder = Folder }, figures);
}

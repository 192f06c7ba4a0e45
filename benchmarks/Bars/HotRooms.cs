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
            "A very large room: one packet log, and a write for every listener and tick.",
            warmUpSeconds: 10,
            [Listeners, Connections, Core, Latency, Loss, Bundles, PerBundle, Memory]),
        Of(
            "rooms-500x20",
            "500 rooms with 20 listeners and 2 people on stage, who each speak 5 % of the time",
            "The cost of 11,000 people in many rooms, most of which are silent at any moment.",
            warmUpSeconds: 10,
            [Listeners, Connections, Core, Latency, Loss, Bundles, PerBundle, Memory]),
        Of(
            "rooms-100x20",
            "100 rooms with 20 listeners, in all of which somebody always speaks",
            "The cost of many small rooms compared with one large room: each packet goes through grains and a stream for only "
                + "20 listeners.",
            warmUpSeconds: 12,
            [Listeners, Connections, Core, Latency, Loss, Bundles, PerBundle, Memory]),
        Of(
            "join-storm",
            "2,000 people join within 10 s while somebody talks",
            "How long people wait to join, and to hear sound, when all come at once.",
            warmUpSeconds: 3,
            [Listeners, Join, FirstAudio, Loss, Core]),
        Of(
            "silent-rooms",
            "100 rooms with 10 people each, in which nobody speaks",
            "The cost of people in silent rooms: their connections and occasional pings, without packets.",
            warmUpSeconds: 15,
            [Listeners, Core, Memory]),
        Of(
            "evening",
            "a large room, twenty rooms of friends, ten silent rooms",
            "Whether listeners notice other people who raise hands, react, come, go or lose the network.",
            warmUpSeconds: 5,
            [Listeners, Core, Latency, Loss, Gaps]),
        new(
            "how many listeners one room holds on one core: 1 speaker, audience class, a connection each",
            "The capacity of one core, found by a search and not computed.",
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

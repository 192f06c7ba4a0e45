using System.Globalization;
using System.Text.Json.Nodes;

namespace AudioRooms.Benchmarks.Bars;

/// <summary>A number that a bar is about, and how it is read from a shape's result.</summary>
/// <param name="Name">What it is, for people.</param>
/// <param name="Unit">Behind the number; may be empty.</param>
/// <param name="Read">Takes it from a result; null where the result lacks it.</param>
internal sealed record Figure(string Name, string Unit, Func<JsonNode, double?> Read)
{
    /// <summary>As people read it.</summary>
    public string Say(double value) =>
        string.Create(CultureInfo.InvariantCulture, $"{value:0.##}{(Unit.Length > 0 ? " " : "")}{Unit}");

    /// <summary>What a result has of it, as people read it; "?" where the result lacks it.</summary>
    public string Show(JsonNode result) => Read(result) is { } value ? Say(value) : "?";

    /// <summary>Several with their names, one after the other.</summary>
    public static string ShowAll(IEnumerable<Figure> figures, JsonNode result) =>
        string.Join(", ", figures.Select(figure => $"{figure.Name} {figure.Show(result)}"));

    /// <summary>From the report of the only load test, or of the last one.</summary>
    public static Figure OfReport(string name, string unit, Func<JsonNode, double?> read) =>
        new(name, unit, result => read(LastReport(result)));

    /// <summary>A part of the server's own figures.</summary>
    public static Figure OfServer(string name, string unit, string field, double scale = 1) =>
        OfReport(name, unit, report => Number(report["server"]?[field]) * scale);

    /// <summary>A percentile of the latency.</summary>
    public static Figure OfLatency(string name, string percentile) =>
        OfReport(name, "ms", report => Number(report["latencyMs"]?[percentile]));

    public static JsonNode LastReport(JsonNode result) => result["reports"]!.AsArray()[^1]!;

    public static double? Number(JsonNode? node) => node is null ? null : node.GetValue<double>();
}

using System.Globalization;
using System.Text.Json.Nodes;

namespace AudioRooms.Benchmarks.Bars;

/// <summary>A number that a bar is about, and how to read it from a shape's result.</summary>
/// <param name="Name">The name for people.</param>
/// <param name="Unit">The unit behind the number; may be empty.</param>
/// <param name="Read">Reads the number from a result; null if the result lacks it.</param>
internal sealed record Figure(string Name, string Unit, Func<JsonNode, double?> Read)
{
    /// <summary>The number with its unit.</summary>
    public string Format(double value) =>
        string.Create(CultureInfo.InvariantCulture, $"{value:0.##}{(Unit.Length > 0 ? " " : "")}{Unit}");

    /// <summary>The number of a result with its unit; "?" if the result lacks it.</summary>
    public string Show(JsonNode result) => Read(result) is { } value ? Format(value) : "?";

    /// <summary>Several figures with their names, one after the other.</summary>
    public static string ShowAll(IEnumerable<Figure> figures, JsonNode result) =>
        string.Join(", ", figures.Select(figure => $"{figure.Name} {figure.Show(result)}"));

    /// <summary>A figure of the only load test's report, or of the last one's.</summary>
    public static Figure OfReport(string name, string unit, Func<JsonNode, double?> read) =>
        new(name, unit, result => read(LastReport(result)));

    /// <summary>A figure among the server's own.</summary>
    public static Figure OfServer(string name, string unit, string field, double scale = 1) =>
        OfReport(name, unit, report => Number(report["server"]?[field]) * scale);

    /// <summary>A percentile of the latency.</summary>
    public static Figure OfLatency(string name, string percentile) =>
        OfReport(name, "ms", report => Number(report["latencyMs"]?[percentile]));

    public static JsonNode LastReport(JsonNode result) => result["reports"]!.AsArray()[^1]!;

    public static double? Number(JsonNode? node) => node is null ? null : node.GetValue<double>();
}

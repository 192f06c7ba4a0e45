using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace AudioRooms.LoadTester.Reports;

/// <summary>Compares two <c>report.json</c> files: the ratio of every figure that both have, and a verdict on the figures that
/// tell how good a server is. Machines differ and are noisy, so ratios of runs on one machine say more than the
/// figures.</summary>
internal sealed record ReportComparison(ImmutableArray<ReportComparison.Row> Rows, ImmutableArray<string> Notes)
{
    private static readonly JsonSerializerOptions Json =
        new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>The judged figures: lower is better, and they are repeatable enough. The number beside each is the difference
    /// that never counts as worse, in the figure's own unit; smaller differences are noise.</summary>
    private static readonly Dictionary<string, double> Judged = new()
    {
        ["packets.lossPercent"] = 0.01,
        ["latencyMs.p50"] = 1,
        ["latencyMs.p90"] = 1,
        ["latencyMs.p99"] = 2,
        ["joinMs.p50"] = 1,
        ["joinMs.p99"] = 5,
        ["firstAudioMs.p50"] = 1,
        ["firstAudioMs.p99"] = 5,
        ["gapsOver60ms"] = 0,
        ["reconnects"] = 0,
        ["joinFailures"] = 0,
        ["server.cpuMicrosPerPacket"] = 0.05,
        ["server.cpuMicrosPerBundle"] = 0.1,
        ["server.rssBytesPerListener"] = 1_024,
        ["server.allocatedBytesPerPacket"] = 1,
        ["server.gcPauseMsP99"] = 0.5,
    };

    /// <summary>Fields that must be equal for two tests to be comparable.</summary>
    private static readonly string[] Shape =
        ["rooms", "speakers", "listeners", "latency", "transport", "client", "perConnection", "scenario"];

    public bool Passed => Rows.All(row => !row.Worse);

    /// <summary>Compares two reports.</summary>
    /// <param name="baseline">The earlier report.</param>
    /// <param name="current">The later report.</param>
    /// <param name="tolerance">How much worse a figure may be, for example 0.1.</param>
    public static ReportComparison Of(JsonElement baseline, JsonElement current, double tolerance)
    {
        var rows = ImmutableArray.CreateBuilder<Row>();
        Collect("", baseline, current, tolerance, rows);
        var notes = ImmutableArray.CreateBuilder<string>();
        foreach (var name in Shape)
        {
            var (before, now) = (Text(baseline, name), Text(current, name));
            if (before != now)
            {
                notes.Add($"The tests differ: {name} was {before} and is {now}.");
            }
        }

        if (Text(baseline, "machine") != Text(current, "machine"))
        {
            notes.Add($"The machines differ: {Text(baseline, "machine")}; {Text(current, "machine")}.");
        }

        return new ReportComparison(rows.ToImmutable(), notes.ToImmutable());
    }

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    private static void Collect(
        string path, JsonElement baseline, JsonElement current, double tolerance, ImmutableArray<Row>.Builder rows)
    {
        foreach (var property in baseline.EnumerateObject())
        {
            var name = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
            if (!current.TryGetProperty(property.Name, out var other))
            {
                continue;
            }

            if (property.Value.ValueKind == JsonValueKind.Object && other.ValueKind == JsonValueKind.Object)
            {
                Collect(name, property.Value, other, tolerance, rows);
            }
            else if (property.Value.ValueKind == JsonValueKind.Number && other.ValueKind == JsonValueKind.Number)
            {
                var (before, now) = (property.Value.GetDouble(), other.GetDouble());
                var worse = Judged.TryGetValue(name, out var noise) && now > Math.Max(before * (1 + tolerance), before + noise);
                rows.Add(new Row(
                    name, before, now, before == 0 ? (now == 0 ? 1 : null) : Math.Round(now / before, 3),
                    Judged.ContainsKey(name), worse));
            }
        }
    }

    private static string Text(JsonElement report, string name) =>
        report.TryGetProperty(name, out var value) ? string.Create(CultureInfo.InvariantCulture, $"{value}") : "not said";

    /// <summary>One figure of both reports.</summary>
    /// <param name="Figure">Its path, for example <c>latencyMs.p99</c>.</param>
    /// <param name="Baseline">Value in the earlier report.</param>
    /// <param name="Current">Value in the later report.</param>
    /// <param name="Ratio">Later value over earlier value; null if only the earlier one is 0.</param>
    /// <param name="Judged">True if the figure decides the verdict.</param>
    /// <param name="Worse">True if it is worse by more than the tolerance.</param>
    internal sealed record Row(string Figure, double Baseline, double Current, double? Ratio, bool Judged, bool Worse);
}

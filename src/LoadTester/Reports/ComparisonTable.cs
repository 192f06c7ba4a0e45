using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace AudioRooms.LoadTester.Reports;

/// <summary>Prints a <see cref="ReportComparison"/> for people, and reads the files that it compares.</summary>
internal static class ComparisonTable
{
    /// <summary>Reads a report. Throws with one sentence if the file is not one.</summary>
    public static async Task<JsonDocument> ReadAsync(string path, CancellationToken cancellation)
    {
        try
        {
            await using var file = File.OpenRead(path);
            var report = await JsonDocument.ParseAsync(file, cancellationToken: cancellation).ConfigureAwait(false);
            return report.RootElement.ValueKind == JsonValueKind.Object && report.RootElement.TryGetProperty("latencyMs", out _)
                ? report
                : throw new LoadTestException(
                    "bad_report",
                    $"{path} is not a report of a load test: it has no latencyMs.",
                    "Make one with: load … --out FILE");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new LoadTestException(
                "bad_report", $"{path} could not be read: {e.Message}", "Make one with: load … --out FILE");
        }
    }

    public static void Show(TesterContext context, ReportComparison comparison, double tolerance)
    {
        foreach (var row in comparison.Rows)
        {
            var ratio = row.Ratio?.ToString("0.###", CultureInfo.InvariantCulture) ?? "-";
            var verdict = row.Worse ? "worse" : row.Judged ? "ok" : "";
            context.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{row.Figure,-34}{row.Baseline,16:0.###}{row.Current,16:0.###}{ratio,10}  {verdict}").TrimEnd());
        }

        foreach (var note in comparison.Notes)
        {
            context.Terminal.MarkupLineInterpolated($"[yellow]{note}[/]");
        }

        context.Out.WriteLine(comparison.Passed
            ? string.Create(CultureInfo.InvariantCulture, $"no figure is worse by more than {tolerance:0.#%}")
            : $"WORSE: {string.Join(", ", comparison.Rows.Where(row => row.Worse).Select(row => row.Figure))}");
    }
}

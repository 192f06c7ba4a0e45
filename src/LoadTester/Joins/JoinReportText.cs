using System.Globalization;

namespace AudioRooms.LoadTester.Joins;

/// <summary>Prints a <see cref="JoinLoadReport"/> for people.</summary>
internal static class JoinReportText
{
    public static void Show(TesterContext context, JoinLoadReport report)
    {
        foreach (var (name, part) in new[] { ("joins", report.Joins), ("commands", report.Commands) })
        {
            context.Out.WriteLine(
                $"{name,-10}{part.Done} of {part.Offered} answered, {part.PerSecond}/s, "
                + $"p50 {part.LatencyMs.P50} ms  p99 {part.LatencyMs.P99} ms  max {part.LatencyMs.Max} ms");
            context.Out.WriteLine(
                $"          server {part.ServerCpuSeconds?.ToString(CultureInfo.InvariantCulture) ?? "?"} s CPU, "
                + $"{part.PerServerCore?.ToString(CultureInfo.InvariantCulture) ?? "?"}/s per core; "
                + $"tester {part.TesterCpuSeconds} s CPU, late by {part.TesterLateMsP99} ms (p99)");
        }

        foreach (var note in report.Notes)
        {
            context.Out.WriteLine(note);
        }

        context.Out.WriteLine(report.Passed ? "passed" : "FAILED");
    }
}

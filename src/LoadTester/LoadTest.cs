using System.Text.Json;
using AudioRooms.LoadTester.Joins;
using AudioRooms.LoadTester.Reports;
using AudioRooms.LoadTester.Runs;
using AudioRooms.LoadTester.Scenarios;

namespace AudioRooms.LoadTester;

/// <summary>Simulates rooms full of people, measures what they hear, and judges it against an SLO. Each method makes one kind of
/// test, writes its reports, prints the result, and returns whether every requirement held.</summary>
/// <param name="context">Outputs and the clock.</param>
/// <param name="options">The user's options.</param>
internal sealed class LoadTest(TesterContext context, LoadTestOptions options)
{
    /// <summary>The SLO of a capacity search without one of its own.</summary>
    private const string CapacitySlo = "p99<250ms,loss<0.1%";

    /// <summary>Measures the rooms of a scenario, or those that the options describe.</summary>
    public async Task<bool> MeasureAsync(CancellationToken cancellation)
    {
        // Read before measuring, so that a mistyped name fails at once.
        using var baseline = options.Baseline is { } path
            ? await ComparisonTable.ReadAsync(path, cancellation).ConfigureAwait(false)
            : null;
        var scenario = options.Scenario is { } file
            ? await ScenarioFile.ReadAsync(file, cancellation).ConfigureAwait(false)
            : null;
        var bounds = options.Slo ?? scenario?.Slo;
        var plan = scenario is null ? options.ToPlan() : options.ToPlan(scenario);
        var run = new LoadRun(context, plan, options.MetricsAddress, new LoadProgress(context.Terminal));
        var report = await run.RunAsync(bounds, options.Command, cancellation).ConfigureAwait(false);

        await WriteAsync(options.Output, report.ToJson(), cancellation).ConfigureAwait(false);
        await WriteAsync(options.Html, HtmlReport.Create(report, run.Latency), cancellation).ConfigureAwait(false);
        await WriteAsync(options.JUnit, JUnitReport.Create(report, bounds), cancellation).ConfigureAwait(false);
        Print(report.ToJson(), () => ReportText.Show(context, report));
        if (baseline is null)
        {
            return report.Slo.Passed;
        }

        using var current = JsonDocument.Parse(report.ToJson());
        var comparison = ReportComparison.Of(baseline.RootElement, current.RootElement, options.Tolerance);
        if (!options.AsJson)
        {
            ComparisonTable.Show(context, comparison, options.Tolerance);
        }

        return report.Slo.Passed && comparison.Passed;
    }

    /// <summary>Compares one report with an earlier one, without measuring.</summary>
    /// <param name="baseline">File of the earlier report.</param>
    /// <param name="current">File of the report to judge.</param>
    public async Task<bool> CompareAsync(string baseline, string current, CancellationToken cancellation)
    {
        using var before = await ComparisonTable.ReadAsync(baseline, cancellation).ConfigureAwait(false);
        using var now = await ComparisonTable.ReadAsync(current, cancellation).ConfigureAwait(false);
        var comparison = ReportComparison.Of(before.RootElement, now.RootElement, options.Tolerance);
        Print(comparison.ToJson(), () => ComparisonTable.Show(context, comparison, options.Tolerance));
        return comparison.Passed;
    }

    /// <summary>Finds the largest number of listeners per room that holds the SLO.</summary>
    public async Task<bool> SearchCapacityAsync(CancellationToken cancellation)
    {
        if (options.Slo is not { } slo)
        {
            _ = Slo.TryParse(CapacitySlo, out slo, out _);
        }

        var search = new CapacitySearch(options.Listeners, options.CapacityMax, options.CapacityPrecision);
        var run = new CapacityRun(context, options.ToPlan, options.MetricsAddress, search);
        var report = await run.RunAsync(slo, options.Command, cancellation).ConfigureAwait(false);
        await WriteAsync(options.Output, report.ToJson(), cancellation).ConfigureAwait(false);
        Print(report.ToJson(), () => ReportText.Show(context, report));
        return report.Capacity > 0;
    }

    /// <summary>Measures joins and commands instead of sound.</summary>
    public async Task<bool> MeasureJoinsAsync(CancellationToken cancellation)
    {
        await using var run = new JoinLoadRun(context.Time, options.ToJoinPlan(), new LoadProgress(context.Terminal));
        var report = await run.RunAsync(options.Command, cancellation).ConfigureAwait(false);
        await WriteAsync(options.Output, report.ToJson(), cancellation).ConfigureAwait(false);
        Print(report.ToJson(), () => JoinReportText.Show(context, report));
        return report.Passed;
    }

    private void Print(string json, Action show)
    {
        if (options.AsJson)
        {
            context.Out.WriteLine(json);
        }
        else
        {
            show();
        }
    }

    private static Task WriteAsync(string? path, string text, CancellationToken cancellation) =>
        path is null ? Task.CompletedTask : File.WriteAllTextAsync(path, text, cancellation);
}

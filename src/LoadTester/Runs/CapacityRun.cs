using System.Collections.Immutable;
using System.Runtime.InteropServices;
using AudioRooms.LoadTester.Plans;
using AudioRooms.LoadTester.Reports;

namespace AudioRooms.LoadTester.Runs;

/// <summary>Finds the largest number of listeners per room that holds an SLO. Every step is a complete load test in new
/// rooms.</summary>
internal sealed class CapacityRun(TesterContext context, Func<int, LoadPlan> planOf, Uri metrics, CapacitySearch search)
{
    /// <summary>Pause between two steps, in which the people of the last step leave and a full server recovers.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    public async Task<CapacityReport> RunAsync(Slo slo, string command, CancellationToken cancellation)
    {
        var startedAt = context.Time.GetUtcNow();
        var steps = ImmutableArray.CreateBuilder<CapacityReport.Step>();
        while (search.Next is { } listeners)
        {
            if (steps.Count > 0)
            {
                await Task.Delay(Rest, context.Time, cancellation).ConfigureAwait(false);
            }

            var progress = new LoadProgress(context.Terminal);
            progress.Report($"{listeners} listeners a room");
            var report = await new LoadRun(
                context, planOf(listeners), metrics, progress).RunAsync(slo, command, cancellation).ConfigureAwait(false);
            steps.Add(
                new CapacityReport.Step(listeners, report.Slo.Passed, report.Tester.Starved, report with { Timeline = [] }));
            search.Note(listeners, report.Slo.Passed);
            progress.Report(
                $"{listeners} listeners a room: {(report.Slo.Passed ? "held" : string.Join("; ", report.Slo.Failures))}");
        }

        return new CapacityReport
        {
            Command = command,
            StartedAt = $"{startedAt:O}",
            Machine = $"{RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores, "
                + $"{RuntimeInformation.FrameworkDescription}",
            Slo = string.Join(",", slo.Bounds.Select(bound => bound.Text)),
            Capacity = search.Held,
            FirstFailure = search.Failed,
            LimitedBy = LimitOf(search.Failed, steps),
            Steps = steps.ToImmutable(),
        };
    }

    /// <summary>What limited the capacity where the SLO broke first.</summary>
    internal static string LimitOf(int? failed, IReadOnlyCollection<CapacityReport.Step> steps) =>
        failed is not { } listeners
            ? "bound"
            : steps.Last(step => step.Listeners == listeners).TesterStarved ? "tester" : "server";
}

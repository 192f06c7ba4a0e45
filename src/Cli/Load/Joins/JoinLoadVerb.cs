using System.CommandLine;
using AudioRooms.Cli.Verbs;

namespace AudioRooms.Cli.Load.Joins;

/// <summary>The part of <c>load</c> that is about coming in and being answered, not about sound: <c>load --joins N</c>.</summary>
internal static class JoinLoadVerb
{
    public static Option<double> JoinsOption() => new("--joins")
    {
        Description = "Measure this instead of sound: N people a second come and go, each on a new connection, and then as many hands a second go up (--commands).",
        HelpName = "N",
    };

    public static Option<double> CommandsOption() => new("--commands")
    {
        Description = "With --joins: hands a second; as many as joins if left out.",
        HelpName = "N",
    };

    public static async Task<int> RunAsync(
        CliContext context, ServerAccess access, JoinLoadPlan plan, string command, string? output, CancellationToken cancellation)
    {
        await using var run = new JoinLoadRun(context, plan, new LoadProgress(context));
        var report = await run.RunAsync(command, cancellation).ConfigureAwait(false);
        if (output is not null)
        {
            await File.WriteAllTextAsync(output, report.ToJson(), cancellation).ConfigureAwait(false);
        }

        if (access.AsJson)
        {
            await context.Out.WriteLineAsync(report.ToJson()).ConfigureAwait(false);
        }
        else
        {
            Show(context, report);
        }

        return report.Passed ? 0 : 1;
    }

    private static void Show(CliContext context, JoinLoadReport report)
    {
        foreach (var (name, part) in new[] { ("joins", report.Joins), ("commands", report.Commands) })
        {
            context.Out.WriteLine(
                $"{name,-10}{part.Done} of {part.Offered} answered, {part.PerSecond}/s, "
                + $"p50 {part.LatencyMs.P50} ms  p99 {part.LatencyMs.P99} ms  max {part.LatencyMs.Max} ms");
            context.Out.WriteLine(
                $"          server {part.ServerCpuSeconds?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "?"} s CPU, "
                + $"{part.PerServerCore?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "?"}/s per core; "
                + $"tester {part.TesterCpuSeconds} s CPU, late by {part.TesterLateMsP99} ms (p99)");
        }

        foreach (var note in report.Notes)
        {
            context.Out.WriteLine(note);
        }

        context.Out.WriteLine(report.Passed ? "passed" : "FAILED");
    }
}

using System.CommandLine;
using System.Text.Json;
using AudioRooms.Cli.Load.Capacity;
using AudioRooms.Cli.Load.Compare;
using AudioRooms.Cli.Load.Joins;
using AudioRooms.Cli.Load.Scenarios;
using AudioRooms.Cli.Verbs;
using AudioRooms.Client;
using Spectre.Console;

namespace AudioRooms.Cli.Load;

/// <summary><c>load</c>: simulates rooms full of people, measures what they hear, and judges it.</summary>
internal sealed class LoadVerb
{
    /// <summary>What a search for the capacity holds if it is not told.</summary>
    private const string CapacitySlo = "p99<250ms,loss<0.1%";

    private readonly CliContext context;
    private readonly LoadOptions options;
    private readonly ParseResult parsed;
    private readonly ServerAccess access;
    private readonly Uri metrics;
    private readonly string command;

    private LoadVerb(CliContext context, LoadOptions options, ParseResult parsed)
    {
        this.context = context;
        this.options = options;
        this.parsed = parsed;
        access = new ServerAccess(context, parsed);
        metrics = parsed.GetValue(options.Metrics)
            ?? new UriBuilder(LoadOptions.HttpOf(parsed, access)) { Scheme = "http", Path = "/metrics" }.Uri;
        command = $"load {string.Join(' ', parsed.Tokens.Skip(1).Select(token => token.Value))}";
    }

    public static Command Create(CliContext context)
    {
        var options = new LoadOptions();
        var verb = new Command("load", "Simulate rooms full of people and measure what they hear. Exit code 0 only if the SLO held.");
        options.AddTo(verb);
        verb.SetAction((parsed, cancellation) => new LoadVerb(context, options, parsed).RunAsync(cancellation));
        return verb;
    }

    private Task<int> RunAsync(CancellationToken cancellation)
    {
        if (access.Transport == RoomTransport.WebSocket && parsed.GetValue(options.PerConnection) > 1)
        {
            throw new CliException("bad_options", "A WebSocket carries one listener; only HTTP/2 connections can be shared.", "Leave out --per-connection or --transport ws.");
        }

        if (parsed.GetValue(options.Joins) > 0)
        {
            return JoinAsync(cancellation);
        }

        if (parsed.GetValue(options.Capacity))
        {
            if (parsed.GetValue(options.ScenarioFile) is not null)
            {
                throw new CliException("bad_options", "--capacity searches over --listeners, and a scenario has its own.", "Leave out one of --capacity and --scenario.");
            }

            return SearchAsync(cancellation);
        }

        return parsed.GetValue(options.With) is { } current ? CompareFilesAsync(current, cancellation) : MeasureAsync(cancellation);
    }

    private async Task<int> MeasureAsync(CancellationToken cancellation)
    {
        // Read before measuring: whoever mistyped its name shall not wait for it.
        using var baseline = parsed.GetValue(options.Compare) is { } path
            ? await ComparisonTable.ReadAsync(path, cancellation).ConfigureAwait(false)
            : null;
        var scenario = parsed.GetValue(options.ScenarioFile) is { } file
            ? await ScenarioFile.ReadAsync(file, cancellation).ConfigureAwait(false)
            : null;
        var bounds = options.SloOf(parsed) ?? scenario?.Slo;
        var plan = scenario is null ? options.PlanOf(parsed, access) : options.PlanOf(parsed, access, scenario);
        var run = new LoadRun(context, plan, metrics, new LoadProgress(context));
        var report = await run.RunAsync(bounds, command, cancellation).ConfigureAwait(false);

        await WriteAsync(parsed.GetValue(options.Output), report.ToJson(), cancellation).ConfigureAwait(false);
        await WriteAsync(parsed.GetValue(options.Html), HtmlReport.Create(report, run.Latency), cancellation).ConfigureAwait(false);
        await WriteAsync(parsed.GetValue(options.JUnit), JUnitReport.Create(report, bounds), cancellation).ConfigureAwait(false);
        if (access.AsJson)
        {
            context.Out.WriteLine(report.ToJson());
        }
        else
        {
            Show(context, report);
        }

        if (baseline is null)
        {
            return report.Slo.Passed ? 0 : 1;
        }

        using var current = JsonDocument.Parse(report.ToJson());
        var comparison = ReportComparison.Of(baseline.RootElement, current.RootElement, Tolerance);
        if (!access.AsJson)
        {
            ComparisonTable.Show(context, comparison, Tolerance);
        }

        return report.Slo.Passed && comparison.Passed ? 0 : 1;
    }

    private async Task<int> CompareFilesAsync(string current, CancellationToken cancellation)
    {
        if (parsed.GetValue(options.Compare) is not { } path)
        {
            throw new CliException("no_baseline", "--with names a report, but nothing says what to hold it against.", "Use --compare BASELINE --with FILE.");
        }

        using var before = await ComparisonTable.ReadAsync(path, cancellation).ConfigureAwait(false);
        using var now = await ComparisonTable.ReadAsync(current, cancellation).ConfigureAwait(false);
        var comparison = ReportComparison.Of(before.RootElement, now.RootElement, Tolerance);
        if (access.AsJson)
        {
            context.Out.WriteLine(comparison.ToJson());
        }
        else
        {
            ComparisonTable.Show(context, comparison, Tolerance);
        }

        return comparison.Passed ? 0 : 1;
    }

    private async Task<int> SearchAsync(CancellationToken cancellation)
    {
        if (options.SloOf(parsed) is not { } slo)
        {
            _ = Slo.TryParse(CapacitySlo, out slo, out _);
        }

        var plan = options.PlanOf(parsed, access);
        var group = plan.Groups[0];
        var search = new CapacitySearch(group.Listeners, parsed.GetValue(options.CapacityMost), parsed.GetValue(options.Precision) / 100);
        var run = new CapacityRun(
            context,
            listeners => plan with
            {
                Groups = [group with { Listeners = listeners }],
                Processes = options.ProcessesFor(parsed, group.Rooms * listeners),
            },
            metrics,
            search);
        var report = await run.RunAsync(slo, command, cancellation).ConfigureAwait(false);
        await WriteAsync(parsed.GetValue(options.Output), report.ToJson(), cancellation).ConfigureAwait(false);
        if (access.AsJson)
        {
            context.Out.WriteLine(report.ToJson());
        }
        else
        {
            Show(context, report);
        }

        return report.Capacity > 0 ? 0 : 1;
    }

    private Task<int> JoinAsync(CancellationToken cancellation)
    {
        var joins = parsed.GetValue(options.Joins);
        var plan = new JoinLoadPlan
        {
            Server = access.Server,
            Metrics = metrics,
            OperatorKey = access.Tokens.OperatorKey,
            Rooms = parsed.GetValue(options.Rooms),
            JoinsPerSecond = joins,
            CommandsPerSecond = parsed.GetValue(options.Commands) is var given and > 0 ? given : joins,
            Length = TimeSpan.FromSeconds(parsed.GetValue(options.Seconds)),
        };
        return JoinLoadVerb.RunAsync(context, access, plan, command, parsed.GetValue(options.Output), cancellation);
    }

    private double Tolerance => parsed.GetValue(options.Tolerance) / 100;

    private static Task WriteAsync(string? path, string text, CancellationToken cancellation) =>
        path is null ? Task.CompletedTask : File.WriteAllTextAsync(path, text, cancellation);

    private static void Show(CliContext context, CapacityReport report)
    {
        foreach (var step in report.Steps)
        {
            context.Out.WriteLine(
                $"{step.Listeners,7} listeners  p99 {step.Report.LatencyMs.P99} ms  {step.Report.Packets.LossPercent} % lost  "
                + $"{step.Report.Server?.CorePercent} % of a core  {(step.Passed ? "held" : $"FAILED: {string.Join("; ", step.Report.Slo.Failures)}")}"
                + (step.TesterStarved ? "  (tester starved)" : ""));
        }

        context.Out.WriteLine(report.LimitedBy switch
        {
            "bound" => $"{report.Capacity} listeners a room hold {report.Slo}; more were not tried",
            "tester" => $"{report.Capacity} listeners a room hold {report.Slo}; beyond that the tester was starved, so the server may carry more",
            _ => $"{report.Capacity} listeners a room hold {report.Slo}; {report.FirstFailure} do not",
        });
    }

    private static void Show(CliContext context, LoadReport report)
    {
        var (packets, latency) = (report.Packets, report.LatencyMs);
        context.Out.WriteLine($"packets     {packets.Delivered} of {packets.Expected}, {packets.LossPercent} % lost, {packets.PerSecond}/s in {report.Bundles.PerSecond} bundles/s");
        context.Out.WriteLine($"latency ms  p50 {latency.P50}  p90 {latency.P90}  p99 {latency.P99}  p99.9 {latency.P999}  max {latency.Max}");
        context.Out.WriteLine($"join ms     p50 {report.JoinMs.P50}  p99 {report.JoinMs.P99}; first audio p50 {report.FirstAudioMs.P50}  p99 {report.FirstAudioMs.P99}");
        context.Out.WriteLine($"gaps>60ms   {report.GapsOver60ms}, reconnects {report.Reconnects}");
        if (report.Server is { } server)
        {
            context.Out.WriteLine($"server      {server.CpuSeconds} s CPU, {server.CpuMicrosPerPacket} us/packet, {server.CpuMicrosPerBundle} us/bundle, {server.CorePercent} % of a core, "
                + $"{server.RssBytes >> 20} MiB, {server.RssBytesPerListener / 1024:0} KiB/listener over {server.RssBytesBeforeJoins >> 20} MiB, {server.AllocatedBytesPerPacket?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "?"} B allocated/packet, GC pause p99 {server.GcPauseMsP99?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "?"} ms");
        }

        context.Out.WriteLine($"tester      {report.Tester.CpuSeconds} s CPU in {report.Tester.Processes} processes, {report.Tester.CpuMicrosPerBundle} us/bundle, lag p99 {report.Tester.LagMsP99} ms");
        foreach (var part in report.Crowd)
        {
            context.Out.WriteLine($"{part.Who,-15} {part.People} people, {part.Deeds} deeds, {part.FailedDeeds} failed; "
                + $"{part.Lost} of {part.Expected} lost ({part.LossPercent} %), {part.GapsOver60ms} gaps, p99 {part.LatencyMs.P99} ms");
        }

        foreach (var note in report.Notes)
        {
            context.Terminal.MarkupLineInterpolated($"[yellow]{note}[/]");
        }

        context.Out.WriteLine(report.Slo.Passed ? "passed" : $"FAILED: {string.Join("; ", report.Slo.Failures)}");
    }
}

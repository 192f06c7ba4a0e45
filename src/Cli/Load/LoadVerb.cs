using System.CommandLine;
using AudioRooms.Cli.Load.Joins;
using AudioRooms.Cli.Verbs;
using Spectre.Console;

namespace AudioRooms.Cli.Load;

/// <summary><c>load</c>: simulates rooms full of people, measures what they hear, and judges it.</summary>
internal static class LoadVerb
{
    /// <summary>Listeners that one process of the tester carries without being late for itself, through the product's own client.</summary>
    private const int FullListenersPerProcess = 500;

    /// <summary>The same through the lean client.</summary>
    private const int LeanListenersPerProcess = 5_000;

    /// <summary>A server's HTTP port is one below its gRPC port unless it was told otherwise.</summary>
    private const int HttpPortBelowGrpc = 1;

    public static Command Create(CliContext context)
    {
        var rooms = Number("--rooms", "Rooms.", 1);
        var speakers = Number("--speakers", "Speakers per room.", 1);
        var listeners = Number("--listeners", "Listeners per room.", 100);
        var seconds = new Option<double>("--seconds") { Description = "Length of the measured window.", DefaultValueFactory = _ => 30 };
        var talk = new Option<double>("--talk") { Description = "Share of time in which each speaker speaks.", DefaultValueFactory = _ => 1 };
        var active = new Option<int>("--active") { Description = "Speakers forwarded at once, 1 to 13; 0 leaves it to the server." };
        var ramp = new Option<double>("--ramp") { Description = "Joins per second.", DefaultValueFactory = _ => 100 };
        var latency = LatencyOption.Create();
        var transport = new Option<string>("--transport") { Description = "How listeners connect.", DefaultValueFactory = _ => "grpc" };
        transport.AcceptOnlyFromAmong("grpc");
        var processes = new Option<int>("--processes") { Description = "Processes of the tester; 0 chooses by the number of listeners." };
        var client = new Option<LoadClient>("--client")
        {
            Description = "Who plays the people: the tester's own lean client, or the full .NET client, which costs the tester many times as much.",
            DefaultValueFactory = _ => LoadClient.Lean,
        };
        var perConnection = Number("--per-connection", "Listeners that share one TCP connection (lean client).", 1);
        var slo = new Option<string?>("--slo") { Description = "Bounds that must hold, for example 'p99<200ms,loss<0.1%'.", HelpName = "BOUNDS" };
        var output = new Option<string?>("--out") { Description = "Write the report as JSON.", HelpName = "FILE" };
        var html = new Option<string?>("--html") { Description = "Write the report as a page with pictures.", HelpName = "FILE" };
        var junit = new Option<string?>("--junit") { Description = "Write the verdict as JUnit XML.", HelpName = "FILE" };
        var metrics = new Option<Uri?>("--metrics")
        {
            Description = "The server's metrics; else /metrics on the port below its gRPC port.",
            HelpName = "URL",
            CustomParser = GlobalOptions.ParseAddress,
        };
        var joins = JoinLoadVerb.JoinsOption();
        var commands = JoinLoadVerb.CommandsOption();
        seconds.Validators.Add(result => Check(result.GetValueOrDefault<double>() > 0, result, "--seconds is more than 0."));
        talk.Validators.Add(result => Check(result.GetValueOrDefault<double>() is > 0 and <= 1, result, "--talk is above 0 and at most 1."));
        ramp.Validators.Add(result => Check(result.GetValueOrDefault<double>() > 0, result, "--ramp is more than 0."));
        active.Validators.Add(result => Check(result.GetValueOrDefault<int>() is >= 0 and <= 13, result, "--active is 0 to 13."));
        slo.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && !Slo.TryParse(text, out _, out var error))
            {
                result.AddError(error);
            }
        });

        var verb = new Command("load", "Simulate rooms full of people and measure what they hear. Exit code 0 only if the SLO held.")
        {
            rooms, speakers, listeners, seconds, talk, active, ramp, latency, transport, client, perConnection, processes, slo, output, html, junit, metrics,
            joins, commands,
        };
        verb.SetAction(async (parsed, cancellation) =>
        {
            var access = new ServerAccess(context, parsed);
            var address = parsed.GetValue(metrics)
                ?? new UriBuilder("http", access.Server.Host, access.Server.Port - HttpPortBelowGrpc, "/metrics").Uri;
            var command = $"load {string.Join(' ', parsed.Tokens.Skip(1).Select(token => token.Value))}";
            if (parsed.GetValue(joins) is var joinsPerSecond and > 0)
            {
                var joinPlan = new JoinLoadPlan
                {
                    Server = access.Server,
                    Metrics = address,
                    OperatorKey = access.Tokens.OperatorKey,
                    Rooms = parsed.GetValue(rooms),
                    JoinsPerSecond = joinsPerSecond,
                    CommandsPerSecond = parsed.GetValue(commands) is var given and > 0 ? given : joinsPerSecond,
                    Length = TimeSpan.FromSeconds(parsed.GetValue(seconds)),
                };
                return await JoinLoadVerb.RunAsync(context, access, joinPlan, command, parsed.GetValue(output), cancellation).ConfigureAwait(false);
            }

            var everybody = parsed.GetValue(rooms) * parsed.GetValue(listeners);
            var player = parsed.GetValue(client);
            var perProcess = player == LoadClient.Full ? FullListenersPerProcess : LeanListenersPerProcess;
            var plan = new LoadPlan
            {
                Server = access.Server,
                OperatorKey = access.Tokens.OperatorKey,
                Rooms = parsed.GetValue(rooms),
                Speakers = parsed.GetValue(speakers),
                Listeners = parsed.GetValue(listeners),
                Seconds = parsed.GetValue(seconds),
                Talk = parsed.GetValue(talk),
                Active = parsed.GetValue(active),
                Ramp = parsed.GetValue(ramp),
                Latency = parsed.GetRequiredValue(latency),
                Client = player,
                PerConnection = player == LoadClient.Full ? 1 : parsed.GetValue(perConnection),
                Processes = parsed.GetValue(processes) is var processCount and > 0
                    ? processCount
                    : 1 + ((everybody + perProcess - 1) / perProcess),
            };
            Slo? bounds = null;
            if (parsed.GetValue(slo) is { } text)
            {
                _ = Slo.TryParse(text, out bounds, out _);
            }

            var run = new LoadRun(context, plan, address, new LoadProgress(context));
            var report = await run.RunAsync(bounds, command, cancellation).ConfigureAwait(false);

            await WriteAsync(parsed.GetValue(output), report.ToJson(), cancellation).ConfigureAwait(false);
            await WriteAsync(parsed.GetValue(html), HtmlReport.Create(report, run.Latency), cancellation).ConfigureAwait(false);
            await WriteAsync(parsed.GetValue(junit), JUnitReport.Create(report, bounds), cancellation).ConfigureAwait(false);
            if (access.AsJson)
            {
                context.Out.WriteLine(report.ToJson());
            }
            else
            {
                Show(context, report);
            }

            return report.Slo.Passed ? 0 : 1;
        });
        return verb;
    }

    private static Option<int> Number(string name, string description, int usual)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(result => Check(result.GetValueOrDefault<int>() >= 1, result, $"{name} is at least 1."));
        return option;
    }

    private static void Check(bool holds, System.CommandLine.Parsing.OptionResult result, string rule)
    {
        if (!holds)
        {
            result.AddError(rule);
        }
    }

    private static Task WriteAsync(string? path, string text, CancellationToken cancellation) =>
        path is null ? Task.CompletedTask : File.WriteAllTextAsync(path, text, cancellation);

    private static void Show(CliContext context, LoadReport report)
    {
        var (packets, latency) = (report.Packets, report.LatencyMs);
        context.Out.WriteLine($"packets     {packets.Delivered} of {packets.Expected}, {packets.LossPercent} % lost, {packets.PerSecond}/s in {report.Bundles.PerSecond} bundles/s");
        context.Out.WriteLine($"latency ms  p50 {latency.P50}  p90 {latency.P90}  p99 {latency.P99}  p99.9 {latency.P999}  max {latency.Max}");
        context.Out.WriteLine($"join ms     p50 {report.JoinMs.P50}  p99 {report.JoinMs.P99}; first audio p50 {report.FirstAudioMs.P50}  p99 {report.FirstAudioMs.P99}");
        context.Out.WriteLine($"gaps>60ms   {report.GapsOver60ms}, reconnects {report.Reconnects}");
        if (report.Server is { } server)
        {
            context.Out.WriteLine($"server      {server.CpuSeconds} s CPU, {server.CpuMicrosPerPacket} us/packet, {server.CpuMicrosPerBundle} us/bundle, "
                + $"{server.RssBytes >> 20} MiB, {server.RssBytesPerListener / 1024:0} KiB/listener, GC pause p99 {server.GcPauseMsP99?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "?"} ms");
        }

        context.Out.WriteLine($"tester      {report.Tester.CpuSeconds} s CPU in {report.Tester.Processes} processes, lag p99 {report.Tester.LagMsP99} ms");
        foreach (var note in report.Notes)
        {
            context.Terminal.MarkupLineInterpolated($"[yellow]{note}[/]");
        }

        context.Out.WriteLine(report.Slo.Passed ? "passed" : $"FAILED: {string.Join("; ", report.Slo.Failures)}");
    }
}

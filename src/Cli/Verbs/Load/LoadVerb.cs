using System.CommandLine;
using AudioRooms.Client;
using AudioRooms.LoadTester;

namespace AudioRooms.Cli.Verbs.Load;

/// <c>load</c>: runs the load tester.
internal static class LoadVerb
{
    public static Command Create(CliContext context)
    {
        var options = new LoadOptions();
        var verb = new Command(
            "load", "Simulate rooms full of people and measure what they hear. Exit code 0 only if the SLO held.");
        options.AddTo(verb);
        verb.SetAction(async (parsed, cancellation) =>
            await RunAsync(context, options, parsed, cancellation).ConfigureAwait(false) ? 0 : 1);
        return verb;
    }

    private static Task<bool> RunAsync(
        CliContext context, LoadOptions options, ParseResult parsed, CancellationToken cancellation)
    {
        var asked = options.Read(parsed, new ServerAccess(context, parsed));
        if (asked.Transport == RoomTransport.WebSocket && asked.PerConnection > 1)
        {
            throw new CliException(
                "bad_options",
                "A WebSocket carries one listener; only HTTP/2 connections can be shared.",
                "Leave out --per-connection or --transport ws.");
        }

        var test = new LoadTest(TesterOf(context), asked);
        if (asked.JoinsPerSecond > 0)
        {
            return test.MeasureJoinsAsync(cancellation);
        }

        if (parsed.GetValue(options.Capacity))
        {
            return asked.Scenario is null ? test.SearchCapacityAsync(cancellation) : throw new CliException(
                "bad_options",
                "--capacity varies --listeners, but a scenario sets its own listeners.",
                "Leave out one of --capacity and --scenario.");
        }

        if (parsed.GetValue(options.With) is { } current)
        {
            return asked.Baseline is { } baseline ? test.CompareAsync(baseline, current, cancellation) : throw new CliException(
                "no_baseline",
                "--with names a report, but --compare is missing.",
                "Use --compare BASELINE --with FILE.");
        }

        return test.MeasureAsync(cancellation);
    }

    private static TesterContext TesterOf(CliContext context) => new()
    {
        Out = context.Out,
        Terminal = context.Terminal,
        Time = context.Time,
        Worker = LoadWorkerVerb.Program,
    };
}

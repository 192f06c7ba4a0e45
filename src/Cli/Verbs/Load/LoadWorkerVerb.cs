using System.CommandLine;
using System.Diagnostics;
using AudioRooms.LoadTester.Runs;

namespace AudioRooms.Cli.Verbs.Load;

/// <summary>A worker process of a load test. The first process starts it; the help does not list it.</summary>
internal static class LoadWorkerVerb
{
    private const string Name = "load-worker";

    public static Command Create(CliContext context)
    {
        var verb = new Command(Name, "One process of a load test.") { Hidden = true };
        verb.SetAction(async (_, cancellation) =>
        {
            await new LoadWorker(context.Time, Console.In, context.Out).RunAsync(cancellation).ConfigureAwait(false);
            return 0;
        });
        return verb;
    }

    /// <summary>How to start this program again with this verb.</summary>
    public static ProcessStartInfo Program()
    {
        var program = Environment.ProcessPath
            ?? throw new InvalidOperationException("This process cannot find its own program file.");
        var start = new ProcessStartInfo(program);
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
        {
            start.ArgumentList.Add(typeof(LoadWorkerVerb).Assembly.Location);
        }

        start.ArgumentList.Add(Name);
        return start;
    }
}

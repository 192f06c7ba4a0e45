using System.CommandLine;

namespace AudioRooms.Cli.Load;

/// <summary>What the first process of a load test starts; not for people, so not in the help.</summary>
internal static class LoadWorkerVerb
{
    public const string Name = "load-worker";

    public static Command Create(CliContext context)
    {
        var verb = new Command(Name, "One process of a load test.") { Hidden = true };
        verb.SetAction(async (_, cancellation) =>
        {
            await new LoadWorker(context, Console.In, context.Out).RunAsync(cancellation).ConfigureAwait(false);
            return 0;
        });
        return verb;
    }
}

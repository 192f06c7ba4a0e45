using System.Diagnostics;
using System.Globalization;
using AudioRooms.Grains.Storage;
using AudioRooms.Silo.Storage;

namespace AudioRooms.Silo.Tests.Storage;

/// <summary>
/// A process that writes states until it is killed, and prints a line for each acknowledged write. The process is this test
/// assembly, started as a program.
/// </summary>
internal static class KilledWriter
{
    internal const int Keys = 8;

    private const string Verb = "write-until-killed";

    /// <summary>Runs the writer, kills it after a number of acknowledgements, and notes the last one of each key.</summary>
    internal static async Task RunAsync(
        string connectionString, int acknowledgementsBeforeKill, Dictionary<string, int> acknowledged)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(KilledWriter).Assembly.Location, Verb, connectionString])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var seen = 0;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            var (key, visits) = (line.Split(' ')[0], int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));
            acknowledged[key] = visits;
            if (++seen == acknowledgementsBeforeKill)
            {
                process.Kill();
            }
        }

        await process.WaitForExitAsync();
        if (seen < acknowledgementsBeforeKill)
        {
            throw new InvalidOperationException($"The writer ended after {seen} writes: {await errors}");
        }
    }

    private static async Task<int> Main(string[] arguments)
    {
        if (arguments is not [Verb, var connectionString])
        {
            return 2;
        }

        await using var host = await StorageUnderTest.StartAsync(new SiloStorage(SqlDialect.Sqlite, connectionString));

        // Each key has a thread, because a write to SQLite completes on the thread that asks for it.
        await Task.WhenAll(Enumerable.Range(0, Keys).Select(i => Task.Run(async () =>
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"user{i}");
            var id = GrainId.Create("user", key);
            var state = new GrainState<StoredProfile>();
            await host.Storage.ReadStateAsync("profile", id, state);
            while (true)
            {
                state.State = state.State! with { Visits = state.State.Visits + 1 };
                await host.Storage.WriteStateAsync("profile", id, state);
                Console.Out.WriteLine($"{key} {state.State.Visits}");
            }
        })));
        return 0;
    }
}

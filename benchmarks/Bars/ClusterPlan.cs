using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AudioRooms.Benchmarks.Measuring;

namespace AudioRooms.Benchmarks.Bars;

/// <summary>
/// What silos and gateways cost apart, for <c>./audiorooms plan</c>: clusters of one, two and three silos with one and two
/// gateways, started by <c>./audiorooms cluster up</c>. With two gateways every room has a listener at the second one, so each
/// packet crosses twice: the difference is what a crossing costs. All processes share the machine, so only processor time is
/// told, and no latency.
/// </summary>
internal sealed class ClusterPlan(TimeProvider time, TextWriter progress)
{
    /// <summary>Where the result goes, below the results.</summary>
    public const string File = "cluster/cluster-plan.json";

    private const int Rooms = 10;
    private const int ListenersPerRoom = 20;
    private const int WarmUpSeconds = 15;
    private const int Seconds = 20;

    /// <summary>Clock ticks of the kernel in a second (USER_HZ), which are the same on every Linux that .NET runs on.</summary>
    private const double TicksPerSecond = 100;

    private const string Program = "audiorooms";

    private static readonly JsonSerializerOptions Json =
        new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    private static readonly (int Silos, int Gateways)[] Sizes = [(1, 1), (1, 2), (2, 1), (2, 2), (3, 1), (3, 2)];

    /// <summary>Measures all sizes; the result takes the place of an older one.</summary>
    public async Task RunAsync(string results)
    {
        var (started, runs) = (time.GetUtcNow(), new JsonArray());
        foreach (var (silos, gateways) in Sizes)
        {
            var run = await MeasureAsync(silos, gateways).ConfigureAwait(false);
            await progress.WriteLineAsync($"  {silos} silos, {gateways} gateways: {run.ToJsonString()}").ConfigureAwait(false);
            runs.Add(run);
        }

        var result = new JsonObject
        {
            ["command"] = "benchmarks/run cluster-plan",
            ["startedAt"] = started.ToString("O", CultureInfo.InvariantCulture),
            ["machine"] = JsonSerializer.SerializeToNode(Machine.Describe(), Json),
            ["runs"] = runs,
        };
        var file = Path.Combine(results, File);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await System.IO.File.WriteAllTextAsync(file, result.ToJsonString(Json) + "\n").ConfigureAwait(false);
    }

    private static async Task<JsonObject> MeasureAsync(int silos, int gateways)
    {
        var folder = Directory.CreateTempSubdirectory("audiorooms-cluster-plan-");
        try
        {
            var up = await AskAsync(
                "cluster", "up", "--silos", $"{silos}", "--gateways", $"{gateways}", "--data", folder.FullName, "--json")
                .ConfigureAwait(false);
            try
            {
                return await MeasureAsync(up, silos, gateways).ConfigureAwait(false);
            }
            finally
            {
                await AskAsync("cluster", "down", "--data", folder.FullName, "--json").ConfigureAwait(false);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<JsonObject> MeasureAsync(JsonNode up, int silos, int gateways)
    {
        var pids = up["silos"]!.AsArray().Select(silo => (int)silo!["pid"]!).ToList();
        var first = up["gateways"]![0]!;
        var report = Path.GetTempFileName();
        var elsewhere = new List<Process>();
        try
        {
            using var load = Start(
                "load", "--rooms", $"{Rooms}", "--listeners", $"{ListenersPerRoom}", "--speakers", "1", "--seconds", $"{Seconds}",
                "--warm-up", $"{WarmUpSeconds}", "--server", (string)first["grpc"]!, "--http", (string)first["http"]!,
                "--out", report);
            if (gateways > 1)
            {
                elsewhere.AddRange(await ListenElsewhereAsync(up).ConfigureAwait(false));
            }

            // The load tester's own window, or nearly: joins take a second or two of the warm-up.
            await Task.Delay(TimeSpan.FromSeconds(WarmUpSeconds), TimeProvider.System).ConfigureAwait(false);
            var (before, began) = (TicksOf(pids), Stopwatch.GetTimestamp());
            await load.WaitForExitAsync().ConfigureAwait(false);
            var siloCores = (TicksOf(pids) - before) / TicksPerSecond / Stopwatch.GetElapsedTime(began).TotalSeconds;

            var told = JsonNode.Parse(await System.IO.File.ReadAllTextAsync(report).ConfigureAwait(false))!;
            var packets = (double)told["packets"]!["perSecond"]!;
            return new JsonObject
            {
                ["silos"] = silos,
                ["gateways"] = gateways,
                ["rooms"] = Rooms,
                ["listeners"] = Rooms * ListenersPerRoom,
                ["spokenPerSecond"] = packets / ListenersPerRoom,
                ["writesPerSecond"] = (double)told["bundles"]!["perSecond"]!,
                ["siloCores"] = Math.Round(siloCores, 4),
                ["gatewayCores"] = Math.Round((double)told["server"]!["cpuSeconds"]! / Seconds, 4),
            };
        }
        finally
        {
            foreach (var listener in elsewhere)
            {
                listener.Kill(entireProcessTree: true);
                listener.Dispose();
            }

            System.IO.File.Delete(report);
        }
    }

    // One listener of each room at the second gateway.
    private static async Task<IEnumerable<Process>> ListenElsewhereAsync(JsonNode up)
    {
        var second = (string)up["gateways"]![1]!["grpc"]!;
        var minted = await AskAsync("token", "--handle", "elsewhere", "--server", second, "--json").ConfigureAwait(false);
        var token = (string)minted["accessToken"]!;
        JsonArray rooms;
        do
        {
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System).ConfigureAwait(false);
            rooms = (await AskAsync("room", "list", "--server", second, "--json").ConfigureAwait(false)).AsArray();
        }
        while (rooms.Count < Rooms);

        return rooms.Select(room => Start(
            new Dictionary<string, string> { ["AUDIOROOMS_TOKEN"] = token },
            "listen", "--room", (string)room!["roomId"]!, "--server", second, "--out", "/dev/null", "--seconds", "120"));
    }

    private static double TicksOf(IEnumerable<int> pids) => pids.Sum(pid =>
    {
        // proc(5): after the name in parentheses, utime and stime are the 12th and 13th fields.
        var stat = System.IO.File.ReadAllText($"/proc/{pid}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture);
    });

    private static async Task<JsonNode> AskAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var said = await process.StandardOutput.ReadToEndAsync().ConfigureAwait(false);
        await process.WaitForExitAsync().ConfigureAwait(false);
        return process.ExitCode == 0 && JsonNode.Parse(said) is { } json
            ? json
            : throw new InvalidOperationException(
                $"{Program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {said}");
    }

    private static Process Start(params string[] arguments) => Start([], arguments);

    private static Process Start(Dictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Checkout.AssemblyOf("Cli"), .. arguments]) { RedirectStandardOutput = true };
        start.Environment["AUDIOROOMS_COMMAND"] = "./audiorooms";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}

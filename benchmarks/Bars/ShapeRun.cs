using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AudioRooms.Benchmarks.Measuring;

namespace AudioRooms.Benchmarks.Bars;

/// <summary>Measures a shape and writes its result.</summary>
internal sealed class ShapeRun(TimeProvider time, TextWriter progress)
{
    private static readonly JsonSerializerOptions Json =
        new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Measures a shape; the result replaces an older one.</summary>
    public async Task RunAsync(Shape shape, string results)
    {
        var (file, began) = (Path.Combine(results, shape.File), time.GetTimestamp());
        await progress.WriteLineAsync($"{shape.Id}").ConfigureAwait(false);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        switch (shape)
        {
            case Shape.Load load:
                await File.WriteAllTextAsync(
                    file, (await MeasureAsync(load).ConfigureAwait(false)).ToJsonString(Json) + "\n").ConfigureAwait(false);
                break;
            case Shape.Peers peers:
                await CompareAsync(peers, file).ConfigureAwait(false);
                break;
            default:
                throw new UnreachableException();
        }

        await progress.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture, $"  {time.GetElapsedTime(began).TotalSeconds:F0} s")).ConfigureAwait(false);
    }

    private async Task<JsonObject> MeasureAsync(Shape.Load shape)
    {
        var (started, machine, reports) = (time.GetUtcNow(), Machine.Describe(), new JsonArray());
        foreach (var run in shape.Runs)
        {
            await using var server = await AudioRoomsServer.StartAsync(shape.Tls, time).ConfigureAwait(false);
            var report = await LoadTester.RunAsync(server, run.Split(' ').Select(ArgumentOf)).ConfigureAwait(false);

            // Ports and folders of this run do not matter to a reader, and figures per second would bury the rest.
            foreach (var one in report["steps"]?.AsArray().Select(step => step!["report"]!.AsObject()).Append(report) ?? [report])
            {
                one["command"] = $"./audiorooms load {run}";
                one.Remove("timeline");
            }

            await progress.WriteLineAsync($"  {run}: {SummaryOf(report)}").ConfigureAwait(false);
            reports.Add(report);
        }

        return new JsonObject
        {
            ["command"] = shape.Command,
            ["startedAt"] = started.ToString("O", CultureInfo.InvariantCulture),
            ["machine"] = JsonSerializer.SerializeToNode(machine, Json),
            ["tls"] = shape.Tls,
            ["reports"] = reports,
        };
    }

    // The arguments are typed for a shell in the checkout's folder, but the tester runs in another folder without a shell.
    private static string ArgumentOf(string typed) =>
        typed.StartsWith("benchmarks/", StringComparison.Ordinal) ? Path.Combine(Checkout.Root, typed) : typed.Trim('\'');

    private static string SummaryOf(JsonObject report) => report["capacity"] is { } capacity
        ? $"{capacity} hold {report["slo"]}, limited by: {report["limitedBy"]}"
        : $"{report["server"]?["cpuMicrosPerPacket"]} us per packet, {report["packets"]!["lossPercent"]} % lost, p99 "
            + $"{report["latencyMs"]!["p99"]} ms, "
            + $"{((bool)report["slo"]!["passed"]! ? "held" : $"FAILED: {report["slo"]!["failures"]}")}";

    private static async Task CompareAsync(Shape.Peers shape, string file)
    {
        var script = Path.Combine(Checkout.Root, "benchmarks", "peers", "run");
        using var process = Process.Start(new ProcessStartInfo(script, [.. shape.Arguments.Split(' '), "--out", file]))!;
        await process.WaitForExitAsync().ConfigureAwait(false);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{shape.Id} could not be measured; what is wrong stands above.");
        }

        // One page shows all bars, so the tester's own page is deleted. The file names the typed command, not the one it resulted
        // in.
        File.Delete(Path.ChangeExtension(file, ".md"));
        var report = JsonNode.Parse(await File.ReadAllTextAsync(file).ConfigureAwait(false))!;
        report["command"] = shape.Command;
        await File.WriteAllTextAsync(file, report.ToJsonString(Json) + "\n").ConfigureAwait(false);
    }
}

using System.Text.Json.Nodes;
using AudioRooms.Benchmarks.Measuring;

namespace AudioRooms.Benchmarks.Peers.Systems;

/// <summary>AudioRooms as it stands in this folder, by its own load tester.</summary>
internal sealed class AudioRoomsSystem(TimeProvider time, string latencyClass, bool tls) : ISystem
{
    public string Name => latencyClass + (tls ? SystemNames.TlsSuffix : "");

    public async Task<Measurement> MeasureAsync(int listeners, int round, TimeSpan window, CancellationToken cancellation)
    {
        await using var server = await AudioRoomsServer.StartAsync(tls, time).ConfigureAwait(false);
        var report = await LoadTester.RunAsync(
            server, ["--speakers", "1", "--listeners", $"{listeners}", "--latency", latencyClass, "--warm-up", "30", "--seconds", $"{window.TotalSeconds}"]).ConfigureAwait(false);
        var (packets, latency) = (report["packets"]!, report["latencyMs"]!);
        var cost = report["server"] ?? throw new InvalidOperationException($"The load test could not read the server's own figures: {report["notes"]}");
        return new Measurement(
            Name, listeners, round, window.TotalSeconds, (long)packets["expected"]!, (long)packets["delivered"]!, Number(cost["cpuSeconds"]),
            Number(latency["p50"]), Number(latency["p99"]), Number(report["tester"]!["cpuSeconds"]));
    }

    private static double Number(JsonNode? node) => node!.GetValue<double>();
}

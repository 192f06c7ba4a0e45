using System.Text.Json.Nodes;
using AudioRooms.Benchmarks.Measuring;

namespace AudioRooms.Benchmarks.Peers.Systems;

/// <summary>AudioRooms as built in this checkout, measured by its own load tester.</summary>
/// <param name="time">The clock.</param>
/// <param name="name">A latency class and its transport (<see cref="SystemNames.Classes"/>).</param>
internal sealed class AudioRoomsSystem(TimeProvider time, string name) : ISystem
{
    private readonly string latencyClass = name.Split('-')[0];
    private readonly string transport = name.EndsWith(SystemNames.WebSocketSuffix, StringComparison.Ordinal) ? "ws" : "grpc";
    private readonly bool tls = name.EndsWith(SystemNames.TlsSuffix, StringComparison.Ordinal);

    public string Name => name;

    public async Task<Measurement> MeasureAsync(int listeners, int round, TimeSpan window, CancellationToken cancellation)
    {
        await using var server = await AudioRoomsServer.StartAsync(tls, time).ConfigureAwait(false);
        var report = await LoadTester.RunAsync(
            server, [
                "--speakers", "1", "--listeners", $"{listeners}", "--latency", latencyClass, "--transport", transport, "--ramp",
                "300", "--warm-up", "30", "--seconds", $"{window.TotalSeconds}",
            ]).ConfigureAwait(false);
        var (packets, latency) = (report["packets"]!, report["latencyMs"]!);
        var cost = report["server"]
            ?? throw new InvalidOperationException($"The load test could not read the server's own figures: {report["notes"]}");
        return new Measurement(
            Name, listeners, round, window.TotalSeconds, (long)packets["expected"]!, (long)packets["delivered"]!,
            Number(cost["cpuSeconds"]),
            Number(latency["p50"]), Number(latency["p99"]), Number(report["tester"]!["cpuSeconds"]));
    }

    private static double Number(JsonNode? node) => node!.GetValue<double>();
}

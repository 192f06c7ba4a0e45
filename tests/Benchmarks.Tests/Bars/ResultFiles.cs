using System.Text.Json.Nodes;

namespace AudioRooms.Benchmarks.Tests.Bars;

/// <summary>Results as measurements write them.</summary>
internal static class ResultFiles
{
    public static JsonObject Load(double cpuMicrosPerPacket, double lossPercent = 0, int joinFailures = 0) => Written(new()
    {
        ["command"] = "benchmarks/run some",
        ["startedAt"] = "2026-01-02T03:04:05.0000000+00:00",
        ["machine"] = new JsonObject
        {
            ["processor"] = "Some",
            ["cores"] = 2,
            ["memoryMiB"] = 4_096,
            ["kernel"] = "Linux 6",
            ["operatingSystem"] = "Debian",
            ["runtime"] = ".NET 10",
            ["loadAverage"] = "0.10",
        },
        ["tls"] = false,
        ["reports"] = new JsonArray(Report(cpuMicrosPerPacket, lossPercent, joinFailures)),
    });

    public static JsonObject Report(double cpuMicrosPerPacket, double lossPercent = 0, int joinFailures = 0) => Written(new()
    {
        ["seconds"] = 30,
        ["joinFailures"] = joinFailures,
        ["packets"] = new JsonObject { ["lossPercent"] = lossPercent },
        ["latencyMs"] = new JsonObject { ["p99"] = 60.5 },
        ["server"] = new JsonObject { ["cpuSeconds"] = 15, ["cpuMicrosPerPacket"] = cpuMicrosPerPacket },
        ["notes"] = new JsonArray(),
    });

    /// <summary>A result as it is read from a file.</summary>
    public static JsonObject Written(JsonObject made) => JsonNode.Parse(made.ToJsonString())!.AsObject();
}

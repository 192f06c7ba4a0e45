namespace AudioRooms.Benchmarks.Bars;

/// <summary>Figures of a load test's report that several tables show.</summary>
internal static class LoadFigures
{
    public static Figure PerPacket { get; } = Figure.OfServer("CPU per packet", "µs", "cpuMicrosPerPacket");

    public static Figure PerBundle { get; } = Figure.OfServer("CPU per bundle", "µs", "cpuMicrosPerBundle");

    public static Figure Memory { get; } = Figure.OfServer("memory per listener", "KB", "rssBytesPerListener", 1 / 1024.0);

    public static Figure Latency { get; } = Figure.OfLatency("p99", "p99");

    public static Figure Core { get; } = Figure.OfReport(
        "core", "%", report => 100 * Figure.Number(report["server"]?["cpuSeconds"]) / Figure.Number(report["seconds"]));

    public static Figure Loss { get; } = Figure.OfReport("lost", "%", report => Figure.Number(report["packets"]?["lossPercent"]));

    public static Figure AllAllocations { get; } = Figure.OfServer(
        "by the whole process, acknowledgements included", "bytes", "allocatedBytesPerPacket");
}

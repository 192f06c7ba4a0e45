using AudioRooms.LoadTester.Reports;

namespace AudioRooms.LoadTester.Tests.Reports;

/// <summary>A report for tests of verdicts.</summary>
internal static class SampleReports
{
    public static LoadReport Create(double p99 = 100, double lossPercent = 0.05, double? cpuPerPacket = 8) => new()
    {
        Command = "load",
        StartedAt = "2026-01-01T00:00:00Z",
        Machine = "a machine",
        Latency = "audience",
        Transport = "grpc",
        Rooms = 1,
        Speakers = 1,
        Listeners = 10,
        Seconds = 2,
        Connected = 10,
        Client = "lean",
        PerConnection = 1,
        ListenerConnections = 10,
        JoinFailures = 0,
        Packets = new LoadReport.PacketCounts(1_000, 999, 1, lossPercent, 500),
        Bundles = new LoadReport.BundleCounts(400, 200),
        LatencyMs = new LoadReport.Distribution(50, 80, p99, 150, 200),
        JoinMs = new LoadReport.Distribution(5, 6, 7, 8, 9),
        FirstAudioMs = new LoadReport.Distribution(50, 60, 70, 80, 90),
        GapsOver60ms = 2,
        Reconnects = 0,
        Server = cpuPerPacket is { } cpu
            ? new LoadReport.ServerCost(1, cpu, 20, 100_000_000, 60_000, 90_000_000, 50, 1_000, 1, 2)
            : null,
        Tester = new LoadReport.TesterCost(1, 3, Starved: false, 1, 50, 5),
        Slo = new LoadReport.Verdict(true, []),
        Timeline = [new LoadReport.TimelinePoint(0, 500, 50, 100, 120), new LoadReport.TimelinePoint(1, 499, 51, 101, 121)],
        Notes = [],
    };
}

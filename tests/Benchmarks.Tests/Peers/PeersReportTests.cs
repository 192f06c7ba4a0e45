using AudioRooms.Benchmarks.Measuring;
using AudioRooms.Benchmarks.Peers;

namespace AudioRooms.Benchmarks.Tests.Peers;

public sealed class PeersReportTests
{
    private static readonly PeersReport Report = new()
    {
        Command = "benchmarks/peers/run",
        StartedAt = "2026-01-02T03:04:05.0000000+00:00",
        Machine = new Machine("Some", 2, 4_096, "Linux 6", "Debian", ".NET 10", "0.10"),
        Measurements =
        [
            One("interactive", round: 1, cpuSeconds: 2, delivered: 100_000),
            One("murmur-udp", round: 1, cpuSeconds: 2, delivered: 100_000),
            One("interactive", round: 2, cpuSeconds: 4, delivered: 100_000),
            One("murmur-udp", round: 2, cpuSeconds: 2, delivered: 60_000),
            One("interactive", round: 1, cpuSeconds: 9, delivered: 100_000) with { Listeners = 500 },
        ],
    };

    [Fact]
    public void Ratios_TwoRounds_AreOfTimeOverArrivalsOfBoth() =>
        Report.Ratios.ShouldBe([new PeersReport.Ratio("interactive", 300, Math.Round(30.0 / 25.0, 3), ToIcecast: null)]);

    [Fact]
    public void Sums_TwoRounds_LoseWhatEitherLost() =>
        Report.Sums().Single(sum => sum.System == "murmur-udp").LossPercent.ShouldBe(20);

    [Fact]
    public void Parse_WhatToJsonWrote_GivesTheSamePage() =>
        PeersPage.Of(PeersReport.Parse(Report.ToJson())).ShouldBe(PeersPage.Of(Report));

    [Fact]
    public void Table_ASystemBesideMurmur_HasItsRatio() =>
        PeersPage.Table(Report)
            .Split('\n')
            .ShouldContain("| 300 | interactive | 30.0 | 20.0, 40.0 | 1.20 × |  | 0 | 3.0 | 9.0 | 30 | 20 |");

    private static Measurement One(string system, int round, double cpuSeconds, long delivered) =>
        new(
            system, 300, round, 10, Expected: 100_000, delivered, cpuSeconds, LatencyP50Ms: 3, LatencyP99Ms: 9,
            TesterCpuSeconds: 2);
}

using System.Text.Json;
using AudioRooms.LoadTester.Reports;

namespace AudioRooms.LoadTester.Tests.Reports;

public sealed class ReportComparisonTests
{
    [Fact]
    public void Of_TheSameReport_IsOneEverywhere()
    {
        var comparison = Compare(SampleReports.Create(), SampleReports.Create());

        comparison.Passed.ShouldBeTrue();
        comparison.Rows.ShouldAllBe(row => row.Ratio == 1);
        comparison.Rows.Select(row => row.Figure).ShouldContain("server.cpuMicrosPerPacket");
        comparison.Notes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(109, false)]
    [InlineData(111, true)]
    [InlineData(50, false)]
    public void Of_AFigureThatGrew_IsWorseBeyondTheTolerance(double p99, bool worse)
    {
        var row = Compare(SampleReports.Create(), SampleReports.Create(p99: p99)).Rows.Single(
            row => row.Figure == "latencyMs.p99");

        row.Worse.ShouldBe(worse);
        row.Ratio.ShouldBe(p99 / 100);
    }

    [Fact]
    public void Of_ALittleMoreThanNothing_IsNoise()
    {
        var before = SampleReports.Create(lossPercent: 0);

        Compare(before, SampleReports.Create(lossPercent: 0.005)).Passed.ShouldBeTrue();
        var lossy = Compare(before, SampleReports.Create(lossPercent: 0.5));
        lossy.Passed.ShouldBeFalse();
        lossy.Rows.Single(row => row.Worse).ShouldSatisfyAllConditions(
            row => row.Figure.ShouldBe("packets.lossPercent"), row => row.Ratio.ShouldBeNull());
    }

    [Fact]
    public void Of_NumbersThatAreNoJudgement_MayDiffer() =>
        Compare(SampleReports.Create(), SampleReports.Create() with { Connected = 500 }).Passed.ShouldBeTrue();

    [Fact]
    public void Of_AnotherShape_SaysSo() =>
        Compare(SampleReports.Create(), SampleReports.Create() with { Listeners = 20 }).Notes.ShouldBe(
            ["The tests differ: listeners was 10 and is 20."]);

    [Fact]
    public void Of_AFigureThatOnlyOneHas_IsLeftOut() =>
        Compare(SampleReports.Create(cpuPerPacket: null), SampleReports.Create()).Rows.ShouldAllBe(
            row => !row.Figure.StartsWith("server.", StringComparison.Ordinal));

    private static ReportComparison Compare(LoadReport before, LoadReport now)
    {
        using var baseline = JsonDocument.Parse(before.ToJson());
        using var current = JsonDocument.Parse(now.ToJson());
        return ReportComparison.Of(baseline.RootElement, current.RootElement, tolerance: 0.1);
    }
}

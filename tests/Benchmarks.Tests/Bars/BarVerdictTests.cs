using System.Text.Json.Nodes;
using AudioRooms.Benchmarks.Bars;

namespace AudioRooms.Benchmarks.Tests.Bars;

public sealed class BarVerdictTests
{
    /// <summary>A bar of at most 8 µs per packet, with an aim of 6 µs.</summary>
    private static readonly Bar Bar = BarTable.All.Single(
        bar => bar.Title.StartsWith("1 speaker, 1,000 listeners, audience", StringComparison.Ordinal));

    [Theory]
    [InlineData(6, "aim")]
    [InlineData(6.01, "must")]
    [InlineData(8, "must")]
    [InlineData(8.01, "**missed**")]
    public void Of_AFigure_IsHeldAgainstBothBounds(double micros, string verdict) =>
        BarVerdict.Of(Bar, ResultFiles.Load(micros)).Verdict.ShouldBe(verdict);

    [Fact]
    public void Of_AFigure_SaysItAndWhatBelongsBesideIt() =>
        BarVerdict.Of(Bar, ResultFiles.Load(5.25)).Measured.ShouldBe("CPU per packet 5.25 µs, core 50 %, p99 60.5 ms");

    [Fact]
    public void Of_TooMuchLost_IsMissedWhateverTheFigure() =>
        BarVerdict.Of(Bar, ResultFiles.Load(1, lossPercent: 0.1)).Verdict.ShouldBe("**missed**: 0.1 % lost");

    [Fact]
    public void Of_SomebodyWhoCouldNotJoin_IsMissed() =>
        BarVerdict.Of(Bar, ResultFiles.Load(1, joinFailures: 2)).Verdict.ShouldBe("**missed**: 2 joins failed");

    [Fact]
    public void Of_AResultWithoutTheFigure_JudgesNothing()
    {
        var result = ResultFiles.Load(1);
        result["reports"]![0]!["server"] = null;

        BarVerdict.Of(Bar, result).Verdict.ShouldStartWith("?");
    }

    [Theory]
    [InlineData(4, 8, "must", "2 × plain")]
    [InlineData(4, 8.4, "**missed**", "2.1 × plain")]
    public void OfTls_AFigure_IsHeldAgainstThePlainOne(double plain, double tls, string verdict, string said)
    {
        var judged = BarVerdict.OfTls(Bar, ResultFiles.Load(plain), ResultFiles.Load(tls));

        judged.Verdict.ShouldBe(verdict);
        judged.Measured.ShouldEndWith(said);
    }

    [Fact]
    public void Of_TwoRuns_IsTheirRatio()
    {
        var growth = BarTable.All.Single(bar => bar.Shape.Id == "growth-4000");
        var result = ResultFiles.Load(4);
        result["reports"]!.AsArray().Add(ResultFiles.Report(4.2));

        BarVerdict.Of(growth, result).ShouldBe(
            new BarVerdict("times the cost at 500 1.05, CPU per packet 4.2 µs, core 50 %, p99 60.5 ms", "must"));
    }

    [Theory]
    [InlineData(0, "must")]
    [InlineData(9, "**missed**: murmur-udp: 9 % lost")]
    public void Of_AComparison_TakesTheRatioOfTheClassMeantAndTheCostsBesideIt(double murmurLoss, string verdict)
    {
        var peers = BarTable.All.First(bar => bar.Shape.Id == "murmur-interactive-300");
        var result = ResultFiles.Written(new JsonObject
        {
            ["measurements"] = new JsonArray(
                Round("interactive", cpuSeconds: 1, lossPercent: 0),
                Round("murmur-udp", cpuSeconds: 1, lossPercent: 0),
                Round("interactive", cpuSeconds: 4, lossPercent: 0),
                Round("murmur-udp", cpuSeconds: 3, murmurLoss)),
            ["ratios"] = new JsonArray(
                new JsonObject { ["system"] = "interactive-tls", ["listeners"] = 300, ["toMurmurUdp"] = 3 },
                new JsonObject { ["system"] = "interactive", ["listeners"] = 300, ["toMurmurUdp"] = 1.25 }),
        });

        var judged = BarVerdict.Of(peers, result);

        judged.ShouldBe(
            new BarVerdict("times Murmur's UDP 1.25, interactive per packet 25 µs, murmur-udp per packet 20 µs", verdict));
    }

    private static JsonObject Round(string system, double cpuSeconds, double lossPercent) => new()
    {
        ["system"] = system,
        ["delivered"] = 100_000,
        ["cpuSeconds"] = cpuSeconds,
        ["lossPercent"] = lossPercent,
    };
}

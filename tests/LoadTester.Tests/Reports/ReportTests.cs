using System.Text.Json;
using System.Xml.Linq;
using AudioRooms.LoadTester.Measures;
using AudioRooms.LoadTester.Reports;

namespace AudioRooms.LoadTester.Tests.Reports;

public sealed class ReportTests
{
    /// <summary>Other people's scripts read these names. Names may be added and never changed.</summary>
    [Theory]
    [InlineData("rooms")]
    [InlineData("speakers")]
    [InlineData("listeners")]
    [InlineData("seconds")]
    [InlineData("packets", "expected", "delivered", "lost", "lossPercent", "perSecond")]
    [InlineData("bundles", "delivered", "perSecond")]
    [InlineData("latencyMs", "p50", "p90", "p99", "p999", "max")]
    [InlineData("joinMs", "p50", "p90", "p99", "p999", "max")]
    [InlineData("firstAudioMs", "p50", "p90", "p99", "p999", "max")]
    [InlineData("gapsOver60ms")]
    [InlineData("reconnects")]
    [InlineData(
        "server", "cpuSeconds", "cpuMicrosPerPacket", "cpuMicrosPerBundle", "rssBytes", "rssBytesPerListener", "gcPauseMsP99",
        "rssBytesBeforeJoins", "corePercent", "allocatedBytes", "allocatedBytesPerPacket")]
    [InlineData("tester", "cpuSeconds", "lagMsP99", "starved", "processes", "busiestPercent", "cpuMicrosPerBundle")]
    [InlineData("client")]
    [InlineData("perConnection")]
    [InlineData("listenerConnections")]
    [InlineData("slo", "passed", "failures", "bounds")]
    public void ToJson_EveryFieldOfTheContract_IsThere(string name, params string[] inner)
    {
        using var json = JsonDocument.Parse(SampleReports.Create().ToJson());

        json.RootElement.TryGetProperty(name, out var value).ShouldBeTrue();
        inner.Where(field => !value.TryGetProperty(field, out _)).ShouldBeEmpty();
    }

    [Fact]
    public void ToJson_RoomsWereSilent_HasNumbersOnlyAndNoneOfThePackets()
    {
        var before = new ServerMetrics
        {
            CpuSeconds = 1, RssBytes = 90_000_000, AllocatedBytes = 1_000, FanOutAllocatedBytes = 10, Pauses = [],
        };
        var after = before with { CpuSeconds = 1.5, RssBytes = 100_000_000, AllocatedBytes = 5_000, FanOutAllocatedBytes = 20 };
        var silence = LoadReport.Distribution.Of(new LatencyHistogram());
        var report = SampleReports.Create() with
        {
            Packets = new LoadReport.PacketCounts(0, 0, 0, 0, 0),
            Bundles = new LoadReport.BundleCounts(0, 0),
            LatencyMs = silence,
            FirstAudioMs = silence,
            Server = LoadReport.ServerCost.Of(before, before, after, delivered: 0, bundles: 0, listeners: 10, seconds: 2),
        };

        using var json = JsonDocument.Parse(report.ToJson());

        var server = json.RootElement.GetProperty("server");
        (server.GetProperty("cpuMicrosPerPacket").GetDouble(), server.GetProperty("cpuMicrosPerBundle").GetDouble()).ShouldBe(
            (0, 0));
        server.GetProperty("allocatedBytesPerPacket").ValueKind.ShouldBe(JsonValueKind.Null);
        server.GetProperty("fanOutAllocatedBytesPerPacket").ValueKind.ShouldBe(JsonValueKind.Null);
        server.GetProperty("allocatedBytes").GetDouble().ShouldBe(4_000);
        server.GetProperty("cpuSeconds").GetDouble().ShouldBe(0.5);
        server.GetProperty("rssBytesPerListener").GetDouble().ShouldBe(1_000_000);
    }

    [Fact]
    public void ServerCost_SomePacketsArrived_IsSharedAmongThem()
    {
        var before = new ServerMetrics
        {
            CpuSeconds = 1, RssBytes = 90_000_000, AllocatedBytes = 1_000, FanOutAllocatedBytes = 10, Pauses = [],
        };
        var after = before with { CpuSeconds = 1.5, AllocatedBytes = 5_000, FanOutAllocatedBytes = 20 };

        var cost = LoadReport.ServerCost.Of(before, before, after, delivered: 1_000, bundles: 250, listeners: 10, seconds: 2);

        cost.CpuMicrosPerPacket.ShouldBe(500);
        cost.CpuMicrosPerBundle.ShouldBe(2_000);
        cost.AllocatedBytesPerPacket.ShouldBe(4);
        cost.FanOutAllocatedBytesPerPacket.ShouldBe(0.01);
        cost.CorePercent.ShouldBe(25);
    }

    [Fact]
    public void JUnit_OneBoundFails_IsOneFailureAmongTheBounds()
    {
        Slo.TryParse("p99<200ms,loss<0.1%", out var slo, out _).ShouldBeTrue();
        var report = SampleReports.Create(p99: 250);
        report = report with { Slo = new LoadReport.Verdict(false, slo.FailuresOf(report)) };

        var suite = XDocument.Parse(JUnitReport.Create(report, slo)).Root!;

        suite.Attribute("tests")!.Value.ShouldBe("2");
        suite.Attribute("failures")!.Value.ShouldBe("1");
        suite.Elements("testcase")
            .Single(test => test.Element("failure") is not null)
            .Attribute("name")!.Value.ShouldBe("p99<200ms");
    }

    [Fact]
    public void JUnit_FailureThatIsNoBound_IsATestOfItsOwn()
    {
        var report = SampleReports.Create() with { Slo = new LoadReport.Verdict(false, ["3 joins failed"]) };

        var suite = XDocument.Parse(JUnitReport.Create(report, slo: null)).Root!;

        suite.Attribute("failures")!.Value.ShouldBe("1");
    }

    [Fact]
    public void Html_TextFromOutside_CannotBecomeMarkup()
    {
        var report = SampleReports.Create() with { Command = "load --out <script>alert(1)</script>" };

        HtmlReport.Create(report, new LatencyHistogram()).ShouldNotContain("<script>");
    }

    [Fact]
    public void Html_WithLatencies_HasBothPictures()
    {
        var latency = new LatencyHistogram();
        latency.RecordMicros(20_000);
        latency.RecordMicros(90_000);

        var page = HtmlReport.Create(SampleReports.Create(), latency);

        page.Split("<svg").Length.ShouldBe(3);
    }
}

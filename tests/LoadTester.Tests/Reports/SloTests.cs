using AudioRooms.LoadTester.Reports;

namespace AudioRooms.LoadTester.Tests.Reports;

public sealed class SloTests
{
    [Theory]
    [InlineData("p99<200ms", 200)]
    [InlineData("p99 < 200", 200)]
    [InlineData("p99<0.2s", 200)]
    [InlineData("loss<0.1%", 0.1)]
    [InlineData("gaps<5", 5)]
    [InlineData("cpu-per-packet<8us", 8)]
    [InlineData("rss-per-listener<70KB", 70)]
    [InlineData("allocated-per-packet<1B", 1)]
    [InlineData("core<80%", 80)]
    [InlineData("gc-pause-p99<5ms", 5)]
    public void TryParse_OneBound_IsInTheUnitOfItsSubject(string text, double limit)
    {
        Slo.TryParse(text, out var slo, out var error).ShouldBeTrue(error);

        slo.Bounds.ShouldHaveSingleItem().Limit.ShouldBe(limit, 1e-9);
    }

    [Theory]
    [InlineData("")]
    [InlineData("p98<200ms")]
    [InlineData("p99>200ms")]
    [InlineData("p99<")]
    [InlineData("p99<fast")]
    [InlineData("loss<5ms")]
    [InlineData("rss-per-listener<70B")]
    [InlineData("p99<-1ms")]
    public void TryParse_NotAnSlo_SaysWhatIsExpected(string text)
    {
        Slo.TryParse(text, out _, out var error).ShouldBeFalse();

        error.ShouldNotBeEmpty();
    }

    [Fact]
    public void FailuresOf_EverythingHolds_IsEmpty() =>
        Parse("p99<200ms,loss<0.1%,cpu-per-packet<10us").FailuresOf(SampleReports.Create()).ShouldBeEmpty();

    [Fact]
    public void FailuresOf_OneDoesNotHold_NamesItAndTheMeasuredValue() =>
        Parse("p99<200ms,loss<0.1%").FailuresOf(SampleReports.Create(p99: 250)).ShouldBe(["p99<200ms: measured 250ms"]);

    [Fact]
    public void FailuresOf_ExactlyAtTheBound_DoesNotHold() =>
        Parse("p99<100ms").FailuresOf(SampleReports.Create(p99: 100)).ShouldHaveSingleItem();

    [Fact]
    public void FailuresOf_NotMeasured_DoesNotHold() =>
        Parse("cpu-per-packet<10us")
            .FailuresOf(SampleReports.Create(cpuPerPacket: null))
            .ShouldBe(["cpu-per-packet<10us: not measured"]);

    private static Slo Parse(string text)
    {
        Slo.TryParse(text, out var slo, out var error).ShouldBeTrue(error);
        return slo;
    }
}

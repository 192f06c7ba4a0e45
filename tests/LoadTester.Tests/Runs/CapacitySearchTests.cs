using AudioRooms.LoadTester.Reports;
using AudioRooms.LoadTester.Tests.Reports;
using AudioRooms.LoadTester.Runs;

namespace AudioRooms.LoadTester.Tests.Runs;

public sealed class CapacitySearchTests
{
    [Theory]
    [InlineData(100, 1_000, 0.05)]
    [InlineData(1, 777, 0.01)]
    [InlineData(500, 499, 0.05)]
    [InlineData(64, 64, 0)]
    [InlineData(5, 3, 0)]
    [InlineData(2_000, 1, 0)]
    public void Next_ServerThatCarriesSoMany_FindsThemWithinThePrecision(int first, int carries, double precision)
    {
        var search = new CapacitySearch(first, most: 10_000, precision);
        var steps = 0;

        while (search.Next is { } tried)
        {
            search.Note(tried, tried <= carries);
            (++steps).ShouldBeLessThan(40);
        }

        search.Held.ShouldBeInRange((int)(carries / (1 + Math.Max(precision, 1e-9)) - 1), carries);
        search.Failed.ShouldNotBeNull().ShouldBeGreaterThan(carries);
    }

    [Fact]
    public void Next_EverythingHolds_EndsAtTheBound()
    {
        var search = new CapacitySearch(300, most: 1_000, precision: 0.05);
        var tried = new List<int>();

        while (search.Next is { } count)
        {
            tried.Add(count);
            search.Note(count, held: true);
        }

        tried.ShouldBe([300, 600, 1_000]);
        search.Failed.ShouldBeNull();
    }

    [Fact]
    public void Next_NothingHolds_EndsWithNone()
    {
        var search = new CapacitySearch(8, most: 100, precision: 0.05);
        var tried = new List<int>();

        while (search.Next is { } count)
        {
            tried.Add(count);
            search.Note(count, held: false);
        }

        tried.ShouldBe([8, 4, 2, 1]);
        search.Held.ShouldBe(0);
    }

    [Theory]
    [InlineData(null, false, "bound")]
    [InlineData(20, false, "server")]
    [InlineData(20, true, "tester")]
    public void LimitOf_FirstFailure_SaysWhoWasAtItsEnd(int? failed, bool starved, string limit)
    {
        var steps = new[]
        {
            new CapacityReport.Step(10, true, false, SampleReports.Create()),
            new CapacityReport.Step(20, false, starved, SampleReports.Create()),
        };

        CapacityRun.LimitOf(failed, steps).ShouldBe(limit);
    }
}

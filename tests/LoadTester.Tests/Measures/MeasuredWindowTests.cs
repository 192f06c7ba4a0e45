using AudioRooms.Client;
using AudioRooms.LoadTester.Measures;
using AudioRooms.Testing;

namespace AudioRooms.LoadTester.Tests.Measures;

public sealed class MeasuredWindowTests
{
    private readonly ManualTime time = new();
    private readonly MeasuredWindow window;
    private readonly ulong from;

    public MeasuredWindowTests()
    {
        window = new MeasuredWindow(time);
        from = Clock.Micros(time, time.GetTimestamp()) + 1_000_000;
    }

    [Fact]
    public void Holds_BeforeItIsOpened_IsFalse() => window.Holds(from).ShouldBeFalse();

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(9_999_999, true)]
    [InlineData(10_000_000, false)]
    public void Holds_AtItsEnds_CountsTheFirstAndNotTheLast(long offset, bool holds)
    {
        window.Open(from, from + 10_000_000);

        window.Holds((ulong)((long)from + offset)).ShouldBe(holds);
    }

    [Fact]
    public void TakeFinished_WhileItRuns_KeepsTheSecondsThatMayStillGrow()
    {
        window.Open(from, from + 10_000_000);
        for (ulong second = 0; second < 8; second++)
        {
            window.Count(from + (second * 1_000_000), from + (second * 1_000_000) + 50_000);
        }

        time.Advance(TimeSpan.FromSeconds(9));

        window.TakeFinished(all: false).Select(second => second.Number).ShouldBe([0, 1, 2, 3, 4]);
        window.TakeFinished(all: true).Select(second => second.Number).ShouldBe([5, 6, 7]);
        window.TakeFinished(all: true).ShouldBeEmpty();
        window.Latency.Total().ShouldBe(8);
    }
}

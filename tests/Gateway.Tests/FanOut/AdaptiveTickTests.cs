using AudioRooms.Gateway.FanOut;

namespace AudioRooms.Gateway.Tests.FanOut;

public sealed class AdaptiveTickTests
{
    private static readonly TimeSpan OnTime = TimeSpan.Zero;

    private readonly AdaptiveTick tick = new(Milliseconds(60), Milliseconds(120));

    [Fact]
    public void Observe_ABusyProcess_LengthensToTheLongestAndNoFurther()
    {
        List<double> ticks = [];

        for (var observation = 0; observation < 5; observation++)
        {
            tick.Observe(0.9, OnTime);
            ticks.Add(tick.Tick.TotalMilliseconds);
        }

        ticks.ShouldBe([80, 100, 120, 120, 120]);
    }

    [Fact]
    public void Observe_TicksThatAreLateOnAverage_LengthensWhateverTheLoad()
    {
        tick.Observe(0.2, Milliseconds(20));

        tick.Tick.ShouldBe(Milliseconds(80));
    }

    [Fact]
    public void Observe_LoadThatWouldComeBackWithTheShorterTick_KeepsTheLonger()
    {
        Observe(0.9, times: 3);

        // At a tick of 100 ms the load would be 0.65 × 1.2 = 0.78.
        Observe(0.65, times: 100);

        tick.Tick.ShouldBe(Milliseconds(120));
    }

    [Fact]
    public void Observe_RoomForThreeSeconds_ShortensByAFrame()
    {
        Observe(0.9, times: 3);

        Observe(0.3, times: 5);
        tick.Tick.ShouldBe(Milliseconds(120));
        tick.Observe(0.3, OnTime);

        tick.Tick.ShouldBe(Milliseconds(100));
    }

    [Fact]
    public void Observe_NeedAmongTheCalm_BeginsTheWaitAnew()
    {
        Observe(0.9, times: 3);

        Observe(0.3, times: 5);
        tick.Observe(0.8, OnTime);
        Observe(0.3, times: 5);

        tick.Tick.ShouldBe(Milliseconds(120));
    }

    [Fact]
    public void Observe_AnIdleProcess_StaysAtTheShortest()
    {
        Observe(0, times: 100);

        tick.Tick.ShouldBe(Milliseconds(60));
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.6)]
    [InlineData(0.8)]
    [InlineData(1.1)]
    public void Observe_ALoadThatFollowsTheTick_SettlesWithoutSwinging(double loadAtTheShortest)
    {
        List<TimeSpan> ticks = [];
        for (var observation = 0; observation < 400; observation++)
        {
            // Almost the whole cost is proportional to the number of writes.
            tick.Observe(Math.Min(1, loadAtTheShortest * (Milliseconds(60) / tick.Tick)), OnTime);
            ticks.Add(tick.Tick);
        }

        ticks.Skip(100).Distinct().Count().ShouldBe(1);
    }

    private void Observe(double load, int times)
    {
        for (var observation = 0; observation < times; observation++)
        {
            tick.Observe(load, OnTime);
        }
    }

    private static TimeSpan Milliseconds(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}

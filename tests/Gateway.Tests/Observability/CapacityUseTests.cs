using AudioRooms.Gateway.Observability;

namespace AudioRooms.Gateway.Tests.Observability;

public sealed class CapacityUseTests
{
    private const int UntilSettled = 120;

    private readonly CapacityUse use = new();

    [Theory]
    [InlineData(0.475, 0.1, 0.5)]
    [InlineData(0.95, 0.1, 1.0)]
    [InlineData(0.1, 0.8, 0.8)]
    [InlineData(0, 0, 0)]
    public void Observe_ForLong_IsTheLargerShare(double load, double memory, double ratio)
    {
        Observe(UntilSettled, load, memory);

        use.Ratio.ShouldBe(ratio, 0.01);
    }

    [Fact]
    public void Observe_AStepOfLoad_ShowsNineTenthsWithinFifteenSeconds()
    {
        Observe(15, load: 0.95, memory: 0);

        use.Ratio.ShouldBeInRange(0.9, 0.95);
    }

    [Fact]
    public void Observe_OneBusySecond_IsNoReasonToScale()
    {
        Observe(UntilSettled, load: 0.3, memory: 0.1);
        Observe(1, load: 1, memory: 0.1);

        use.Ratio.ShouldBeLessThan(0.7);
    }

    [Fact]
    public void Observe_GatewayFull_IsOneWhateverTheLoad()
    {
        use.Observe(load: 0.2, memory: 0.1, isFull: true);

        use.Ratio.ShouldBe(1);
    }

    private void Observe(int seconds, double load, double memory)
    {
        for (var second = 0; second < seconds; second++)
        {
            use.Observe(load, memory, isFull: false);
        }
    }
}

using AudioRooms.Gateway.FanOut;
using AudioRooms.Gateway.Tests.Fakes;

namespace AudioRooms.Gateway.Tests.FanOut;

public sealed class FullnessTests
{
    private readonly Fullness fullness = new();

    [Theory]
    [InlineData(true, 0.3, 100, true)]
    [InlineData(true, 0.3, 99, false)]
    [InlineData(true, 0.97, 20, true)]
    [InlineData(true, 0.97, 19, false)]
    [InlineData(true, 0.96, 20, false)]
    [InlineData(false, 1, 500, false)]
    public void Observe_TwoSecondsOfTheSame_IsFullIfTheLongestTickDoesNotHelp(
        bool isTickLongest, double load, int latenessMs, bool isFull)
    {
        Observe(4, isTickLongest, load, latenessMs);

        fullness.IsFull.ShouldBe(isFull);
    }

    [Fact]
    public void Observe_LessThanTwoSeconds_IsNotFull()
    {
        Observe(3, isTickLongest: true, 1, 150);
        Observe(1, isTickLongest: true, 0.5, 0);
        Observe(3, isTickLongest: true, 1, 150);

        fullness.IsFull.ShouldBeFalse();
    }

    [Fact]
    public void Observe_CalmForTwoSeconds_IsFullNoLonger()
    {
        Observe(4, isTickLongest: true, 1, 150);
        Observe(3, isTickLongest: true, 0.5, 0);
        Observe(1, isTickLongest: true, 1, 150);

        Observe(3, isTickLongest: true, 0.5, 0);
        fullness.IsFull.ShouldBeTrue();
        Observe(1, isTickLongest: true, 0.5, 0);

        fullness.IsFull.ShouldBeFalse();
    }

    [Fact]
    public void IsFull_AfterTwoSecondsOfSilence_IsOver()
    {
        const long ObserveMicros = 500_000;
        var pace = new AudiencePace(new FanOutOptions(), Loads.Idle, nowMicros: 0);
        long now = 0;

        // Five observations lead to the longest tick; the fifth is the first that counts.
        for (var observation = 1; observation <= 8; observation++)
        {
            pace.IsFull(now).ShouldBeFalse();
            now += ObserveMicros;
            pace.Served(now, lateMicros: 150_000);
        }

        pace.IsFull(now + 1_999_999).ShouldBeTrue();
        pace.IsFull(now + 2_000_000).ShouldBeFalse();
        pace.Served(now + 2_000_000, lateMicros: 150_000);
        pace.IsFull(now + 2_000_000).ShouldBeFalse("what was before the silence does not count");
    }

    [Theory]
    [InlineData(59_999, false)]
    [InlineData(60_000, true)]
    public void IsBehind_ASlotServedLate_IsSoFromATickOn(long lateMicros, bool isBehind)
    {
        var pace = new AudiencePace(new FanOutOptions(), Loads.Idle, nowMicros: 0);

        pace.IsBehind(nowMicros: 100_000, lateMicros).ShouldBe(isBehind);
    }

    private void Observe(int times, bool isTickLongest, double load, int latenessMs)
    {
        for (var observation = 0; observation < times; observation++)
        {
            fullness.Observe(isTickLongest, load, TimeSpan.FromMilliseconds(latenessMs));
        }
    }
}

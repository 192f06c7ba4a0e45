using AudioRooms.Gateway.FanOut;

namespace AudioRooms.Gateway.Tests.FanOut;

public sealed class CrowdingTests
{
    private readonly Crowding crowding = new();

    [Theory]
    [InlineData(true, 0.95, 0, true)]
    [InlineData(true, 0.5, 20, true)]
    [InlineData(true, 0.94, 19, false)]
    [InlineData(false, 1, 500, false)]
    public void Observe_ASecondOfTheSame_IsCrowdedIfTheLongestTickDoesNotHelp(
        bool isTickLongest, double load, int latenessMs, bool isCrowded)
    {
        Observe(2, isTickLongest, load, latenessMs).ShouldAllBe(room => room == 0 || !isCrowded);

        crowding.IsCrowded.ShouldBe(isCrowded);
    }

    [Fact]
    public void Observe_OnePause_IsNotCrowded()
    {
        Observe(1, isTickLongest: true, load: 1, latenessMs: 100);
        Observe(1, isTickLongest: true, load: 0.5, latenessMs: 0);
        Observe(1, isTickLongest: true, load: 1, latenessMs: 100);

        crowding.IsCrowded.ShouldBeFalse();
    }

    [Fact]
    public void Observe_BetweenTheLimits_StaysAsItWas()
    {
        Observe(2, isTickLongest: true, load: 1, latenessMs: 0);

        Observe(20, isTickLongest: true, load: 0.93, latenessMs: 0).ShouldAllBe(room => room == 0);

        crowding.IsCrowded.ShouldBeTrue();
    }

    [Fact]
    public void Observe_TwoSecondsWithRoom_SaysForHowMany()
    {
        Observe(2, isTickLongest: true, load: 1, latenessMs: 30);

        var room = Observe(5, isTickLongest: true, load: 0.82, latenessMs: 0);

        room[..3].ShouldAllBe(count => count == 0);
        crowding.IsCrowded.ShouldBeFalse();
        room[3..].ShouldAllBe(count => count >= 100 && count <= 101, "a tenth of a core is free");
    }

    [Fact]
    public void Observe_MoreProcessors_HaveMoreRoom()
    {
        var one = crowding.Observe(isTickLongest: false, load: 0.5, TimeSpan.Zero, processors: 1);

        crowding.Observe(isTickLongest: false, load: 0.5, TimeSpan.Zero, processors: 4).ShouldBeInRange(4 * (one - 2), 4 * one);
    }

    [Fact]
    public void Reset_AfterSilence_IsNotCrowded()
    {
        Observe(2, isTickLongest: true, load: 1, latenessMs: 0);

        crowding.Reset();

        crowding.IsCrowded.ShouldBeFalse();
    }

    private List<int> Observe(int times, bool isTickLongest, double load, int latenessMs) =>
        [.. Enumerable.Range(0, times).Select(
            _ => crowding.Observe(isTickLongest, load, TimeSpan.FromMilliseconds(latenessMs), processors: 1))];
}

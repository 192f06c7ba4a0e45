using AudioRooms.Gateway.FanOut;

namespace AudioRooms.Gateway.Tests.FanOut;

public sealed class SlowListenerLadderTests
{
    private const long Second = 1_000_000;

    [Fact]
    public void NoteTrouble_ForThreeSecondsInARow_LeavesOnlyTheLoudest()
    {
        var ladder = new SlowListenerLadder(TimeSpan.FromSeconds(3));
        for (var now = 0L; now < 3 * Second; now += Second / 10)
        {
            ladder.NoteTrouble(now);
            ladder.IsLoudestOnly(now).ShouldBeFalse($"after {now} µs");
        }

        ladder.NoteTrouble(3 * Second);

        ladder.IsLoudestOnly(3 * Second).ShouldBeTrue();
    }

    [Fact]
    public void IsLoudestOnly_ThreeSecondsWithoutTrouble_IsOverAgain()
    {
        var ladder = new SlowListenerLadder(TimeSpan.FromSeconds(3));
        for (var now = 0L; now <= 4 * Second; now += Second / 10)
        {
            ladder.NoteTrouble(now);
        }

        ladder.IsLoudestOnly((7 * Second) - 1).ShouldBeTrue();
        ladder.IsLoudestOnly(7 * Second).ShouldBeFalse();
    }

    [Fact]
    public void NoteTrouble_NowAndThen_KeepsAllSpeakers()
    {
        var ladder = new SlowListenerLadder(TimeSpan.FromSeconds(3));
        for (var now = 0L; now <= 60 * Second; now += 4 * Second)
        {
            ladder.NoteTrouble(now);

            ladder.IsLoudestOnly(now).ShouldBeFalse($"after {now} µs");
        }
    }
}

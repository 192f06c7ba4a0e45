using AudioRooms.Audio.Mixing;

namespace AudioRooms.Audio.Tests.Mixing;

public sealed class FrameClockTests
{
    private readonly FrameClock clock = new();

    [Fact]
    public void TryTake_Started_GivesEachFrameAtItsTimeHoweverLateTheOneBefore()
    {
        clock.Start(Milliseconds(1_005));

        clock.TryTake(Milliseconds(1_019), out _).ShouldBeFalse();
        clock.UntilNext(Milliseconds(1_019)).ShouldBe(Milliseconds(1));
        Take(Milliseconds(1_035)).ShouldBe([51]);
        clock.UntilNext(Milliseconds(1_035)).ShouldBe(Milliseconds(5));
    }

    [Fact]
    public void TryTake_ALittleLate_CatchesUp()
    {
        clock.Start(Milliseconds(0));

        Take(Milliseconds(100)).ShouldBe([1, 2, 3, 4, 5]);
    }

    [Fact]
    public void TryTake_AfterALongStall_LeavesOutWhatNobodyCouldHear()
    {
        clock.Start(Milliseconds(0));

        Take(Milliseconds(5_000)).ShouldBe([250]);
    }

    [Fact]
    public void Start_AfterAPause_MediaTimeHasRunOn()
    {
        clock.Start(Milliseconds(0));
        Take(Milliseconds(20)).ShouldBe([1]);
        clock.Stop();

        clock.TryTake(Milliseconds(40), out _).ShouldBeFalse();
        clock.Start(Milliseconds(10_000));

        Take(Milliseconds(10_020)).ShouldBe([501]);
    }

    [Fact]
    public void Start_WhileRunning_ChangesNothing()
    {
        clock.Start(Milliseconds(0));

        clock.Start(Milliseconds(50));

        Take(Milliseconds(60)).ShouldBe([1, 2, 3]);
    }

    private static TimeSpan Milliseconds(int count) => TimeSpan.FromMilliseconds(count);

    private List<long> Take(TimeSpan now)
    {
        var taken = new List<long>();
        while (clock.TryTake(now, out var frame))
        {
            taken.Add(frame);
        }

        return taken;
    }
}

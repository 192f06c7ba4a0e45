namespace AudioRooms.Client.Tests;

public sealed class PositionTrackerTests
{
    private readonly PositionTracker positions = new();

    public PositionTrackerTests() => positions.Begin(100, first: true, resumed: false);

    [Fact]
    public void Take_NextBundle_MissesNothing()
    {
        positions.Take(100, 3).ShouldBe(0);

        positions.Next.ShouldBe(103);
        positions.Missed.ShouldBe(0);
    }

    [Fact]
    public void Take_BundleThatOverlaps_SaysHowManyAreKnown()
    {
        positions.Take(100, 3);

        positions.Take(101, 4).ShouldBe(2);

        positions.Next.ShouldBe(105);
        positions.Repeated.ShouldBe(2);
    }

    [Fact]
    public void Take_BundleFromThePast_ChangesNothing()
    {
        positions.Take(100, 10);

        positions.Take(102, 3).ShouldBe(3);

        positions.Next.ShouldBe(110);
    }

    [Fact]
    public void Take_BundleWithPacketsLeftOut_GoesOnAtItsEndAndMissesThem()
    {
        positions.Take(102, 3, end: 130).ShouldBe(0);

        positions.Next.ShouldBe(130);
        positions.Missed.ShouldBe(27);
    }

    [Fact]
    public void Take_BundleAfterOneWithPacketsLeftOut_MissesNothingMore()
    {
        positions.Take(100, 3, end: 130);

        positions.Take(130, 2).ShouldBe(0);

        positions.Missed.ShouldBe(27);
    }

    [Fact]
    public void Take_BundleWithPacketsLeftOutASecondTime_KnowsThemAll()
    {
        positions.Take(100, 3, end: 130);

        positions.Take(100, 3, end: 130).ShouldBe(3);

        (positions.Next, positions.Missed).ShouldBe((130, 27));
    }

    [Fact]
    public void Take_AnEndBelowThePacketsThatCame_CountsForNothing()
    {
        positions.Take(100, 3, end: 1);

        (positions.Next, positions.Missed).ShouldBe((103, 0));
    }

    [Fact]
    public void Begin_ResumedLaterThanWished_CountsTheHole()
    {
        positions.Take(100, 3);

        positions.Begin(150, first: false, resumed: true).ShouldBeFalse();

        positions.Missed.ShouldBe(47);
    }

    [Fact]
    public void Begin_AnotherLog_StartsAnewWithoutGuessing()
    {
        positions.Take(100, 3);

        positions.Begin(7, first: false, resumed: false).ShouldBeFalse();

        positions.Next.ShouldBe(7);
        positions.Missed.ShouldBe(0);
    }
}

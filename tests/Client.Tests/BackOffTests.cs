namespace AudioRooms.Client.Tests;

public sealed class BackOffTests
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData(0.0, 0)]
    [InlineData(0.999, 99.9)]
    public void Next_FirstFailure_IsAnywhereBelowAHundredMilliseconds(double random, double milliseconds) =>
        new BackOff(First, Longest, () => random).Next().ShouldBe(
            TimeSpan.FromMilliseconds(milliseconds), TimeSpan.FromMilliseconds(0.1));

    [Fact]
    public void Next_FailureAfterFailure_DoublesUpToTheLongest()
    {
        var backOff = new BackOff(First, Longest, () => 1.0);

        var waits = Enumerable.Range(0, 9).Select(_ => backOff.Next().TotalMilliseconds).ToList();

        waits.ShouldBe([100, 200, 400, 800, 1600, 3200, 5000, 5000, 5000]);
    }

    [Fact]
    public void Next_AfterReset_IsAFirstFailureAgain()
    {
        var backOff = new BackOff(First, Longest, () => 1.0);
        backOff.Next();
        backOff.Next();

        backOff.Reset();

        backOff.Next().ShouldBe(First);
    }

    [Fact]
    public void Next_ThousandClientsOfOneServer_DoNotComeTogether()
    {
        var waits = Enumerable.Range(0, 1000).Select(_ => new BackOff(First, Longest).Next().TotalMilliseconds).ToList();

        waits.Count(wait => wait < 50).ShouldBeInRange(350, 650);
        waits.ShouldAllBe(wait => wait < 100);
    }
}

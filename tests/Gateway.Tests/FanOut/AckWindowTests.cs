using AudioRooms.Gateway.FanOut;

namespace AudioRooms.Gateway.Tests.FanOut;

public sealed class AckWindowTests
{
    private const long Millisecond = 1_000;

    private readonly AckWindow window = new(TimeSpan.FromMilliseconds(500), tickMax: TimeSpan.FromMilliseconds(120));

    [Fact]
    public void Budget_NothingInFlight_IsTheWholeWindow() => window.BudgetMicros(0).ShouldBe(500 * Millisecond);

    [Fact]
    public void Budget_OldestWriteAsOldAsTheWindow_IsUsedUp()
    {
        window.Sent(3, 0);

        window.BudgetMicros(499 * Millisecond).ShouldBe(1 * Millisecond);
        window.BudgetMicros(500 * Millisecond).ShouldBe(0);
    }

    [Fact]
    public void Acknowledge_PartOfWhatIsInFlight_LeavesTheAgeOfTheRest()
    {
        window.Sent(3, 0);
        window.Sent(6, 60 * Millisecond);
        window.Sent(9, 120 * Millisecond);

        window.Acknowledge(6, 150 * Millisecond);

        window.AcknowledgedTo.ShouldBe(6);
        window.AgeMicros(150 * Millisecond).ShouldBe(30 * Millisecond);
    }

    [Fact]
    public void Acknowledge_APositionInTheMiddleOfAWrite_KeepsThatWriteInFlight()
    {
        window.Sent(3, 0);

        window.Acknowledge(2, 100 * Millisecond);

        window.AgeMicros(100 * Millisecond).ShouldBe(100 * Millisecond);
    }

    [Fact]
    public void Acknowledge_MoreThanWasSent_CountsAsAllThatWas()
    {
        window.Sent(3, 0);

        window.Acknowledge(1_000, 50 * Millisecond);
        window.Sent(6, 60 * Millisecond);

        window.AcknowledgedTo.ShouldBe(3);
        window.AgeMicros(100 * Millisecond).ShouldBe(40 * Millisecond);
    }

    [Fact]
    public void Acknowledge_AnOlderPositionAgain_ChangesNothing()
    {
        window.Sent(6, 0);
        window.Acknowledge(6, 50 * Millisecond);

        window.Acknowledge(3, 90 * Millisecond);

        window.AcknowledgedTo.ShouldBe(6);
        window.RoundTrip.ShouldBe(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void Window_ALongRoundTrip_WidensByTheShortestSeen()
    {
        window.Sent(3, 0);
        window.Acknowledge(3, 700 * Millisecond);
        window.Sent(6, 1_000 * Millisecond);
        window.Acknowledge(6, 2_400 * Millisecond);

        window.WindowMicros.ShouldBe(1_200 * Millisecond);
    }

    [Fact]
    public void Window_AQueueInTheNetwork_DoesNotWidenIt()
    {
        window.Sent(3, 0);
        window.Acknowledge(3, 40 * Millisecond);
        for (var tick = 1; tick <= 20; tick++)
        {
            window.Sent(3 + tick, tick * 2_000 * Millisecond);
            window.Acknowledge(3 + tick, ((tick * 2_000) + 1_500) * Millisecond);
        }

        window.WindowMicros.ShouldBe(540 * Millisecond);
    }

    [Fact]
    public void Window_AnyRoundTrip_StaysWithinTheLog()
    {
        window.Sent(3, 0);

        window.Acknowledge(3, 60_000 * Millisecond);

        window.WindowMicros.ShouldBe(2_000 * Millisecond);
    }

    [Fact]
    public void Due_AfterAPauseWithTheLastWriteUnacknowledged_DoesNotCountThePause()
    {
        SendAt(3, 0);
        SendAt(6, 60 * Millisecond);

        window.Due(5_000 * Millisecond);

        window.AgeMicros(5_000 * Millisecond).ShouldBe(180 * Millisecond);
        window.BudgetMicros(5_100 * Millisecond).ShouldBe(220 * Millisecond);
    }

    [Fact]
    public void Due_AgainAndAgainWhileNothingIsWritten_IsNoPause()
    {
        SendAt(3, 0);

        for (var tick = 1; tick <= 100; tick++)
        {
            window.Due(tick * 120 * Millisecond);
        }

        window.AgeMicros(12_000 * Millisecond).ShouldBe(12_000 * Millisecond);
    }

    [Fact]
    public void Acknowledge_AfterAPauseWhatWasSentBefore_IsNoRoundTrip()
    {
        SendAt(3, 0);
        window.Acknowledge(3, 300 * Millisecond);
        SendAt(6, 320 * Millisecond);
        window.Due(5_000 * Millisecond);

        window.Acknowledge(6, 5_010 * Millisecond);

        window.RoundTrip.ShouldBe(TimeSpan.FromMilliseconds(300));
        window.AgeMicros(5_010 * Millisecond).ShouldBe(0);
    }

    [Fact]
    public void Sent_ManyWritesUnacknowledged_KeepsTheAgeOfTheOldest()
    {
        for (var write = 0; write < 1_000; write++)
        {
            window.Sent(write + 1, write * 20 * Millisecond);
        }

        window.AgeMicros(20_000 * Millisecond).ShouldBe(20_000 * Millisecond);
        window.Acknowledge(1_000, 20_000 * Millisecond);
        window.AgeMicros(20_000 * Millisecond).ShouldBe(0);
    }

    [Fact]
    public void Sent_InSteadyState_AllocatesNothing()
    {
        Run(window, 0, 100);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(window, 100, 1_000);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void Sent_BackwardsInTheLog_Throws()
    {
        window.Sent(5, 0);

        Should.Throw<ArgumentOutOfRangeException>(() => window.Sent(4, 1));
    }

    private void SendAt(long position, long nowMicros)
    {
        window.Due(nowMicros);
        window.Sent(position, nowMicros);
    }

    private static void Run(AckWindow window, int from, int to)
    {
        for (var tick = from; tick < to; tick++)
        {
            window.Sent((tick * 3) + 3, tick * 60 * Millisecond);
            if (tick % 2 == 1)
            {
                window.Acknowledge(tick * 3, ((tick * 60) + 10) * Millisecond);
            }
        }
    }

    [Fact]
    public void Change_ToALongerWindow_HoldsAtOnce()
    {
        window.Sent(3, 0);

        window.Change(TimeSpan.FromSeconds(4), tickMax: TimeSpan.FromSeconds(1));

        window.BudgetMicros(500 * Millisecond).ShouldBe(3_500 * Millisecond);
    }

    [Fact]
    public void Change_ToAShorterWindow_HoldsOnceAllThatWasSentIsAcknowledged()
    {
        window.Change(TimeSpan.FromSeconds(4), tickMax: TimeSpan.FromSeconds(1));
        window.Sent(50, 0);
        window.Sent(100, 1_000 * Millisecond);

        window.Change(TimeSpan.FromMilliseconds(500), tickMax: TimeSpan.FromMilliseconds(120));
        window.Acknowledge(50, 1_100 * Millisecond);
        window.BudgetMicros(1_100 * Millisecond).ShouldBeGreaterThan(2_000 * Millisecond);

        window.Sent(150, 1_200 * Millisecond);
        window.Acknowledge(100, 1_300 * Millisecond);
        window.BudgetMicros(1_300 * Millisecond).ShouldBeLessThanOrEqualTo((500 + 300 - 100) * Millisecond);
    }

    [Fact]
    public void Change_WithNothingInFlight_ShortensAtOnce()
    {
        window.Change(TimeSpan.FromSeconds(4), tickMax: TimeSpan.FromSeconds(1));

        window.Change(TimeSpan.FromMilliseconds(500), tickMax: TimeSpan.FromMilliseconds(120));

        window.BudgetMicros(0).ShouldBe(500 * Millisecond);
    }
}

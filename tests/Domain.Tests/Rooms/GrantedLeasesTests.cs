using AudioRooms.Domain.Rooms;

namespace AudioRooms.Domain.Tests.Rooms;

public sealed class GrantedLeasesTests
{
    private static readonly TimeSpan Noon = TimeSpan.FromHours(12);
    private static readonly TimeSpan Whole = TimeSpan.FromSeconds(6);

    private readonly GrantedLeases leases = new(length: TimeSpan.FromSeconds(5), margin: TimeSpan.FromSeconds(1));

    [Fact]
    public void SettlesAt_NobodyHoldsALease_Now() => leases.SettlesAt(7, Noon).ShouldBeNull();

    [Fact]
    public void SettlesAt_HolderHasAnOlderStage_WhenItsLeaseHasRunOut()
    {
        leases.Grant("a", held: 0, told: 6, Noon);

        leases.SettlesAt(7, Noon).ShouldBe(Noon + Whole);
        leases.SettlesAt(7, Noon + Whole).ShouldBeNull();
    }

    [Fact]
    public void SettlesAt_HolderWasToldTheStageWithItsFirstLease_Now()
    {
        leases.Grant("a", held: 0, told: 7, Noon);

        leases.SettlesAt(7, Noon).ShouldBeNull();
    }

    [Fact]
    public void SettlesAt_AnswerMayNotHaveReachedAHolderWithAnOlderLease_IsWaitedFor()
    {
        leases.Grant("a", held: 0, told: 6, Noon);
        leases.Grant("a", held: 6, told: 7, Noon + TimeSpan.FromSeconds(1));

        leases.SettlesAt(7, Noon + TimeSpan.FromSeconds(1)).ShouldBe(Noon + TimeSpan.FromSeconds(1) + Whole);

        leases.Grant("a", held: 7, told: 7, Noon + TimeSpan.FromSeconds(2));
        leases.SettlesAt(7, Noon + TimeSpan.FromSeconds(2)).ShouldBeNull();
    }

    [Fact]
    public void Confirm_OneOfTwoHolders_TheOtherIsWaitedFor()
    {
        leases.Grant("a", held: 0, told: 6, Noon);
        leases.Grant("b", held: 0, told: 6, Noon + TimeSpan.FromSeconds(2));

        leases.Confirm("b", 7);

        leases.SettlesAt(7, Noon + TimeSpan.FromSeconds(2)).ShouldBe(Noon + Whole);
    }

    [Fact]
    public void Confirm_OlderThanKnown_ChangesNothing()
    {
        leases.Grant("a", held: 0, told: 7, Noon);

        leases.Confirm("a", 5);

        leases.SettlesAt(7, Noon).ShouldBeNull();
    }

    [Fact]
    public void Confirm_OfOneThatHoldsNoLease_GrantsNone()
    {
        leases.Confirm("a", 7);

        leases.SettlesAt(8, Noon).ShouldBeNull();
    }

    [Fact]
    public void Expect_HolderOfAnEarlierActivation_IsWaitedForUntilItJudgesByTheStage()
    {
        leases.Expect("a", Noon);
        leases.SettlesAt(1, Noon).ShouldBe(Noon + Whole);

        leases.Grant("a", held: 1, told: 1, Noon + TimeSpan.FromSeconds(1));

        leases.SettlesAt(1, Noon + TimeSpan.FromSeconds(1)).ShouldBeNull();
    }

    [Fact]
    public void Release_HolderGaveItsLeaseBack_IsNotWaitedFor()
    {
        leases.Grant("a", held: 0, told: 6, Noon);

        leases.Release("a");

        leases.SettlesAt(7, Noon).ShouldBeNull();
    }
}

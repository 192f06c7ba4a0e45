using AudioRooms.Contracts.Safety;
using AudioRooms.Domain.Safety;

namespace AudioRooms.Domain.Tests.Safety;

public sealed class StoredStandingTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void At_OfAGoodAccount_IsGood() => StoredStanding.Good.At(Now).ShouldBe(AccountStanding.Good);

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public void At_AroundTheEndOfASuspension_EndsByTheClock(int millisecondsAfterEnd, bool isSuspended)
    {
        var until = Now.AddDays(7);

        var standing = StoredStanding.Good.Suspended(until).At(until.AddMilliseconds(millisecondsAfterEnd));

        standing.IsSuspended.ShouldBe(isSuspended);
        standing.Until.ShouldBe(isSuspended ? until : default(DateTimeOffset?));
    }

    [Fact]
    public void At_SuspendedForGood_HasNoEnd()
    {
        var standing = StoredStanding.Good.Suspended(until: null).At(Now.AddYears(100));

        (standing.IsSuspended, standing.Until).ShouldBe((true, null));
    }

    [Fact]
    public void Reinstated_OfASuspendedOperator_KeepsThePower() =>
        (StoredStanding.Good with { Power = AccountPower.Operator }).Suspended(until: null).Reinstated().At(Now)
            .ShouldBe(new AccountStanding(AccountPower.Operator, IsSuspended: false, Until: null));
}

using AudioRooms.Contracts.Safety;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Safety;

namespace AudioRooms.Domain.Tests.Safety;

public sealed class StandingRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly UserId Somebody = new("0123456789ABCDEFGHJKMNPQRS");

    // 0 stands for the holder of the operator key.
    [Theory]
    [InlineData(AccountPower.Member, AccountPower.Member, SafetyRejection.Outranked)]
    [InlineData(AccountPower.TrustAndSafety, AccountPower.Member, null)]
    [InlineData(AccountPower.TrustAndSafety, AccountPower.TrustAndSafety, SafetyRejection.Outranked)]
    [InlineData(AccountPower.TrustAndSafety, AccountPower.Operator, SafetyRejection.Outranked)]
    [InlineData(AccountPower.Operator, AccountPower.TrustAndSafety, null)]
    [InlineData(AccountPower.Operator, AccountPower.Operator, SafetyRejection.Outranked)]
    [InlineData((AccountPower)0, AccountPower.Operator, null)]
    public void CheckSuspend_Ranks_OnlyWhoStandsAboveMay(AccountPower actor, AccountPower target, SafetyRejection? expected) =>
        StandingRules.CheckSuspend(Actor(actor), Standing(target), null, "spam", Now).ShouldBe(expected);

    [Theory]
    [InlineData(AccountPower.TrustAndSafety, AccountPower.TrustAndSafety, SafetyRejection.Outranked)]
    [InlineData(AccountPower.Operator, AccountPower.TrustAndSafety, null)]
    [InlineData(AccountPower.Operator, AccountPower.Operator, SafetyRejection.Outranked)]
    [InlineData((AccountPower)0, AccountPower.TrustAndSafety, null)]
    [InlineData((AccountPower)0, AccountPower.Operator, null)]
    public void CheckPower_OfAMember_OnlyOperatorsGiveAndOnlyTheKeyMakesOperators(
        AccountPower actor, AccountPower given, SafetyRejection? expected) =>
        StandingRules.CheckPower(Actor(actor), AccountStanding.Good, given, "hired").ShouldBe(expected);

    [Theory]
    [InlineData(0, SafetyRejection.UntilInvalid)]
    [InlineData(1, null)]
    [InlineData(3_653, null)] // 10 years, three of them leap years
    [InlineData(3_654, SafetyRejection.UntilInvalid)]
    public void CheckSuspend_DaysAhead_AreBounded(int days, SafetyRejection? expected) =>
        StandingRules.CheckSuspend(SafetyActor.KeyHolder, AccountStanding.Good, Now.AddDays(days), "spam", Now)
            .ShouldBe(expected);

    [Theory]
    [InlineData(0, SafetyRejection.ReasonInvalid)]
    [InlineData(1_000, null)]
    [InlineData(1_001, SafetyRejection.ReasonInvalid)]
    public void CheckReinstate_ReasonLength_IsBounded(int length, SafetyRejection? expected) =>
        StandingRules.CheckReinstate(SafetyActor.KeyHolder, AccountStanding.Good, new string('x', length)).ShouldBe(expected);

    [Theory]
    [InlineData(AccountPower.TrustAndSafety, false, true)]
    [InlineData(AccountPower.TrustAndSafety, true, false)] // a suspended moderator has no powers
    [InlineData(AccountPower.Member, false, false)]
    public void Has_TrustAndSafety_NeedsThePowerAndGoodStanding(AccountPower power, bool isSuspended, bool expected) =>
        new AccountStanding(power, isSuspended, null).Has(AccountPower.TrustAndSafety).ShouldBe(expected);

    private static SafetyActor Actor(AccountPower power) =>
        power == 0 ? SafetyActor.KeyHolder : SafetyActor.Of(Somebody, power);

    private static AccountStanding Standing(AccountPower power) => new(power, false, null);
}

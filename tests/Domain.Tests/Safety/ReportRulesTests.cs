using AudioRooms.Contracts.Safety;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Safety;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Tests.Safety;

public sealed class ReportRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("", null)]
    [InlineData("He said this.", null)]
    [InlineData("\u0007", SafetyRejection.ReportTextInvalid)]
    public void CheckText_OfAReport_MayBeEmpty(string text, SafetyRejection? expected) =>
        ReportRules.CheckText(text).ShouldBe(expected);

    [Fact]
    public void CheckText_TooLong_IsRejected() =>
        ReportRules.CheckText(new string('x', SafetyBounds.TextLengthMax + 1)).ShouldBe(SafetyRejection.ReportTextInvalid);

    [Fact]
    public void WaitFor_AsManyAsADayTakes_IsUntilTheOldestIsADayOld()
    {
        const int Max = SafetyBounds.ReportsPerDayMax;
        var filed = Enumerable.Range(0, Max).Select(minute => Now.AddMinutes(minute - Max)).ToArray();

        ReportRules.WaitFor(filed, Now).ShouldBe(filed[0].AddDays(1) - Now);
        ReportRules.WaitFor(filed[1..], Now).ShouldBeNull();
    }

    [Fact]
    public void WhySuspended_AfterReports_NamesWhatTheyWereAboutOnceEachAndNotTheNote() =>
        ReportRules
            .SuspensionReason(Suspended("see what Ben wrote"), [ReportReason.SelfHarm, ReportReason.Spam, ReportReason.SelfHarm])
            .ShouldBe("self harm, spam");

    [Fact]
    public void SuspensionReason_WithoutReports_IsTheNote() =>
        ReportRules.SuspensionReason(Suspended("spam"), []).ShouldBe("spam");

    private static SafetyCase Suspended(string note) => SafetyCase.Suspended(
        "1",
        SafetyActor.Of(new UserId("0000000000000000000000000C"), AccountPower.TrustAndSafety),
        new UserId("0000000000000000000000000A"),
        until: null,
        note,
        Now);
}

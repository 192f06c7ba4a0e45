using AudioRooms.Domain.SafetyCopies;

namespace AudioRooms.Domain.Tests.SafetyCopies;

public sealed class RetentionRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    [Fact]
    public void DueAt_IsThirtyDaysAfterTheEnd() => RetentionRules.DueAt(Noon, Kept).ShouldBe(Noon.AddDays(30));

    [Fact]
    public void EvidenceDueAt_NeverReleased_Is120DaysAfterTheHold() =>
        RetentionRules.EvidenceDueAt(Noon.AddDays(29), releasedAt: null, Kept, Noon).ShouldBe(Noon.AddDays(149));

    [Fact]
    public void EvidenceDueAt_ReleasedBeforeTheCopyIsDue_GoesWithTheCopy() =>
        RetentionRules.EvidenceDueAt(Noon, Noon.AddDays(3), Kept, Noon).ShouldBe(Noon.AddDays(30));

    [Fact]
    public void EvidenceDueAt_ReleasedLater_GoesAtOnce() =>
        RetentionRules.EvidenceDueAt(Noon, Noon.AddDays(45), Kept, Noon).ShouldBe(Noon.AddDays(45));

    [Fact]
    public void EvidenceDueAt_ReleasedAfter120Days_WentAt120() =>
        RetentionRules.EvidenceDueAt(Noon, Noon.AddDays(130), Kept, Noon).ShouldBe(Noon.AddDays(120));

    [Theory]
    [InlineData(0, true)]
    [InlineData(-5, true)]
    [InlineData(-5.1, false)]
    public void ClockAgrees_BehindWhatTheClusterSaw(double minutes, bool agrees) =>
        RetentionRules.ClockAgrees(Noon.AddMinutes(minutes), Noon, sinceLastSeen: null, database: null).ShouldBe(agrees);

    // A process that was suspended for a week resumes with a correct wall clock and without a monotonic witness.
    [Fact]
    public void ClockAgrees_LongAfterAnotherLife_IsBelieved() =>
        RetentionRules.ClockAgrees(Noon.AddDays(7), Noon, sinceLastSeen: null, database: null).ShouldBeTrue();

    [Theory]
    [InlineData(60, true)]
    [InlineData(65, true)]
    [InlineData(66, false)]
    [InlineData(54, false)]
    public void ClockAgrees_AnHourPassedByTheMonotonicClock(double minutes, bool agrees) =>
        RetentionRules.ClockAgrees(Noon.AddMinutes(minutes), Noon, TimeSpan.FromHours(1), database: null).ShouldBe(agrees);

    [Theory]
    [InlineData(5, true)]
    [InlineData(-5, true)]
    [InlineData(5.1, false)]
    [InlineData(-5.1, false)]
    public void ClockAgrees_WithTheDatabase(double minutes, bool agrees) =>
        RetentionRules.ClockAgrees(Noon, Noon, sinceLastSeen: null, Noon.AddMinutes(minutes)).ShouldBe(agrees);
}

using AudioRooms.Contracts.Events;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Events;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Tests.Events;

public sealed class EventMomentsTests
{
    private static readonly EventLimits Limits = new();
    private static readonly DateTimeOffset Noon = new(2026, 3, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly Person Host = new(new UserId("host"), "host", "Host");

    private static ScheduleEvent Plan => new(
        Host, string.Empty, false, "Lunch talk", string.Empty, [], "en", Noon.UtcDateTime, "Etc/UTC", TimeSpan.FromHours(1),
        string.Empty, [], []);

    // Minutes before the start: 1440, 120, 60, 30 (twice: once for hosts), 15, 10, 5; at the start; more than 15 minutes after
    // it.
    public static TheoryData<int> Minutes => new([-1_440, -120, -60, -30, -15, -10, -5, 0]);

    [Theory]
    [MemberData(nameof(Minutes))]
    public void NextAfter_JustBeforeEachMoment_IsThatMoment(int minutes)
    {
        var moment = Noon.AddMinutes(minutes);

        EventMoments.NextAfter(Scheduled(Plan), Limits, moment.AddMilliseconds(-1)).ShouldBe(moment);
    }

    [Fact]
    public void NextAfter_TheLastOccurrenceIsOver_IsNever()
    {
        var series = Scheduled(Plan);

        var past = EventMoments.NextAfter(series, Limits, Noon).ShouldNotBeNull();

        past.ShouldBe(Noon + Limits.HostGrace + TimeSpan.FromMilliseconds(1));
        EventMoments.NextAfter(series, Limits, past).ShouldBeNull();
    }

    [Fact]
    public void NextAfter_OccurrencesCloserThanTheLongestLead_TakesTheEarliest()
    {
        var daily = Scheduled(Plan with { Rule = "FREQ=DAILY;COUNT=3" });

        // The day before the second occurrence begins at the start of the first.
        EventMoments.Between(daily, Limits, Noon.AddMilliseconds(-1), Noon)
            .Select(moment => (moment.Kind, moment.Occurrence.StartsAt))
            .ShouldBe(
                [(EventMomentKind.Start, Noon), (EventMomentKind.Reminder, Noon.AddDays(1))], ignoreOrder: true);
    }

    [Fact]
    public void Between_HalfAnHourBefore_RemindsHostsAndThoseWhoChoseIt()
    {
        var at = Noon.AddMinutes(-30);

        var moments = EventMoments.Between(Scheduled(Plan), Limits, at.AddMilliseconds(-1), at);

        moments.Select(moment => moment.Kind).ShouldBe(
            [EventMomentKind.Reminder, EventMomentKind.HostReminder], ignoreOrder: true);
    }

    [Theory]
    [InlineData(-1, 8)]
    [InlineData(0, 1)]
    [InlineData(14, 1)]
    [InlineData(15, 0)]
    public void Between_NothingRanForTwoDays_LeavesOutWhatComesTooLate(int minutesAfterStart, int expected)
    {
        var now = Noon.AddMinutes(minutesAfterStart);

        EventMoments.Between(Scheduled(Plan), Limits, Noon.AddDays(-2), now).Count.ShouldBe(expected);
    }

    [Fact]
    public void Between_Cancelled_IsNothing()
    {
        var cancelled = Scheduled(Plan).Cancel(Host.Id, Noon.AddDays(-3)).Next.ShouldNotBeNull();

        EventMoments.Between(cancelled, Limits, Noon.AddDays(-2), Noon).ShouldBeEmpty();
        EventMoments.NextAfter(cancelled, Limits, Noon.AddDays(-2)).ShouldBeNull();
    }

    [Fact]
    public void Between_RoomOpenedEarly_RemindsNoHost()
    {
        var series = Scheduled(Plan);
        var started = series.Start(Host.Id, series.Occurrences().First().Id, new RoomId(
            "room"), Limits, Noon.AddMinutes(-30)).Next.ShouldNotBeNull();

        EventMoments.Between(started, Limits, Noon.AddMinutes(-31), Noon.AddMinutes(-20))
            .ShouldAllBe(moment => moment.Kind == EventMomentKind.Reminder);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(15, true)]
    [InlineData(1_440, true)]
    [InlineData(7, false)]
    [InlineData(-5, false)]
    public void IsLead_OfMinutes_KnowsTheFew(int minutes, bool expected) =>
        EventMoments.IsLead(TimeSpan.FromMinutes(minutes)).ShouldBe(expected);

    [Theory]
    [InlineData(15, 0)]
    [InlineData(16, 7)]
    public void Shown_OfAWeeklySeries_IsTheNextAfterOneWasMissed(int minutes, int days)
    {
        var weekly = Scheduled(Plan with { Rule = "FREQ=WEEKLY" });

        EventMoments.Shown(weekly, Limits, Noon.AddMinutes(minutes))!.StartsAt.ShouldBe(Noon.AddDays(days));
    }

    private static EventSeries Scheduled(ScheduleEvent plan) =>
        EventSeries.Schedule("e1", plan, Limits, Noon.AddDays(-3)).Next.ShouldNotBeNull();
}

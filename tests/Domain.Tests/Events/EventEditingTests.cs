using System.Text.Json;
using AudioRooms.Contracts.Events;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Events;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Tests.Events;

public sealed class EventEditingTests
{
    private static readonly EventLimits Limits = new();
    private static readonly DateTimeOffset Now = new(2026, 3, 16, 9, 0, 0, TimeSpan.Zero);
    private static readonly Person Host = new(new UserId("host"), "host", "Host");
    private static readonly UserId CoHost = new("cohost");
    private static readonly UserId Guest = new("guest");

    private static ScheduleEvent Plan => new(
        Host, string.Empty, false, "Lunch talk", "About trends", ["trends"], "en", new DateTime(2026, 3, 20, 12, 0, 0), "Etc/UTC",
        TimeSpan.FromHours(1), "FREQ=WEEKLY;BYDAY=FR", [CoHost], [Guest]);

    [Fact]
    public void Edit_OtherTitle_KeepsTimesAndWhatOccurrencesHave()
    {
        var series = Accepted(Scheduled().Change(Host.Id, Second.Id, new OccurrenceEdit("Special", null, false), Limits, Now));

        var edited = Accepted(series.Edit(CoHost, Plan with { Title = " Dinner " }, Limits, Now));

        edited.Occurrences().Take(2).Select(occurrence => (occurrence.Id, occurrence.Title))
            .ShouldBe([(First.Id, "Dinner"), (Second.Id, "Special")]);
        EventNotices.Of(series, edited).ShouldBeEmpty();
    }

    [Fact]
    public void Edit_OtherTime_MovesWhatIsToComeAndKeepsWhatWas()
    {
        var series = Accepted(Scheduled().Start(Host.Id, First.Id, new RoomId("room"), Limits, First.StartsAt));
        var now = First.StartsAt.AddDays(1);

        var moved = Accepted(series.Edit(Host.Id, Plan with { StartsAt = new DateTime(2026, 3, 27, 13, 0, 0) }, Limits, now));

        moved.Occurrences().Take(3).Select(occurrence => occurrence.StartsAt).ShouldBe(
            [First.StartsAt, Second.StartsAt.AddHours(1), Second.StartsAt.AddDays(7).AddHours(1)]);
        moved.Occurrences().First().Room.ShouldBe(new RoomId("room"));
        moved.Moves(series, now).First().ShouldBe((Second.Id, Second.StartsAt.AddHours(1).ToUnixTimeMilliseconds()));
        EventNotices.Of(series, moved).ShouldBe([new EventNotice(EventNoticeKind.Moved, null, "Lunch talk")]);
    }

    [Fact]
    public void Edit_WhatCannotBe_IsRejected()
    {
        var series = Scheduled();
        var oneOff = Accepted(EventSeries.Schedule("e2", Plan with { Rule = string.Empty }, Limits, Now));
        var open = Accepted(oneOff.Start(Host.Id, First.Id, new RoomId("room"), Limits, First.StartsAt));

        series.Edit(Guest, Plan, Limits, Now).Rejection.ShouldBe(EventRejection.NotHost);
        series.Edit(Host.Id, Plan with { Title = "" }, Limits, Now).Rejection.ShouldBe(EventRejection.TitleInvalid);
        series.Edit(Host.Id, Plan with { ClubId = "other" }, Limits, Now).Rejection.ShouldBe(EventRejection.ClubRefused);
        series.Edit(Host.Id, Plan with { StartsAt = new DateTime(2026, 3, 1, 12, 0, 0), Rule = "" }, Limits, Now)
            .Rejection.ShouldBe(EventRejection.StartInvalid);
        series.Edit(Host.Id, Plan with { StartsAt = new DateTime(2026, 4, 24, 12, 0, 0) }, Limits, Now).Rejection.ShouldBe(
            EventRejection.StartInvalid);
        open.Edit(Host.Id, Plan with { Rule = "", StartsAt = new DateTime(2026, 3, 21, 12, 0, 0) }, Limits, First.StartsAt)
            .Rejection.ShouldBe(EventRejection.AlreadyStarted);
    }

    [Fact]
    public void Edit_Final_IsRejected()
    {
        var oneOff = Accepted(EventSeries.Schedule("e2", Plan with { Rule = string.Empty }, Limits, Now));

        oneOff.Edit(Host.Id, Plan, Limits, First.EndsAt).Rejection.ShouldBe(EventRejection.OccurrenceOver);
        Accepted(oneOff.Cancel(Host.Id, Now)).Edit(Host.Id, Plan, Limits, Now).Rejection.ShouldBe(EventRejection.Cancelled);
    }

    // The occurrences before and after are on 20 March and 3 April.
    [Theory]
    [InlineData("2026-03-28T10:00", null)]
    [InlineData("2026-03-20T12:00", EventRejection.StartInvalid)]
    [InlineData("2026-04-03T12:00", EventRejection.StartInvalid)]
    [InlineData("2026-04-02T23:59", null)]
    public void Change_ToAnotherTime_StaysBetweenTheNeighbours(string startsAt, EventRejection? rejection)
    {
        var edit = new OccurrenceEdit(
            "", null, false) { StartsAt = DateTime.Parse(startsAt, System.Globalization.CultureInfo.InvariantCulture) };

        Scheduled().Change(Host.Id, Second.Id, edit, Limits, Now).Rejection.ShouldBe(rejection);
    }

    [Fact]
    public void Change_TextAndTime_AreItsOwnAndItsNameStays()
    {
        var series = Scheduled();
        var edit = new OccurrenceEdit(
            "Special", [], false) { Description = " Only now\r\nand here ", StartsAt = new DateTime(2026, 3, 28, 10, 0, 30) };

        var changed = Accepted(series.Change(Host.Id, Second.Id, edit, Limits, Now));
        var second = changed.Occurrences().ElementAt(1);

        (second.Id, second.StartsAt, second.Description).ShouldBe(
            (Second.Id, new DateTimeOffset(2026, 3, 28, 10, 0, 0, TimeSpan.Zero), "Only now\nand here"));
        EventNotices.Of(series, changed).ShouldBe([new EventNotice(EventNoticeKind.Moved, Second.Id, "Special")]);
        series.Change(Host.Id, Second.Id, edit with { Description = new string('x', 1_001) }, Limits, Now)
            .Rejection.ShouldBe(EventRejection.DescriptionInvalid);
    }

    [Fact]
    public void Notices_OfEachChange_SayWhatPeopleMustKnow()
    {
        var series = Scheduled();
        var cut = Accepted(series.Change(Host.Id, First.Id, new OccurrenceEdit("", null, IsCancelled: true), Limits, Now));

        EventNotices.Of(null, series).ShouldBe([new EventNotice(EventNoticeKind.Scheduled, null, "Lunch talk")]);
        EventNotices.Of(series, cut).ShouldBe([new EventNotice(EventNoticeKind.Cancelled, First.Id, "Lunch talk")]);
        EventNotices.Of(cut, Accepted(cut.Cancel(Host.Id, Now))).ShouldBe(
            [new EventNotice(EventNoticeKind.Cancelled, null, "Lunch talk")]);
        EventNotices.Of(series, Accepted(series.Start(Host.Id, First.Id, new RoomId("r"), Limits, First.StartsAt)))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Forget_HostAndGuest_TakesThemOut()
    {
        var series = Accepted(Scheduled().Change(Host.Id, Second.Id, new OccurrenceEdit("", [Guest], false), Limits, Now));

        var withoutGuest = series.Forget(Guest, Now);
        var withoutHost = series.Forget(Host.Id, Now);

        withoutGuest.AllGuests().ShouldBeEmpty();
        withoutGuest.CancelledAt.ShouldBeNull();
        withoutHost.CancelledAt.ShouldBe(Now);
        (withoutHost.Plan.Host.Handle, withoutHost.Plan.Host.DisplayName, withoutHost.Plan.Description).ShouldBe(("", "", ""));
    }

    [Fact]
    public void Json_OfAMovedEvent_ComesBackTheSame()
    {
        var series = Accepted(Scheduled().Start(Host.Id, First.Id, new RoomId("room"), Limits, First.StartsAt));
        series = Accepted(series.Edit(
            Host.Id, Plan with { StartsAt = new DateTime(2026, 3, 27, 13, 0, 0) }, Limits, First.StartsAt.AddDays(1)));

        var read = JsonSerializer.Deserialize<EventSeries>(JsonSerializer.Serialize(series)).ShouldNotBeNull();

        read.Occurrences().Take(3).Select(occurrence =>
            (occurrence.Id, occurrence.StartsAt, occurrence.Title, occurrence.Room)).ShouldBe(
            series.Occurrences()
                .Take(3)
                .Select(occurrence => (occurrence.Id, occurrence.StartsAt, occurrence.Title, occurrence.Room)));
    }

    private static Occurrence First => Scheduled().Occurrences().First();

    private static Occurrence Second => Scheduled().Occurrences().ElementAt(1);

    private static EventSeries Scheduled() => Accepted(EventSeries.Schedule("e1", Plan, Limits, Now));

    private static EventSeries Accepted(EventDecision decision)
    {
        decision.Rejection.ShouldBeNull();
        return decision.Next.ShouldNotBeNull();
    }
}

using AudioRooms.Contracts.Events;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Events;
using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Domain.Tests.Events;

public sealed class EventSeriesTests
{
    private static readonly EventLimits Limits = new();
    private static readonly DateTimeOffset Now = new(2026, 3, 16, 9, 0, 0, TimeSpan.Zero);
    private static readonly Person Host = new(new UserId("host"), "host", "Host");
    private static readonly UserId CoHost = new("cohost");
    private static readonly UserId Guest = new("guest");
    private static readonly RoomId Room = new("room");

    private static ScheduleEvent Plan => new(
        Host, string.Empty, false, "Lunch talk", "About trends", ["trends"], "en", new DateTime(2026, 3, 20, 12, 0, 0),
        "Europe/Paris",
        TimeSpan.FromHours(1), "FREQ=WEEKLY;BYDAY=FR", [CoHost], [Guest]);

    private static ScheduleEvent OneOff => Plan with { Rule = string.Empty };

    [Fact]
    public void Occurrences_EveryFridayAtNoonInParis_StaysNoonAcrossTheClockChange()
    {
        var instants = Scheduled(Plan).Occurrences().Take(3).Select(occurrence => occurrence.StartsAt.UtcDateTime);

        // The clocks change on 29 March 2026: noon is 11:00 UTC before and 10:00 UTC after.
        instants.ShouldBe([new(2026, 3, 20, 11, 0, 0), new(2026, 3, 27, 11, 0, 0), new(2026, 4, 3, 10, 0, 0)]);
    }

    [Fact]
    public void Occurrences_OfAOneOff_AreOne() =>
        Scheduled(OneOff).Occurrences().ShouldHaveSingleItem().Title.ShouldBe("Lunch talk");

    public static TheoryData<ScheduleEvent, EventRejection> BadPlans => new()
    {
        { Plan with { Title = " " }, EventRejection.TitleInvalid },
        { Plan with { Title = new string('x', 101) }, EventRejection.TitleInvalid },
        { Plan with { Description = new string('x', 1_001) }, EventRejection.DescriptionInvalid },
        { Plan with { Topics = ["a", "b", "c", "d"] }, EventRejection.TopicsInvalid },
        { Plan with { Language = "?" }, EventRejection.LanguageInvalid },
        { Plan with { Zone = "Mars/Olympus" }, EventRejection.ZoneInvalid },
        { Plan with { Zone = "europe/paris" }, EventRejection.ZoneInvalid },
        { Plan with { Rule = "FREQ=HOURLY" }, EventRejection.RuleInvalid },
        { Plan with { Rule = "FREQ=WEEKLY;UNTIL=20260101" }, EventRejection.RuleInvalid },
        { Plan with { Duration = TimeSpan.FromMinutes(4) }, EventRejection.DurationInvalid },
        { Plan with { Duration = TimeSpan.FromMinutes(721) }, EventRejection.DurationInvalid },
        { Plan with { StartsAt = new DateTime(2026, 3, 16, 9, 59, 0) }, EventRejection.StartInvalid },
        { OneOff with { StartsAt = new DateTime(2026, 4, 16, 12, 0, 0) }, EventRejection.StartInvalid },
        // The first and the last date of the calendar have no instant in some zones.
        { Plan with { StartsAt = DateTime.MaxValue }, EventRejection.StartInvalid },
        { Plan with { StartsAt = DateTime.MinValue }, EventRejection.StartInvalid },
        { Plan with { CoHosts = [new("a"), new("b"), new("c")] }, EventRejection.PeopleInvalid },
        { Plan with { CoHosts = [Host.Id] }, EventRejection.PeopleInvalid },
        { Plan with { Guests = [Guest, Guest] }, EventRejection.PeopleInvalid },
    };

    [Theory]
    [MemberData(nameof(BadPlans))]
    public void Schedule_PlanOutOfBounds_IsRejected(ScheduleEvent plan, EventRejection rejection) =>
        EventSeries.Schedule("e1", plan, Limits, Now).Rejection.ShouldBe(rejection);

    [Theory]
    [InlineData(12)]
    [InlineData(2)]
    public void ScheduleAndEdit_AtTheLongestDurationAsSet_AreAcceptedUpToIt(int hoursMax)
    {
        var limits = Limits with { DurationMax = TimeSpan.FromHours(hoursMax) };
        var longest = Plan with { Duration = TimeSpan.FromHours(hoursMax) };
        var longer = Plan with { Duration = TimeSpan.FromHours(hoursMax) + TimeSpan.FromMinutes(1) };

        var series = Accepted(EventSeries.Schedule("e1", longest, limits, Now));
        EventSeries.Schedule("e1", longer, limits, Now).Rejection.ShouldBe(EventRejection.DurationInvalid);
        series.Edit(Host.Id, longer, limits, Now).Rejection.ShouldBe(EventRejection.DurationInvalid);
    }

    [Fact]
    public void DurationMax_AsDelivered_IsTwelveHours() => Limits.DurationMax.ShouldBe(TimeSpan.FromHours(12));

    public static TheoryData<ScheduleEvent, string> Sentences => new()
    {
        { Plan with { Zone = "europe/paris" }, "There is no time zone \"europe/paris\"; did you mean Europe/Paris?" },
        { Plan with { Rule = "FREQ=WEEKLY;COUNT=0" }, "The recurrence has \"COUNT=0\"; expected a number from 1 to 1000." },
        { Plan with { Rule = "FREQ=WEEKLY;UNTIL=20260101T000000Z" }, "The recurrence has no date: it ends before it begins." },
        { Plan with { StartsAt = new DateTime(2026, 3, 16, 9, 59, 0) }, "The start, 2026-03-16 09:59 in Europe/Paris, is over." },
        {
            Plan with { StartsAt = new DateTime(2026, 4, 16, 12, 0, 0) },
            "The start, 2026-04-16 12:00 in Europe/Paris, is too far ahead: at most 30 days are allowed."
        },
    };

    [Theory]
    [MemberData(nameof(Sentences))]
    public void Schedule_PlanOutOfBounds_NamesTheCause(ScheduleEvent plan, string sentence) =>
        EventSeries.Schedule("e1", plan, Limits, Now).Refusal!.Value.Sentence.ShouldBe(sentence);

    [Fact]
    public void Schedule_UntilInUtc_IsTheLastOccurrence()
    {
        var series = Scheduled(Plan with { Rule = "FREQ=WEEKLY;BYDAY=FR;UNTIL=20260403T100000Z" });

        series.Occurrences().Select(occurrence => occurrence.StartsAt.UtcDateTime)
            .ShouldBe([new(2026, 3, 20, 11, 0, 0), new(2026, 3, 27, 11, 0, 0), new(2026, 4, 3, 10, 0, 0)]);
    }

    public static TheoryData<ScheduleEvent, string> Faults => new()
    {
        { Plan with { Zone = "Mars/Base" },
          "There is no time zone \"Mars/Base\"; a time zone has an IANA name, for example Europe/Paris." },
        { Plan with { Rule = "FREQ=HOURLY" }, "A recurrence needs FREQ=DAILY, FREQ=WEEKLY, FREQ=MONTHLY or FREQ=YEARLY." },
        { Plan with { Title = "", Zone = "" }, "The stored data of this event cannot be read." },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Occurrences_OfAnUnreadablePlan_AreNoneAndTheHostCanMendIt(ScheduleEvent stored, string fault)
    {
        var series = Scheduled(Plan) with { Plan = stored };

        series.Fault().ShouldBe(fault);
        series.Occurrences().ShouldBeEmpty();
        series.LastEnd().ShouldBe(DateTimeOffset.MaxValue);
        EventMoments.NextAfter(series, Limits, Now).ShouldBeNull();
        Accepted(series.Edit(Host.Id, Plan, Limits, Now)).Fault().ShouldBeNull();
        Accepted(series.Cancel(Host.Id, Now)).LastEnd().ShouldBe(Now);
        series.Forget(Guest, Now).LastEnd().ShouldBe(DateTimeOffset.MaxValue);
    }

    [Fact]
    public void Change_OneOccurrence_LeavesTheOthers()
    {
        var series = Scheduled(Plan);
        var second = series.Occurrences().ElementAt(1).Id;

        var edit = new OccurrenceEdit("Special", [new UserId("star")], IsCancelled: false);
        var changed = Accepted(series.Change(CoHost, second, edit, Limits, Now)).Occurrences().Take(3).ToArray();

        changed.Select(occurrence => occurrence.Title).ShouldBe(["Lunch talk", "Special", "Lunch talk"]);
        changed[1].Guests.ShouldBe([new UserId("star")]);
        changed[2].Guests.ShouldBe([Guest]);
    }

    [Fact]
    public void Change_Cancelled_IsFinal()
    {
        var series = Scheduled(Plan);
        var first = series.Occurrences().First().Id;

        series = Accepted(series.Change(Host.Id, first, new OccurrenceEdit(string.Empty, null, IsCancelled: true), Limits, Now));

        series.Occurrences().First().StateAt(Now, Limits).ShouldBe(OccurrenceState.Cancelled);
        series.Change(Host.Id, first, new OccurrenceEdit(string.Empty, null, false), Limits, Now).Rejection.ShouldBe(
            EventRejection.OccurrenceOver);
        series.Start(Host.Id, first, Room, Limits, Now).Rejection.ShouldBe(EventRejection.OccurrenceOver);
    }

    // The room can be opened from 30 minutes before the start. Hosts who are 15 minutes late have missed it. Planned start: 11:00
    // UTC.
    [Theory]
    [InlineData(10, 29, EventRejection.TooEarly)]
    [InlineData(10, 30, null)]
    [InlineData(11, 0, null)]
    [InlineData(11, 15, null)]
    [InlineData(11, 16, EventRejection.OccurrenceOver)]
    public void Start_AtVariousTimes_FollowsTheAbsentHostRule(int hour, int minute, EventRejection? rejection)
    {
        var series = Scheduled(Plan);
        var at = new DateTimeOffset(2026, 3, 20, hour, minute, 0, TimeSpan.Zero);

        series.Start(CoHost, series.Occurrences().First().Id, Room, Limits, at).Rejection.ShouldBe(rejection);
    }

    [Fact]
    public void RoomFor_ACoHostWhoOpens_ModeratesWithTheOtherHostsAndInvitesTheGuests()
    {
        var series = Scheduled(Plan with { ClubId = "owls", MembersOnly = true });
        var second = series.Occurrences().ElementAt(1).Id;
        var edit = new OccurrenceEdit("Special", [new UserId("star"), Host.Id], IsCancelled: false);
        series = Accepted(series.Change(CoHost, second, edit, Limits, Now));

        var room = series.RoomFor(new Person(CoHost, "cohost", "Co-host"), second);

        (room.Owner.Id, room.Title, room.ClubId, room.MembersOnly, room.IsClubAgreed)
            .ShouldBe((CoHost, "Special", "owls", true, true));
        room.CoHosts.ShouldBe([Host.Id]);
        room.Guests.ShouldBe([new UserId("star")]);
    }

    [Fact]
    public void RoomFor_AnEventOfNoClub_NamesNone() =>
        Scheduled(Plan).RoomFor(Host, Scheduled(Plan).Occurrences().First().Id).ClubId.ShouldBeNull();

    [Fact]
    public void CheckFollow_CancelledEvent_IsOnlyForThoseWhoStop()
    {
        var cancelled = Accepted(Scheduled(Plan).Cancel(Host.Id, Now));

        cancelled.CheckFollow(follows: true).ShouldBe(EventRejection.Cancelled);
        cancelled.CheckFollow(follows: false).ShouldBeNull();
        Scheduled(Plan).CheckFollow(follows: true).ShouldBeNull();
    }

    [Theory]
    [InlineData(11, 16, OccurrenceState.Missed, OccurrenceState.Active)]
    [InlineData(11, 15, OccurrenceState.Scheduled, OccurrenceState.Active)]
    [InlineData(12, 0, OccurrenceState.Missed, OccurrenceState.Completed)]
    public void StateAt_WithAndWithoutARoom_FollowsTheClock(int hour, int minute, OccurrenceState without, OccurrenceState with)
    {
        var series = Scheduled(Plan);
        var first = series.Occurrences().First();
        var started = Accepted(series.Start(Host.Id, first.Id, Room, Limits, first.StartsAt)).Occurrences().First();
        var at = new DateTimeOffset(2026, 3, 20, hour, minute, 0, TimeSpan.Zero);

        first.StateAt(at, Limits).ShouldBe(without);
        started.StateAt(at, Limits).ShouldBe(with);
    }

    [Fact]
    public void Start_Again_ChangesNothing()
    {
        var series = Scheduled(Plan);
        var first = series.Occurrences().First();
        var started = Accepted(series.Start(Host.Id, first.Id, Room, Limits, first.StartsAt));

        started.Start(CoHost, first.Id, new RoomId("other"), Limits, first.StartsAt).Next.ShouldBeSameAs(started);
        started.Change(Host.Id, first.Id, OccurrenceChange.None.Edit, Limits, first.StartsAt).Rejection.ShouldBe(
            EventRejection.AlreadyStarted);
    }

    [Fact]
    public void Cancel_AfterOneTookPlace_KeepsThatOne()
    {
        var series = Scheduled(Plan);
        var first = series.Occurrences().First();
        series = Accepted(series.Start(Host.Id, first.Id, Room, Limits, first.StartsAt));

        series = Accepted(series.Cancel(Host.Id, first.StartsAt.AddDays(1)));

        series.Occurrences().Take(3).Select(occurrence => occurrence.IsCancelled).ShouldBe([false, true, true]);
        series.Cancel(Host.Id, Now).Rejection.ShouldBe(EventRejection.Cancelled);
    }

    [Fact]
    public void Commands_ByOthers_AreRejected()
    {
        var series = Scheduled(Plan);
        var first = series.Occurrences().First();

        series.Cancel(Guest, Now).Rejection.ShouldBe(EventRejection.NotHost);
        series.Start(Guest, first.Id, Room, Limits, first.StartsAt).Rejection.ShouldBe(EventRejection.NotHost);
        series.Change(Guest, first.Id, OccurrenceChange.None.Edit, Limits, Now).Rejection.ShouldBe(EventRejection.NotHost);
        series.Change(Host.Id, first.Id + 1, OccurrenceChange.None.Edit, Limits, Now).Rejection.ShouldBe(
            EventRejection.NoSuchOccurrence);
    }

    private static EventSeries Scheduled(ScheduleEvent plan) => Accepted(EventSeries.Schedule("e1", plan, Limits, Now));

    private static EventSeries Accepted(EventDecision decision)
    {
        decision.Rejection.ShouldBeNull();
        return decision.Next.ShouldNotBeNull();
    }
}

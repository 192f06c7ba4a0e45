using System.Net;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Events;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Gateway.Services.Events;
using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Gateway.Tests.Sessions;
using AudioRooms.Protocol.Bounds;
using Grpc.Core;

namespace AudioRooms.Gateway.Tests.Services.Events;

/// <summary>How the gateway handles requests about events, and their answers; calendars over HTTP.</summary>
public sealed class EventsServiceTests(GatewayHost host) : IClassFixture<GatewayHost>
{
    private readonly string id = Identifiers.NewId();

    private Wire.V1.Events.EventsClient Events => new(host.Channel);

    private FakeEvent Event => host.Cluster.Event(id);

    public static TheoryData<EventRejection> Rejections => new(Enum.GetValues<EventRejection>());

    [Theory]
    [MemberData(nameof(Rejections))]
    public async Task AnyCommand_Refused_CarriesTheCode(EventRejection rejection)
    {
        Event.Answer = rejection;
        var ada = await host.SignInAsync("events_ada");

        var refused = await Should.ThrowAsync<RpcException>(
            async () => await Events.CancelEventAsync(new Wire.V1.CancelEventRequest { EventId = id }, ada));

        refused.Trailers.GetValue("refusal-code").ShouldBe(EventErrors.Of(rejection, new EventLimits()).Code);
    }

    [Fact]
    public async Task EveryCommand_ReachesTheEventWithWhatItNeeds()
    {
        Event.Answer = View();
        var ada = await host.SignInAsync("events_all");

        await Events.GetEventAsync(new Wire.V1.GetEventRequest { EventId = id, TimeZone = "Asia/Tokyo" }, ada);
        await Events.ChangeOccurrenceAsync(
            new Wire.V1.ChangeOccurrenceRequest { EventId = id, OccurrenceId = 7, Title = "t" }, ada);
        await Events.ChangeOccurrenceAsync(
            new Wire.V1.ChangeOccurrenceRequest { EventId = id, OccurrenceId = 7, HasOwnGuests = true, Cancelled = true }, ada);
        await Events.ChangeOccurrenceAsync(
            new Wire.V1.ChangeOccurrenceRequest
            {
                EventId = id,
                OccurrenceId = 7,
                Description = "d",
                StartsAt = "2026-03-27T13:00",
            }, ada);
        await Events.UpdateEventAsync(
            new Wire.V1.UpdateEventRequest
            {
                EventId = id,
                Plan = new Wire.V1.EventPlan { Title = "New", StartsAt = "2026-03-27T13:00" },
            }, ada);
        await Events.CancelEventAsync(new Wire.V1.CancelEventRequest { EventId = id }, ada);
        var started = await Events.StartOccurrenceAsync(
            new Wire.V1.StartOccurrenceRequest { EventId = id, OccurrenceId = 7 }, ada);
        await Events.SetFollowingAsync(new Wire.V1.SetFollowingRequest { EventId = id, Following = true }, ada);
        await Events.SetAttendingAsync(
            new Wire.V1.SetAttendingRequest { EventId = id, OccurrenceId = 7, Attending = true, ReminderMinutes = 60 }, ada);

        Event.Calls.ShouldBe(
        [
            "get Asia/Tokyo", "change 7 t  False  ", "change 7  0 True  ", "change 7   False d 2026-03-27T13:00:00", "edit New",
            "cancel",
            "start events_all 7", "follow True ", "attend 7 True 60",
        ]);
        started.RoomId.ShouldBe("room");
    }

    // The longest event is 12 hours by default; EventSeriesTests tests a configured bound.
    [Fact]
    public async Task UpdateEvent_AMinuteAboveTheLongest_IsRefusedBeforeTheEventIsAsked()
    {
        Event.Answer = View();
        var ada = await host.SignInAsync("events_long");
        await UpdateAsync(minutes: 720);

        var refused = await Should.ThrowAsync<RpcException>(() => UpdateAsync(minutes: 721));

        refused.Trailers.GetValue("refusal-code").ShouldBe("event_duration_invalid");
        Event.Calls.ShouldBe(["edit Long"]);

        async Task UpdateAsync(uint minutes)
        {
            var plan = new Wire.V1.EventPlan { Title = "Long", StartsAt = "2026-03-27T13:00", DurationMinutes = minutes };
            await Events.UpdateEventAsync(new Wire.V1.UpdateEventRequest { EventId = id, Plan = plan }, ada);
        }
    }

    [Fact]
    public async Task GetEvent_Accepted_ShowsAllOfIt()
    {
        Event.Answer = View();

        var view = await Events.GetEventAsync(new Wire.V1.GetEventRequest { EventId = id }, await host.SignInAsync("events_get"));

        view.ShouldBe(new Wire.V1.Event
        {
            EventId = id,
            Plan = new Wire.V1.EventPlan
            {
                ClubId = "club", MembersOnly = true, Title = "Lunch", Description = "d", Topics = { "t" }, Language = "en",
                StartsAt = "2026-03-27T12:00", TimeZone = "Europe/Paris", DurationMinutes = 60, Recurrence = "FREQ=WEEKLY",
                CoHostUserIds = { "co" }, GuestUserIds = { "guest" },
            },
            Host = new Wire.V1.Person { UserId = People.Ada.Id.Value, Handle = "ada", DisplayName = "Ada" },
            CancelledAtUnixMs = 5,
            FollowerCount = 6,
            YouFollow = true,
            ReminderMinutes = 15,
            Occurrences =
            {
                new Wire.V1.Occurrence
                {
                    OccurrenceId = 7, StartsAtUnixMs = 0, LocalStart = "1970-01-01T01:00:00+01:00", Title = "Own",
                    GuestUserIds = { "star" },
                    State = Wire.V1.OccurrenceState.Active, RoomId = "room", AttendeeCount = 8, YouAttend = true,
                    Description = "od",
                },
            },
        });
    }

    [Theory]
    [InlineData("2026-03-27", 60, "", "event_start_invalid")]
    [InlineData("2026-03-27T12:00Z", 60, "", "event_start_invalid")]
    [InlineData("2026-03-27T12:00", uint.MaxValue, "", "event_duration_invalid")]
    [InlineData("2026-03-27T12:00", 60, "nobody", "event_people_invalid")]
    public async Task ScheduleEvent_WhatCannotBeRead_IsRefused(string startsAt, uint minutes, string guest, string code)
    {
        var plan = new Wire.V1.EventPlan { Title = "Lunch", StartsAt = startsAt, DurationMinutes = minutes };
        if (guest.Length > 0)
        {
            plan.GuestUserIds.Add(guest);
        }

        var ada = await host.SignInAsync("events_plan");

        var refused = await Should.ThrowAsync<RpcException>(
            async () => await Events.ScheduleEventAsync(new Wire.V1.ScheduleEventRequest { Plan = plan }, ada));

        refused.Trailers.GetValue("refusal-code").ShouldBe(code);
    }

    [Fact]
    public async Task ListEvents_SizeLeftOut_IsFifty()
    {
        var page = await Events.ListEventsAsync(
            new Wire.V1.ListEventsRequest { Scope = Wire.V1.EventScope.Following, PageToken = "t" },
            await host.SignInAsync("events_list"));

        page.NextPageToken.ShouldBe("Following 50 t");
    }

    [Fact]
    public async Task Calendar_AtTheAddressOfAFeed_IsACalendarFileForWhoeverHasIt()
    {
        var ada = await host.SignInAsync("events_feed");
        var feed = await Events.GetCalendarFeedAsync(new Wire.V1.GetCalendarFeedRequest(), ada);
        var again = await Events.GetCalendarFeedAsync(new Wire.V1.GetCalendarFeedRequest(), ada);

        using var response = await host.Http.GetAsync(new Uri(feed.Path, UriKind.Relative));

        again.Path.ShouldBe(feed.Path);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.ToString().ShouldBe("text/calendar; charset=utf-8");
        (await response.Content.ReadAsStringAsync()).ShouldBe("BEGIN:VCALENDAR User");
    }

    [Fact]
    public async Task ResetCalendarFeed_OfAFeed_MovesItToAnotherAddress()
    {
        var ada = await host.SignInAsync("events_reset");
        var before = await Events.GetCalendarFeedAsync(new Wire.V1.GetCalendarFeedRequest(), ada);

        var after = await Events.ResetCalendarFeedAsync(new Wire.V1.GetCalendarFeedRequest(), ada);
        using var old = await host.Http.GetAsync(new Uri(before.Path, UriKind.Relative));
        using var current = await host.Http.GetAsync(new Uri(after.Path, UriKind.Relative));

        old.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        current.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Events.GetCalendarFeedAsync(new Wire.V1.GetCalendarFeedRequest(), ada)).Path.ShouldBe(after.Path);
    }

    [Theory]
    [InlineData(Wire.V1.CalendarScope.Event, true, "event_not_found")]
    [InlineData(Wire.V1.CalendarScope.Event, false, "event_not_found")]
    [InlineData(Wire.V1.CalendarScope.Club, true, "club_not_found")]
    [InlineData(Wire.V1.CalendarScope.Club, false, "club_not_found")]
    public async Task CalendarFeed_OfWhatIsNotThere_IsRefused(Wire.V1.CalendarScope scope, bool isWellFormed, string code)
    {
        // A club's id names no event, and an event's id names no club.
        var request = new Wire.V1.GetCalendarFeedRequest { Scope = scope, SubjectId = isWellFormed ? Identifiers.NewId() : "x" };
        var ada = await host.SignInAsync("events_no_feed");

        foreach (var ask in new Func<Task>[]
        {
            async () => await Events.GetCalendarFeedAsync(request, ada),
            async () => await Events.ResetCalendarFeedAsync(request, ada),
        })
        {
            (await Should.ThrowAsync<RpcException>(ask)).Trailers.GetValue("refusal-code").ShouldBe(code);
        }
    }

    [Fact]
    public async Task CalendarFeed_OfAnEventThatIsThere_IsAnAddress()
    {
        Event.Answer = View();
        var request = new Wire.V1.GetCalendarFeedRequest { Scope = Wire.V1.CalendarScope.Event, SubjectId = id };

        (await Events.GetCalendarFeedAsync(request, await host.SignInAsync("events_its_feed"))).Path.ShouldStartWith(
            "/calendar/");
    }

    [Fact]
    public async Task AnyCommand_RefusedWithASentence_SaysThatSentence()
    {
        Event.Answer = new EventReply<EventView>(
            null, EventRejection.RuleInvalid) { Sentence = "The recurrence has \"COUNT=0\"." };

        var refused = await Should.ThrowAsync<RpcException>(
            async () => await Events.CancelEventAsync(
                new Wire.V1.CancelEventRequest { EventId = id }, await host.SignInAsync("events_why")));

        refused.Trailers.GetValue("refusal-code").ShouldBe("recurrence_invalid");
        refused.Status.Detail.ShouldBe("The recurrence has \"COUNT=0\".");
    }

    [Fact]
    public async Task ChangeOccurrence_ToATimeThatIsNone_IsRefused()
    {
        var refused = await Should.ThrowAsync<RpcException>(async () => await Events.ChangeOccurrenceAsync(
            new Wire.V1.ChangeOccurrenceRequest { EventId = id, OccurrenceId = 7, StartsAt = "tomorrow" },
            await host.SignInAsync("events_when")));

        refused.Trailers.GetValue("refusal-code").ShouldBe("event_start_invalid");
    }

    [Theory]
    [InlineData("/calendar/00000000000000000000000000.ics")]
    [InlineData("/calendar/x.ics")]
    [InlineData("/calendar/00000000000000000000000000")]
    public async Task Calendar_AtAnyOtherAddress_IsNotFound(string path)
    {
        using var response = await host.Http.GetAsync(new Uri(path, UriKind.Relative));

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task GetEvent_ThatCannotBeRead_SaysWhy()
    {
        Event.Answer = View() with { Occurrences = [], Fault = "There is no such zone." };

        (await Events.GetEventAsync(new Wire.V1.GetEventRequest { EventId = id }, await host.SignInAsync("events_fault")))
            .Fault.ShouldBe("There is no such zone.");
    }

    private EventView View() => new(
        id,
        new ScheduleEvent(
            People.Ada, "club", true, "Lunch", "d", ["t"], "en", new DateTime(2026, 3, 27, 12, 0, 0), "Europe/Paris",
            TimeSpan.FromHours(1),
            "FREQ=WEEKLY", [new("co")], [new("guest")]),
        DateTimeOffset.FromUnixTimeMilliseconds(5),
        6,
        true,
        [
            new OccurrenceView(
                7, DateTimeOffset.UnixEpoch.ToOffset(TimeSpan.FromHours(1)), "Own", [new("star")], OccurrenceState.Active,
                new RoomId("room"), 8, true)
            {
                Description = "od",
            },
        ])
    {
        RemindBefore = TimeSpan.FromMinutes(15),
    };
}

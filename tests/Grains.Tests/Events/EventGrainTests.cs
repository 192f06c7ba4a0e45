using AudioRooms.Contracts;
using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Events;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Tests.Cluster;

namespace AudioRooms.Grains.Tests.Events;

public sealed class EventGrainOnSqliteTests(SqliteTestDatabase database)
    : EventGrainTests(database), IClassFixture<SqliteTestDatabase>;

public sealed class EventGrainOnPostgreSqlTests(PostgreSqlTestDatabase database)
    : EventGrainTests(database), IClassFixture<PostgreSqlTestDatabase>;

public abstract class EventGrainTests(TestDatabase database) : IAsyncLifetime
{
    private readonly Person host = Somebody("host");
    private readonly Person guest = Somebody("guest");
    private readonly string id = Identifiers.NewId();

    // In the future, and near enough that the room can be opened at once.
    private readonly DateTime soon = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(10);
    private GrainCluster cluster = null!;

    private IEventGrain Event => cluster.Grains.GetGrain<IEventGrain>(id);

    private IEventDirectoryGrain Directory => cluster.Grains.GetGrain<IEventDirectoryGrain>(0);

    public async Task InitializeAsync() => cluster = await database.GrainsAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task AnyCommand_NoSuchEvent_IsNotFound()
    {
        (await Event.GetAsync(host.Id, "")).Rejection.ShouldBe(EventRejection.NotFound);
        (await Event.FollowAsync(host.Id, true, null)).Rejection.ShouldBe(EventRejection.NotFound);
    }

    [Fact]
    public async Task AnyCommand_SiloRestarted_IsStillThere()
    {
        var scheduled = (await Event.ScheduleAsync(Plan() with { Rule = "FREQ=WEEKLY" })).Value.ShouldNotBeNull();
        var second = scheduled.Occurrences[1].Id;
        await Event.ChangeAsync(host.Id, second, new OccurrenceEdit("Special", [guest.Id], false));
        await Event.FollowAsync(guest.Id, true, null);
        await Event.AttendAsync(guest.Id, second, true, null);

        cluster = await database.RestartAsync();
        var view = (await Event.GetAsync(guest.Id, "")).Value.ShouldNotBeNull();

        view.Occurrences.Length.ShouldBe(12);
        view.Occurrences[1].Title.ShouldBe("Special");
        view.Occurrences[1].Guests.ShouldBe([guest.Id]);
        view.Occurrences[1].AttendeeCount.ShouldBe(1);
        view.Occurrences[1].YouAttend.ShouldBeTrue();
        view.Occurrences[0].AttendeeCount.ShouldBe(0);
        view.FollowerCount.ShouldBe(1);
        view.YouFollow.ShouldBeTrue();
    }

    [Fact]
    public async Task FollowAndAttend_TwiceAndThenNot_CountOnceAndThenNotAtAll()
    {
        var first = (await Event.ScheduleAsync(Plan())).Value!.Occurrences[0].Id;
        for (var turn = 0; turn < 2; turn++)
        {
            await Event.FollowAsync(guest.Id, true, null);
            await Event.AttendAsync(guest.Id, first, true, null);
        }

        var seenByHost = (await Event.GetAsync(host.Id, "")).Value.ShouldNotBeNull();
        await Event.FollowAsync(guest.Id, false, null);
        var after = (await Event.AttendAsync(guest.Id, first, false, null)).Value.ShouldNotBeNull();

        (seenByHost.FollowerCount, seenByHost.YouFollow, seenByHost.Occurrences[0].AttendeeCount).ShouldBe((1, false, 1));
        (after.FollowerCount, after.Occurrences[0].AttendeeCount).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Start_ByTheHost_OpensOneRoomHoweverOften()
    {
        var first = (await Event.ScheduleAsync(Plan())).Value!.Occurrences[0].Id;

        var started = (await Event.StartAsync(host, first)).Value!.Occurrences[0];
        var again = (await Event.StartAsync(host, first)).Value!.Occurrences[0];

        started.State.ShouldBe(OccurrenceState.Active);
        again.Room.ShouldBe(started.Room);
        var room = (await cluster.Grains.GetGrain<IRoomGrain>(started.Room!.Value.Value).GetAsync()).Value.ShouldNotBeNull();
        room.Card.Title.ShouldBe("Lunch talk");
        room.Card.Owner.ShouldBe(host);
    }

    [Theory]
    [InlineData(ClubKind.Show, false)]
    [InlineData(ClubKind.Private, true)]
    public async Task Start_InAClub_OpensTheRoomToThoseWhoMayKnowOfTheEvent(ClubKind club, bool membersOnly)
    {
        cluster.Relations.IsClubPrivate = club == ClubKind.Private;
        var first = (await Event.ScheduleAsync(Plan() with { ClubId = await FoundAsync(club) })).Value!.Occurrences[0].Id;

        var room = (await Event.StartAsync(host, first)).Value!.Occurrences[0].Room!.Value;

        (await cluster.Grains.GetGrain<IRoomGrain>(room.Value).GetAsync()).Value!.Card.Club!.MembersOnly.ShouldBe(membersOnly);
    }

    [Fact]
    public async Task Schedule_AsManyOpenEventsAsOneMay_IsRejectedUntilOneIsCancelled()
    {
        await Event.ScheduleAsync(Plan());
        for (var index = 1; index < 10; index++)
        {
            (await OtherEvent().ScheduleAsync(Plan())).IsAccepted.ShouldBeTrue();
        }

        var eleventh = OtherEvent();
        (await eleventh.ScheduleAsync(Plan())).Rejection.ShouldBe(EventRejection.TooManyEvents);

        await Event.CancelAsync(host.Id);

        (await eleventh.ScheduleAsync(Plan())).IsAccepted.ShouldBeTrue();
    }

    [Fact]
    public async Task Schedule_InAPrivateClub_IsForItsMembersOnly()
    {
        var club = await FoundAsync(ClubKind.Private);
        await Event.ScheduleAsync(Plan() with { ClubId = club });
        var absent = OtherEvent();

        (await Event.GetAsync(guest.Id, "")).ShouldBe(await absent.GetAsync(guest.Id, ""));
        (await Event.FollowAsync(guest.Id, true, null)).ShouldBe(await absent.FollowAsync(guest.Id, true, null));
        (await Directory.ListAsync(EventScope.Club, guest.Id, club, "", 10, null)).Value!.Events.ShouldBeEmpty();
        (await Directory.ListAsync(EventScope.Club, host.Id, club, "", 10, null)).Value!.Events
            .ShouldHaveSingleItem().EventId
            .ShouldBe(id);
    }

    [Fact]
    public async Task Schedule_InAClubByAStranger_IsRejected()
    {
        var club = await FoundAsync(ClubKind.Show);

        (await Event.ScheduleAsync(Plan() with { ClubId = club, Host = guest })).Rejection.ShouldBe(EventRejection.ClubRefused);
    }

    [Fact]
    public async Task Get_InTheZoneOfTheViewer_ShowsTheirWallClock()
    {
        await Event.ScheduleAsync(Plan());

        var view = (await Event.GetAsync(guest.Id, "Asia/Kolkata")).Value.ShouldNotBeNull();

        view.Occurrences[0].StartsAt.Offset.ShouldBe(TimeSpan.FromMinutes(330));
        (await Event.GetAsync(guest.Id, "Nowhere/Land")).Rejection.ShouldBe(EventRejection.ZoneInvalid);
    }

    [Fact]
    public async Task List_HostingAndFollowing_ShowsEachTheirs()
    {
        await Event.ScheduleAsync(Plan());
        await Event.FollowAsync(guest.Id, true, null);

        (await Directory.ListAsync(EventScope.Hosting, host.Id, "", "", 10, null)).Value!.Events
            .ShouldHaveSingleItem().EventId
            .ShouldBe(id);
        (await Directory.ListAsync(EventScope.Following, guest.Id, "", "", 10, null)).Value!.Events
            .ShouldHaveSingleItem().EventId
            .ShouldBe(id);
        (await Directory.ListAsync(EventScope.Following, host.Id, "", "", 10, null)).Value!.Events.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Nowhere/Land")]
    [InlineData("asia/kolkata")]
    public async Task List_InAZoneThatThereIsNot_IsRefusedWithASentence(string zone)
    {
        await Event.ScheduleAsync(Plan());

        var reply = await Directory.ListAsync(EventScope.Hosting, host.Id, "", zone, 10, null);

        reply.Rejection.ShouldBe(EventRejection.ZoneInvalid);
        reply.Sentence.ShouldNotBeNull().ShouldContain(zone);
    }

    [Fact]
    public async Task List_InTheZoneOfTheViewer_ShowsTheirWallClock()
    {
        await Event.ScheduleAsync(Plan());

        var listed = (await Directory.ListAsync(EventScope.Hosting, host.Id, "", "Asia/Kolkata", 10, null)).Value
            .ShouldNotBeNull();

        listed.Events.ShouldHaveSingleItem().Occurrences[0].StartsAt.Offset.ShouldBe(TimeSpan.FromMinutes(330));
    }

    [Theory]
    [InlineData(CalendarScope.User)]
    [InlineData(CalendarScope.Club)]
    [InlineData(CalendarScope.Event)]
    public async Task ReadFeed_OfEachKind_HoldsTheEventForThoseWhoMaySeeIt(CalendarScope scope)
    {
        var club = await FoundAsync(ClubKind.Private);
        await Event.ScheduleAsync(Plan() with { ClubId = club });
        var subject = scope switch { CalendarScope.Club => club, CalendarScope.Event => id, _ => "" };
        var (mine, theirs) = (Identifiers.NewId(), Identifiers.NewId());
        await Directory.OpenFeedAsync(mine, host.Id, scope, subject);
        await Directory.OpenFeedAsync(theirs, guest.Id, scope, subject);

        var file = (await Directory.ReadFeedAsync(mine)).ShouldNotBeNull();
        var empty = (await Directory.ReadFeedAsync(theirs)).ShouldNotBeNull();

        file.ShouldContain("SUMMARY:Lunch talk");
        empty.ShouldNotContain("VEVENT");
        empty.ShouldNotContain("Owls");
        (await Directory.ReadFeedAsync(Identifiers.NewId())).ShouldBeNull();
    }

    private static Person Somebody(string handle) => new(new UserId(Identifiers.NewId()), handle, handle);

    private ScheduleEvent Plan() => new(
        host, "", false, "Lunch talk", "", [], "en", soon, "Etc/UTC", TimeSpan.FromHours(1), "", [], []);

    private IEventGrain OtherEvent() => cluster.Grains.GetGrain<IEventGrain>(Identifiers.NewId());

    private async Task<string> FoundAsync(ClubKind kind)
    {
        var club = Identifiers.NewId();
        var settings = new ClubSettings("", "", "", [], "en", ClubRoomOpeners.Leaders);
        (await cluster.Grains.GetGrain<IClubGrain>(club).FoundAsync(new FoundClub(host, kind, $"Owls {club[..20]}", settings)))
            .IsAccepted.ShouldBeTrue();
        return club;
    }
}

using AudioRooms.Contracts;
using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Discovery;
using AudioRooms.Contracts.Events;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Announcements;
using AudioRooms.Grains.Announcements;
using AudioRooms.Grains.Schedule;
using AudioRooms.Grains.Storage;
using AudioRooms.Grains.Tests.Cluster;
using AudioRooms.Grains.Tests.Schedule;
using AudioRooms.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace AudioRooms.Grains.Tests.Events;

public sealed class EventRemindersOnSqliteTests(SqliteTestDatabase database)
    : EventRemindersTests(database), IClassFixture<SqliteTestDatabase>;

public sealed class EventRemindersOnPostgreSqlTests(PostgreSqlTestDatabase database)
    : EventRemindersTests(database), IClassFixture<PostgreSqlTestDatabase>;

/// <summary>What events do when their time comes, and what a change of an event causes. The clock stands at midnight; the event
/// begins at 03:00.</summary>
public abstract class EventRemindersTests(TestDatabase database) : IAsyncLifetime
{
    private readonly ManualTime time = new();
    private readonly RecordingAnnouncements announced = new();
    private readonly RecordingHandler last = new();
    private readonly Person host = Somebody("host");
    private readonly Person coHost = Somebody("cohost");
    private readonly Person guest = Somebody("guest");
    private readonly Person fan = Somebody("fan");
    private readonly Person visitor = Somebody("visitor");
    private readonly string id = Identifiers.NewId();
    private ClockedCluster cluster = null!;

    private IEventGrain Event => cluster.Grains.GetGrain<IEventGrain>(id);

    private IEventDirectoryGrain Directory => cluster.Grains.GetGrain<IEventDirectoryGrain>(0);

    private ScheduleEvent Plan => new(
        host, "", false, "Lunch talk", "About zebras", [], "en", new DateTime(2026, 1, 1, 3, 0, 0), "Etc/UTC",
        TimeSpan.FromHours(1), "", [coHost.Id],
        [guest.Id]);

    public async Task InitializeAsync() => cluster = await StartAsync(isFresh: true);

    public async Task DisposeAsync() => await cluster.DisposeAsync();

    [Fact]
    public async Task Time_BeforeAndAtTheStart_RemindsEachAsTheyWish()
    {
        var first = await ScheduledAsync(Plan);
        await Event.FollowAsync(fan.Id, true, null);
        await Event.AttendAsync(visitor.Id, first, true, TimeSpan.FromHours(1));

        await AdvanceAsync(TimeSpan.FromHours(2));
        var hourBefore = await announced.NextAsync(1);
        await AdvanceAsync(TimeSpan.FromMinutes(30));
        var halfAnHourBefore = await announced.NextAsync(1);
        await AdvanceAsync(TimeSpan.FromMinutes(15));
        var quarterBefore = await announced.NextAsync(1);
        await AdvanceAsync(TimeSpan.FromMinutes(15));
        var atTheStart = await announced.NextAsync(3);

        hourBefore.ShouldBe([$"EventReminder > {visitor.Id}"]);
        halfAnHourBefore.ShouldBe(["EventHostReminder > all"]);
        quarterBefore.ShouldBe([$"EventReminder > {fan.Id}"]);
        atTheStart.ShouldBe(Sorted($"EventReminder > {fan.Id}", $"EventReminder > {visitor.Id}", "EventStarting > all"));
    }

    [Fact]
    public async Task Time_PassedWhileNothingRan_RemindsAfterTheStart()
    {
        await ScheduledAsync(Plan);
        await cluster.DisposeAsync();

        time.Advance(TimeSpan.FromMinutes(155));
        cluster = await StartAsync(isFresh: false);

        (await announced.NextAsync(1)).ShouldBe(["EventHostReminder > all"]);
    }

    [Fact]
    public async Task Change_OneOccurrenceToAnotherTime_TellsWhoeverItConcerns()
    {
        var first = await ScheduledAsync(Plan with { Rule = "FREQ=DAILY" });
        var second = (await Event.GetAsync(host.Id, "")).Value!.Occurrences[1].Id;
        await Event.FollowAsync(fan.Id, true, null);
        await Event.AttendAsync(visitor.Id, second, true, null);

        var changed = await Event.ChangeAsync(
            host.Id, first, new OccurrenceEdit(
                "", null, false) { StartsAt = new DateTime(2026, 1, 1, 5, 0, 0), Description = "Later" });

        var told = await announced.NextAsync(3);
        told.ShouldBe(Sorted($"EventMoved > {fan.Id}", $"EventMoved > {guest.Id}", $"EventMoved > {coHost.Id}"));
        var occurrence = changed.Value!.Occurrences[0];
        (occurrence.Id, occurrence.StartsAt.Hour, occurrence.Description).ShouldBe((first, 5, "Later"));
    }

    [Fact]
    public async Task Edit_ToAnotherTime_TellsAllAndKeepsWhoComes()
    {
        var first = await ScheduledAsync(Plan);
        await Event.AttendAsync(visitor.Id, first, true, null);

        var edited = await Event.EditAsync(coHost.Id, Plan with { StartsAt = new DateTime(2026, 1, 1, 4, 0, 0) });

        var told = await announced.NextAsync();
        (told.Kind, told.Recipient, told.Actor, told.Text).ShouldBe((AnnouncementKind.EventMoved, null, coHost.Id, "Lunch talk"));
        edited.IsAccepted.ShouldBeTrue();
        var seen = (await Event.GetAsync(visitor.Id, "")).Value!.Occurrences.ShouldHaveSingleItem();
        (seen.StartsAt.Hour, seen.AttendeeCount, seen.YouAttend).ShouldBe((4, 1, true));
        await AdvanceAsync(TimeSpan.FromMinutes(210));
        (await announced.NextAsync(1)).ShouldBe(["EventHostReminder > all"]);
    }

    [Fact]
    public async Task Cancel_TellsAllOnce_AndRemindsNobody()
    {
        await ScheduledAsync(Plan);

        await Event.CancelAsync(host.Id);

        (await announced.NextAsync(1)).ShouldBe(["EventCancelled > all"]);
        (await cluster.CountAsync("event.moments")).ShouldBe(0);
        (await Event.CancelAsync(host.Id)).Rejection.ShouldBe(EventRejection.Cancelled);
        (await Event.EditAsync(host.Id, Plan)).Rejection.ShouldBe(EventRejection.Cancelled);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(100_000)]
    public async Task Follow_RemindedAtOddTimes_IsRejected(int minutes)
    {
        var first = await ScheduledAsync(Plan);

        (await Event.FollowAsync(fan.Id, true, TimeSpan.FromMinutes(minutes))).Rejection.ShouldBe(EventRejection.ReminderInvalid);
        (await Event.AttendAsync(fan.Id, first, true, TimeSpan.FromMinutes(minutes))).Rejection.ShouldBe(
            EventRejection.ReminderInvalid);
    }

    [Fact]
    public async Task Follow_Again_ChangesWhenOneIsReminded()
    {
        await ScheduledAsync(Plan);
        await Event.FollowAsync(fan.Id, true, null);

        var view = (await Event.FollowAsync(fan.Id, true, TimeSpan.FromMinutes(60))).Value.ShouldNotBeNull();

        (view.FollowerCount, view.RemindBefore).ShouldBe((1, TimeSpan.FromMinutes(60)));
    }

    [Fact]
    public async Task Start_ByACoHost_LetsGuestsStraightOnStageAndHostsModerate()
    {
        var first = await ScheduledAsync(Plan);
        await AdvanceAsync(TimeSpan.FromHours(3));

        var opened = (await Event.StartAsync(coHost, first)).Value!.Occurrences[0].Room!.Value;
        var room = cluster.Grains.GetGrain<IRoomGrain>(opened.Value);
        var grant = (await room.TakeStageAsync(guest)).Value.ShouldNotBeNull();

        grant.View.Stage.Members.ShouldHaveSingleItem().Muted.ShouldBeTrue();
        grant.View.CoHosts.ShouldBe([host.Id]);
        (await room.TakeStageAsync(visitor)).Rejection.ShouldBe(RoomRejection.StageNotOpen);
    }

    [Fact]
    public async Task Search_ByWords_FindsTheNextOccurrenceUntilThereIsNone()
    {
        await ScheduledAsync(Plan with { Title = $"Talk {id}" });
        var found = await FindAsync($"zebras {id}");
        await Event.EditAsync(host.Id, Plan with { Title = $"Chat {id}", Description = "About okapis" });
        var renamed = await FindAsync($"okapis {id}");

        await Event.CancelAsync(host.Id);

        found.ShouldHaveSingleItem().StartsAt.ShouldBe(new DateTimeOffset(2026, 1, 1, 3, 0, 0, TimeSpan.Zero));
        renamed.ShouldHaveSingleItem().Title.ShouldBe($"Chat {id}");
        (await FindAsync(id)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Search_OccurrenceWasMissed_FindsItNoMore()
    {
        await ScheduledAsync(Plan with { Title = $"Talk {id}" });
        await AdvanceAsync(TimeSpan.FromHours(3));
        await announced.NextAsync(1);
        (await FindAsync(id)).ShouldHaveSingleItem();

        await AdvanceAsync(TimeSpan.FromMinutes(16));
        await WhenDoneAsync();

        (await FindAsync(id)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(ClubKind.Private, false, 0)]
    [InlineData(ClubKind.Show, true, 0)]
    [InlineData(ClubKind.Show, false, 1)]
    public async Task Search_InAClub_FindsOnlyWhatEverybodyMayKnow(ClubKind kind, bool membersOnly, int expected)
    {
        var club = Identifiers.NewId();
        (await cluster.Grains.GetGrain<IClubGrain>(club).FoundAsync(new FoundClub(
            host, kind, $"Owls {club[..20]}", new ClubSettings("", "", "", [], "en", ClubRoomOpeners.Leaders)))).IsAccepted
                .ShouldBeTrue();

        await ScheduledAsync(Plan with { Title = $"Talk {id}", ClubId = club, MembersOnly = membersOnly });

        (await FindAsync(id)).Count.ShouldBe(expected);
        await cluster.Grains.GetGrain<IDiscoveryGrain>(0).RebuildIndexAsync();
        (await FindAsync(id)).Count.ShouldBe(expected);
    }

    [Fact]
    public async Task Erase_OfTheHost_CancelsAndForgets()
    {
        var first = await ScheduledAsync(Plan);
        await Event.AttendAsync(visitor.Id, first, true, null);
        var data = cluster.Services.GetServices<IPersonalData>().Single(data => data.Subject == "events");
        var token = Identifiers.NewId();
        await Directory.OpenFeedAsync(token, visitor.Id, CalendarScope.User, "");

        var export = (await data.ExportAsync(host.Id)).ToJsonString();
        var visit = (await data.ExportAsync(visitor.Id)).ToJsonString();
        await data.EraseAsync(host.Id);
        await data.EraseAsync(visitor.Id);
        await data.EraseAsync(visitor.Id);

        export.ShouldContain("About zebras");
        visit.ShouldContain("Attends");
        var left = (await Event.GetAsync(guest.Id, "")).Value.ShouldNotBeNull();
        left.CancelledAt.ShouldNotBeNull();
        (left.Plan.Host.Handle, left.Plan.Description, left.Occurrences[0].AttendeeCount).ShouldBe(("", "", 0));
        (await Directory.ReadFeedAsync(token)).ShouldBeNull();
        (await data.ExportAsync(visitor.Id)).ToJsonString().ShouldBe("""{"events":[],"calendarFeeds":0}""");
    }

    [Fact]
    public async Task ReplaceFeed_OfAnOpenOne_ClosesTheFormerAddress()
    {
        var (former, current) = (Identifiers.NewId(), Identifiers.NewId());
        await Directory.OpenFeedAsync(former, host.Id, CalendarScope.User, "");

        await Directory.ReplaceFeedAsync(current, host.Id, CalendarScope.User, "", 1);

        (await Directory.ReadFeedAsync(former)).ShouldBeNull();
        (await Directory.ReadFeedAsync(current)).ShouldNotBeNull();
        (await Directory.FeedEditionAsync(host.Id, CalendarScope.User, "")).ShouldBe(1);
    }

    private static Person Somebody(string handle) => new(new UserId(Identifiers.NewId()), handle, handle);

    private static string[] Sorted(params string[] told) => [.. told.Order(StringComparer.Ordinal)];

    /// <summary>Schedules the event, reads the announcements, and returns the first occurrence's number.</summary>
    private async Task<long> ScheduledAsync(ScheduleEvent plan)
    {
        var view = (await Event.ScheduleAsync(plan)).Value.ShouldNotBeNull();
        (await announced.NextAsync(3)).ShouldBe(
            Sorted("EventScheduled > all", $"EventScheduled > {coHost.Id}", $"EventScheduled > {guest.Id}"));
        return view.Occurrences[0].Id;
    }

    private async Task<IReadOnlyList<SearchHit>> FindAsync(string words) => (await cluster.Grains.GetGrain<IDiscoveryGrain>(0)
        .SearchAsync(visitor.Id, new SearchQuestion(SearchKind.Event, words, "", ""), 10, null)).Value.ShouldNotBeNull().Hits;

    /// <summary>Completes when all due work is done. This schedule does one item at a time, and this item is the last.</summary>
    private async Task WhenDoneAsync()
    {
        await cluster.PutAsync(new ScheduledWork(last.Kind, id, time.GetUtcNow(), "{}"));
        cluster.Schedule.Wake();
        await last.NextAsync();
    }

    /// <summary>Waits until no work is in progress, and moves the clock. Work would be cancelled if hours passed while it
    /// ran.</summary>
    private async Task AdvanceAsync(TimeSpan by)
    {
        await WhenDoneAsync();
        cluster.Advance(by);
    }

    private Task<ClockedCluster> StartAsync(bool isFresh) => ClockedCluster.StartAsync(
        database,
        time,
        silo =>
        {
            silo.Services.AddSingleton<IAnnouncements>(announced);
            silo.Services.AddSingleton<IScheduledWorkHandler>(last);
            silo.Services.Configure<ScheduleOptions>(options => options.ConcurrencyMax = 1);
        },
        isFresh);
}

using AudioRooms.Contracts;
using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Events;
using AudioRooms.Contracts.Notifications;
using AudioRooms.Domain.Announcements;
using AudioRooms.Domain.Notifications;
using AudioRooms.Grains.Tests.Cluster;

namespace AudioRooms.Grains.Tests.Notifications;

public sealed class InboxEventOnSqliteTests(
    SqliteTestDatabase database) : InboxEventTests(database), IClassFixture<SqliteTestDatabase>;

public sealed class InboxEventOnPostgreSqlTests(PostgreSqlTestDatabase database)
    : InboxEventTests(database), IClassFixture<PostgreSqlTestDatabase>;

/// <summary>Recipients and texts of notifications about events.</summary>
public abstract class InboxEventTests(TestDatabase database) : InboxHarness(database)
{
    [Fact]
    public async Task EventScheduled_ForEverybody_TellsWhoFollowsTheHost()
    {
        await FollowAsync(Ben, Ada);

        var subject = await ScheduleAsync();
        await Task.WhenAll(SettleAsync(Ben, subject), SettleAsync(Eve, subject));

        var entry = (await EntriesAsync(Ben)).ShouldHaveSingleItem();
        (entry.Kind, entry.Count, entry.Newest[0].Subject).ShouldBe((NotificationKind.EventScheduled, 1L, subject));
        (await EntriesAsync(Eve)).ShouldBeEmpty();
    }

    [Fact]
    public async Task EventScheduled_ForMembersOfAPrivateClub_TellsNobodyOutside()
    {
        var club = Identifiers.NewId();
        await Club(club).FoundAsync(new FoundClub(
            Ada, ClubKind.Private, $"Owls {club[..20]}", new ClubSettings("", "", "", [], "en", ClubRoomOpeners.Leaders)));
        await Club(club).InviteAsync(Ada.Id, Eve.Id);
        await Club(club).JoinAsync(Eve, 0);
        await FollowAsync(Ben, Ada);

        var subject = await ScheduleAsync(club);
        await Task.WhenAll(SettleAsync(Ben, subject), SettleAsync(Eve, subject));

        (await EntriesAsync(Ben)).ShouldBeEmpty();
        (await EntriesAsync(Eve)).ShouldContain(entry => entry.Kind == NotificationKind.EventScheduled);
    }

    [Fact]
    public async Task EventCancelled_WhoFollowsIt_HearsThatAndNothingElseOfIt()
    {
        await FollowAsync(Ben, Ada);
        var subject = await ScheduleAsync();
        await SettleAsync(Ben, subject);
        var series = Cluster.Grains.GetGrain<IEventGrain>(AudienceRules.IdOf(subject));
        await series.FollowAsync(Ben.Id, follows: true, remindBefore: null);
        Cluster.Advance(TimeSpan.FromMinutes(1));

        await series.CancelAsync(Ada.Id);
        Cluster.Advance(TimeSpan.FromSeconds(1));
        await SettleAsync(Ben, subject);

        (await EntriesAsync(Ben)).Select(entry => entry.Kind).Distinct().ShouldBe([NotificationKind.EventCancelled]);
    }

    [Fact]
    public async Task EventHostReminder_BeforeTheStart_IsForTheHostsAlone()
    {
        var subject = await ScheduleAsync();
        await Cluster.Grains.GetGrain<IEventGrain>(AudienceRules.IdOf(subject)).FollowAsync(
            Ben.Id, follows: true, remindBefore: null);

        await Announcements.PublishAsync(
            new Announcement(AnnouncementKind.EventHostReminder, null, subject, Cluster.Time.GetUtcNow(), Text: "Lunch talk"));
        await Task.WhenAll(SettleAsync(Ada, subject), SettleAsync(Ben, subject));

        (await EntriesAsync(Ada)).ShouldContain(entry => entry.Kind == NotificationKind.EventHostReminder);
        (await EntriesAsync(Ben)).ShouldBeEmpty();
    }

    /// <summary>Ada schedules an event.</summary>
    /// <returns>The subject of its announcement.</returns>
    private async Task<string> ScheduleAsync(string club = "")
    {
        var id = Identifiers.NewId();
        (await Cluster.Grains.GetGrain<IEventGrain>(id).ScheduleAsync(new ScheduleEvent(
            Ada, club, false, "Lunch talk", "", [], "en", Cluster.Time.GetUtcNow().AddDays(2).UtcDateTime, "Etc/UTC",
            TimeSpan.FromHours(1), "", [], [])))
            .Rejection.ShouldBeNull();
        return $"event/{id}";
    }
}

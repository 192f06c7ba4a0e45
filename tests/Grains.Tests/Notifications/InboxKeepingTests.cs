using System.Text.Json.Nodes;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Notifications;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Grains.Notifications;
using AudioRooms.Grains.Storage;
using AudioRooms.Grains.Tests.Cluster;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace AudioRooms.Grains.Tests.Notifications;

public sealed class InboxKeepingOnSqliteTests(SqliteTestDatabase database)
    : InboxKeepingTests(database), IClassFixture<SqliteTestDatabase>;

public sealed class InboxKeepingOnPostgreSqlTests(PostgreSqlTestDatabase database)
    : InboxKeepingTests(database), IClassFixture<PostgreSqlTestDatabase>;

/// <summary>Which entries an inbox keeps, and when it tells the watching gateways.</summary>
public abstract class InboxKeepingTests(TestDatabase database) : InboxHarness(database)
{
    [Fact]
    public async Task Deliver_Twice_IsKeptOnce()
    {
        var notification = About(NotificationKind.ClubMemberJoined, "club/a");

        await Inbox(Ben).DeliverAsync(notification);
        await Inbox(Ben).DeliverAsync(notification);

        (await EntriesAsync(Ben)).ShouldHaveSingleItem().Count.ShouldBe(1);
    }

    // One failing inbox must not hold up the other recipients of the same announcement.
    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"QuietHours":{"FromMinute":0,"ToMinute":1,"TimeZone":null}}""")]
    public async Task Deliver_SettingsAreUnreadable_IsKeptAsByTheDefault(string settings)
    {
        await Inbox(Ben).ChangeSettingsAsync(new NotificationSettingsChange(NoQuietHours: true));
        await using (var connection = await Source.OpenConnectionAsync())
        {
            (await connection.ExecuteAsync(
                "UPDATE inboxes SET settings = @Settings WHERE user_id = @User",
                new { Settings = settings, User = Ben.Id.Value }))
                .ShouldBe(1);
        }

        await RestartAsync();
        await Inbox(Ben).DeliverAsync(About(NotificationKind.ClubMemberJoined, "club/a"));

        (await EntriesAsync(Ben)).ShouldHaveSingleItem();
        (await Inbox(Ben).GetSettingsAsync()).QuietHours.ShouldBeNull();
    }

    [Fact]
    public async Task Deliver_EntryWasRead_BeginsAnother()
    {
        await Inbox(Ben).DeliverAsync(About(NotificationKind.EventMoved, "event/a"));
        await Inbox(Ben).MarkAllReadAsync(long.MaxValue);

        await Inbox(Ben).DeliverAsync(About(NotificationKind.EventMoved, "event/a"));

        (await EntriesAsync(Ben)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Deliver_MoreThanTheHourTakes_JoinsADigestAndNothingIsLost()
    {
        var told = await WatchAsync(Ben);
        for (var index = 0; index < 15; index++)
        {
            await Inbox(Ben).DeliverAsync(About(NotificationKind.RoomStarted, $"room/{index}"));
        }

        var changes = new List<InboxChange>();
        for (var index = 0; index < 15; index++)
        {
            changes.Add(await told.NextAsync());
        }

        var entries = await EntriesAsync(Ben);
        entries.Select(entry => (entry.Kind, entry.Count)).ShouldBe(
            [(NotificationKind.Digest, 5L), (NotificationKind.RoomStarted, 10L)], ignoreOrder: true);
        changes.Count(change => change.IsNews).ShouldBe(11); // the ten entries, and the digest
    }

    [Fact]
    public async Task Deliver_Paused_IsKeptAndToldWhenThePauseIsOver()
    {
        var told = await WatchAsync(Ben);
        var until = Cluster.Time.GetUtcNow() + TimeSpan.FromMinutes(1);
        (await Inbox(Ben).ChangeSettingsAsync(new NotificationSettingsChange(PausedUntil: until))).Rejection.ShouldBeNull();

        await Inbox(Ben).DeliverAsync(About(NotificationKind.ClubMemberJoined, "club/a"));
        await Inbox(Ben).DeliverAsync(About(NotificationKind.ClubMemberJoined, "club/a"));
        var silent = await Inbox(Ben).ChangesAfterAsync(0);
        Cluster.Advance(TimeSpan.FromMinutes(1)); // a watch lasts 90 s
        var change = await told.NextAsync();

        silent.Entries.ShouldBeEmpty();
        silent.State.UnreadCount.ShouldBe(1);
        change.IsNews.ShouldBeTrue();
        change.Entries.ShouldHaveSingleItem().Count.ShouldBe(2);
    }

    [Fact]
    public async Task ChangeSettings_PauseEnds_TellsAtOnce()
    {
        var told = await WatchAsync(Ben);
        var now = Cluster.Time.GetUtcNow();
        await Inbox(Ben).ChangeSettingsAsync(new NotificationSettingsChange(PausedUntil: now + TimeSpan.FromDays(1)));
        await Inbox(Ben).DeliverAsync(About(NotificationKind.ClubMemberJoined, "club/a"));

        await Inbox(Ben).ChangeSettingsAsync(new NotificationSettingsChange(PausedUntil: now));

        (await told.NextAsync()).Entries.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("club/a", null)]
    [InlineData(null, NotificationKind.ClubMemberJoined)]
    public async Task SetMuted_Source_IsNotKeptAfterARestartEither(string? subject, NotificationKind? kind)
    {
        var source = new NotificationSource(subject, kind);
        (await Inbox(Ben).SetMutedAsync(source, muted: true)).Rejection.ShouldBeNull();
        await RestartAsync();

        await Inbox(Ben).DeliverAsync(About(NotificationKind.ClubMemberJoined, "club/a"));
        (await EntriesAsync(Ben)).ShouldBeEmpty();
        await Inbox(Ben).SetMutedAsync(source, muted: false);
        await Inbox(Ben).DeliverAsync(About(NotificationKind.ClubMemberJoined, "club/a"));

        (await EntriesAsync(Ben)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task MarkRead_OneOfTwo_CountsAndTellsTheOtherDevices()
    {
        await Inbox(Ben).DeliverAsync(About(NotificationKind.EventMoved, "event/a"));
        await Inbox(Ben).DeliverAsync(About(NotificationKind.EventMoved, "event/b"));
        var told = await WatchAsync(Ben);
        var entry = (await EntriesAsync(Ben))[0];

        var state = await Inbox(Ben).MarkReadAsync([entry.EntryId, "unknown"]);
        var change = await told.NextAsync();

        state.UnreadCount.ShouldBe(1);
        (change.IsNews, change.Entries.ShouldHaveSingleItem().IsRead).ShouldBe((false, true));
    }

    [Fact]
    public async Task MarkAllRead_SomethingCameAfterwards_LeavesThat()
    {
        await Inbox(Ben).DeliverAsync(About(NotificationKind.EventMoved, "event/a"));
        var seen = (await Inbox(Ben).ListAsync(10, null)).State.Version;
        await Inbox(Ben).DeliverAsync(About(NotificationKind.EventMoved, "event/b"));

        (await Inbox(Ben).MarkAllReadAsync(seen)).UnreadCount.ShouldBe(1);
    }

    [Fact]
    public async Task ChangesAfter_TooManyOfThem_SaysSo()
    {
        for (var index = 0; index < 101; index++)
        {
            await Inbox(Ben).DeliverAsync(About(NotificationKind.EventMoved, $"event/{index}"));
            Cluster.Time.Advance(TimeSpan.FromMinutes(10));
        }

        var all = await Inbox(Ben).ChangesAfterAsync(0);
        var some = await Inbox(Ben).ChangesAfterAsync(all.State.Version - 2);

        (all.IsWhole, all.Entries.Length).ShouldBe((false, 0));
        (some.IsWhole, some.Entries.Length).ShouldBe((true, 2));
    }

    [Fact]
    public async Task List_ByPage_ComesNewestFirstWithoutGaps()
    {
        for (var index = 0; index < 5; index++)
        {
            await Inbox(Ben).DeliverAsync(About(NotificationKind.EventMoved, $"event/{index}"));
        }

        var subjects = new List<string>();
        string? next = null;
        do
        {
            var page = await Inbox(Ben).ListAsync(2, next);
            subjects.AddRange(page.Entries.Select(entry => entry.Newest[0].Subject));
            next = page.NextPageToken;
        }
        while (next is not null);

        subjects.Order(StringComparer.Ordinal).ShouldBe(["event/0", "event/1", "event/2", "event/3", "event/4"]);
    }

    [Fact]
    public async Task Expire_AfterThirtyDays_RemovesIt()
    {
        await Inbox(Ben).DeliverAsync(About(NotificationKind.EventMoved, "event/a"));
        await RestartAsync(after: TimeSpan.FromDays(20));
        await Inbox(Ben).DeliverAsync(About(NotificationKind.EventMoved, "event/b"));

        await RestartAsync(after: TimeSpan.FromDays(11));
        await Inbox(Ben).ExpireAsync();

        (await EntriesAsync(Ben)).ShouldHaveSingleItem().Newest[0].Subject.ShouldBe("event/b");
        await RestartAsync(after: TimeSpan.FromDays(20));
        (await Inbox(Ben).ListAsync(10, null)).State.UnreadCount.ShouldBe(0);
    }

    [Fact]
    public async Task AskIn_OpenRoom_TellsWhoFollows()
    {
        await FollowAsync(Ben, Ada);
        var room = await OpenRoomAsync(Eve, "Engines");
        var told = await WatchAsync(Ben);

        var reply = await Inbox(Ben).AskInAsync(Ada, room);

        reply.Rejection.ShouldBeNull();
        var item = (await told.NextAsync()).Entries.ShouldHaveSingleItem().Newest[0];
        (item.Kind, item.Actor, item.Text).ShouldBe((NotificationKind.RoomPing, Ada, "Engines"));
    }

    [Fact]
    public async Task AskIn_NotAllowed_SaysWhy()
    {
        var open = await OpenRoomAsync(Eve);
        var closed = await OpenRoomAsync(Eve, kind: RoomKind.Closed);

        (await Inbox(Ben).AskInAsync(Ada, open)).Rejection.ShouldBe(InboxRejection.NotFollower);
        await FollowAsync(Ben, Ada);
        (await Inbox(Ben).AskInAsync(Ada, closed)).Rejection.ShouldBe(InboxRejection.RoomNotFound);
        await Room(open).EndAsync(Eve.Id);
        (await Inbox(Ben).AskInAsync(Ada, open)).Rejection.ShouldBe(InboxRejection.RoomEnded);
        await RelateAsync(Ben, Contracts.Social.RelationCommand.Block, Ada);
        (await Inbox(Ben).AskInAsync(Ada, open)).Rejection.ShouldBe(InboxRejection.PersonNotFound);
    }

    [Fact]
    public async Task AskIn_ClosedRoomByWhoIsOnStage_LetsThemIn()
    {
        await FollowAsync(Ben, Ada);
        var room = await OpenRoomAsync(Ada, kind: RoomKind.Closed);
        await Room(room).TakeStageAsync(Ada);
        var told = await WatchAsync(Ben);

        (await Inbox(Ben).AskInAsync(Ada, room)).Rejection.ShouldBeNull();

        (await told.NextAsync()).Entries.ShouldHaveSingleItem().Kind.ShouldBe(NotificationKind.RoomPing);
        (await Room(room).JoinAsync(Ben.Id)).Rejection.ShouldBeNull();
    }

    [Fact]
    public async Task PersonalData_ExportThenErase_TellsAllAndLeavesNothing()
    {
        await FollowAsync(Ada, Ben);
        await Inbox(Ben).SetMutedAsync(new NotificationSource("club/a", null), muted: true);
        var data = Cluster.Services.GetServices<IPersonalData>().OfType<InboxData>().Single();

        var export = (await data.ExportAsync(Ben.Id)).AsObject();
        await data.EraseAsync(Ben.Id);

        ((string?)export["mutedSources"]![0]).ShouldBe("club/a");
        ((string?)export["inbox"]![0]!["newest"]![0]!["by"]).ShouldBe("ada");
        (await data.ExportAsync(Ben.Id)).AsObject()["inbox"].ShouldBeOfType<JsonArray>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Erase_WhoWasTheActor_GoesFromTheInboxesOfOthers()
    {
        await FollowAsync(Ada, Ben);
        var told = await WatchAsync(Ben);
        var data = Cluster.Services.GetServices<IPersonalData>().OfType<InboxData>().Single();

        await data.EraseAsync(Ada.Id);
        Cluster.Schedule.Wake();

        (await told.NextAsync()).Removed.ShouldHaveSingleItem();
        (await EntriesAsync(Ben)).ShouldBeEmpty();
    }

    private Notification About(NotificationKind kind, string subject) => new(
        Identifiers.NewId(), kind, null, subject, string.Empty, null, Cluster.Time.GetUtcNow(), IsSparing: false);
}

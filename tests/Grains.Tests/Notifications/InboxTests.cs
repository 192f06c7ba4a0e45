using AudioRooms.Contracts.Notifications;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Social;
using AudioRooms.Grains.Tests.Cluster;

namespace AudioRooms.Grains.Tests.Notifications;

public sealed class InboxOnSqliteTests(SqliteTestDatabase database) : InboxTests(database), IClassFixture<SqliteTestDatabase>;

public sealed class InboxOnPostgreSqlTests(
    PostgreSqlTestDatabase database) : InboxTests(database), IClassFixture<PostgreSqlTestDatabase>;

/// <summary>Recipients of notifications.</summary>
public abstract class InboxTests(TestDatabase database) : InboxHarness(database)
{
    [Fact]
    public async Task RoomStarted_ByWhomOneFollows_IsToldAndStaysAfterARestart()
    {
        await FollowAsync(Ben, Ada);
        var told = await WatchAsync(Ben);

        var room = await OpenRoomAsync(Ada, "Engines");
        var change = await told.NextAsync();
        await RestartAsync();

        change.IsNews.ShouldBeTrue();
        change.State.UnreadCount.ShouldBe(1);
        var entry = (await EntriesAsync(Ben)).ShouldHaveSingleItem();
        entry.EntryId.ShouldBe(change.Entries.ShouldHaveSingleItem().EntryId);
        (entry.Kind, entry.Count, entry.IsRead).ShouldBe((NotificationKind.RoomStarted, 1L, false));
        var item = entry.Newest.ShouldHaveSingleItem();
        (item.Actor, item.Subject, item.Text).ShouldBe((Ada, $"room/{room}", "Engines"));
    }

    [Fact]
    public async Task RoomStarted_ByStrangers_IsNotTold()
    {
        var room = await OpenRoomAsync(Ada);

        await SettleAsync(Ben, $"room/{room}");

        (await EntriesAsync(Ben)).ShouldBeEmpty();
    }

    [Fact]
    public async Task RoomStarted_ThreeOfThem_AreOneEntryThatGrowsInPlace()
    {
        await FollowAsync(Ben, Ada);
        await FollowAsync(Ben, Eve);
        var told = await WatchAsync(Ben);
        var ids = new List<string>();

        foreach (var owner in new[] { Ada, Eve, Ada })
        {
            await OpenRoomAsync(owner);
            ids.Add((await told.NextAsync()).Entries.ShouldHaveSingleItem().EntryId);
        }

        ids.Distinct().ShouldHaveSingleItem();
        var entry = (await EntriesAsync(Ben)).ShouldHaveSingleItem();
        (entry.Count, entry.ActorCount, entry.Newest.Length).ShouldBe((3L, 2L, 3));
    }

    [Fact]
    public async Task RoomStarted_FollowedSometimes_IsToldOnceADay()
    {
        await FollowAsync(Ben, Ada, RelationCommand.HearSometimes);
        var first = await OpenRoomAsync(Ada, "first");
        await SettleAsync(Ben, $"room/{first}");
        var second = await OpenRoomAsync(Ada, "second");
        await SettleAsync(Ben, $"room/{second}");
        (await EntriesAsync(Ben)).SelectMany(entry => entry.Newest).ShouldHaveSingleItem().Text.ShouldBe("first");

        await RestartAsync(after: TimeSpan.FromHours(25));
        var third = await OpenRoomAsync(Ada, "third");
        await SettleAsync(Ben, $"room/{third}");

        (await EntriesAsync(Ben)).SelectMany(entry => entry.Newest).Select(item => item.Text).ShouldContain("third");
    }

    [Theory]
    [InlineData(RelationCommand.HearNever)]
    [InlineData(RelationCommand.Mute)]
    public async Task RoomStarted_NotWanted_IsNotTold(RelationCommand command)
    {
        await FollowAsync(Ben, Ada);
        await RelateAsync(Ben, command, Ada);

        var room = await OpenRoomAsync(Ada);
        await SettleAsync(Ben, $"room/{room}");

        (await EntriesAsync(Ben)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(RoomKind.Closed, true, 0)]
    [InlineData(RoomKind.Social, false, 0)]
    [InlineData(RoomKind.Social, true, 1)]
    public async Task RoomStarted_NotOpenToAll_IsToldToWhoMayEnter(RoomKind kind, bool followsBack, int entries)
    {
        await FollowAsync(Ben, Ada);
        if (followsBack)
        {
            await FollowAsync(Ada, Ben);
        }

        await Inbox(Ben).MarkAllReadAsync(long.MaxValue);
        var room = await OpenRoomAsync(Ada, kind: kind);
        await SettleAsync(Ben, $"room/{room}");

        (await EntriesAsync(Ben)).Count(entry => entry.Kind == NotificationKind.RoomStarted).ShouldBe(entries);
    }

    [Fact]
    public async Task Block_AfterItWasTold_TakesItBackOnBothSides()
    {
        await FollowAsync(Ben, Ada);
        var told = await WatchAsync(Ben);
        await OpenRoomAsync(Ada);
        await told.NextAsync();
        var toldAda = await WatchAsync(Ada);

        await RelateAsync(Ada, RelationCommand.Block, Ben);
        var removed = (await told.NextAsync()).Removed;
        await toldAda.NextAsync();

        removed.ShouldHaveSingleItem();
        (await EntriesAsync(Ben)).ShouldBeEmpty();
        (await EntriesAsync(Ada)).ShouldBeEmpty();
        (await Inbox(Ben).ListAsync(10, null)).State.UnreadCount.ShouldBe(0);
    }

    [Fact]
    public async Task RoomEnded_WasTold_IsWithdrawn()
    {
        await FollowAsync(Ben, Ada);
        var told = await WatchAsync(Ben);
        var room = await OpenRoomAsync(Ada);
        var entry = (await told.NextAsync()).Entries.ShouldHaveSingleItem();

        await Room(room).EndAsync(Ada.Id);
        Cluster.Advance(TimeSpan.FromSeconds(1));
        var change = await told.NextAsync();

        change.Removed.ShouldBe([entry.EntryId]);
        change.IsNews.ShouldBeFalse();
        (await EntriesAsync(Ben)).ShouldBeEmpty();
    }

    [Fact]
    public async Task SpokeOnStage_ByWhomOneHearsAlways_IsTold()
    {
        await FollowAsync(Ben, Eve);
        await FollowAsync(Ada, Eve, RelationCommand.HearSometimes);
        var host = await SomebodyAsync("host");
        var room = await OpenRoomAsync(host);
        await Room(room).TakeStageAsync(host);

        await Room(room).CommandAsync(host, new InviteToStage(Eve.Id));
        await Room(room).TakeStageAsync(Eve);
        await SettleAsync(Ben, $"room/{room}");
        await SettleAsync(Ada, $"room/{room}");

        var entry = (await EntriesAsync(Ben)).ShouldHaveSingleItem();
        (entry.Kind, entry.Newest[0].Actor).ShouldBe((NotificationKind.SpokeOnStage, Eve));
        (await EntriesAsync(Ada)).ShouldBeEmpty();
    }

    [Fact]
    public async Task StageInvited_AStrangerToTheHost_IsTold()
    {
        var told = await WatchAsync(Ben);
        var room = await OpenRoomAsync(Ada, "Engines");
        await Room(room).TakeStageAsync(Ada);

        await Room(room).CommandAsync(Ada, new InviteToStage(Ben.Id));

        var entry = (await told.NextAsync()).Entries.ShouldHaveSingleItem();
        (entry.Kind, entry.Newest[0].Text).ShouldBe((NotificationKind.StageInvited, "Engines"));
    }

    [Fact]
    public async Task Follow_ThenBack_TellsEachOfTheOther()
    {
        var (toldAda, toldBen) = (await WatchAsync(Ada), await WatchAsync(Ben));

        await RelateAsync(Ada, RelationCommand.Follow, Ben);
        var first = (await toldBen.NextAsync()).Entries.ShouldHaveSingleItem();
        await RelateAsync(Ben, RelationCommand.Follow, Ada);
        var second = (await toldAda.NextAsync()).Entries.ShouldHaveSingleItem();

        (first.Kind, first.Newest[0].Actor).ShouldBe((NotificationKind.Followed, Ada));
        (second.Kind, second.Newest[0].Actor).ShouldBe((NotificationKind.FollowedBack, Ben));
    }

    [Fact]
    public async Task Follow_AgainAndAgain_IsToldOnce()
    {
        var told = await WatchAsync(Ben);
        await RelateAsync(Ada, RelationCommand.Follow, Ben);
        await told.NextAsync();

        await RelateAsync(Ada, RelationCommand.Unfollow, Ben);
        await RelateAsync(Ada, RelationCommand.Follow, Ben);
        await SettleAsync(Ben, $"user/{Ada.Id}");

        (await EntriesAsync(Ben)).ShouldHaveSingleItem().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Announce_MoreFollowersThanAPage_ReachesTheLastOne()
    {
        var followers = new List<Contracts.Users.Person>();
        for (var index = 0; index < 101; index++)
        {
            followers.Add(await SomebodyAsync($"f{index}"));
            await RelateAsync(followers[^1], RelationCommand.Follow, Ada);
        }

        var last = followers.MaxBy(follower => follower.Id.Value, StringComparer.Ordinal)!;
        var told = await WatchAsync(last);
        await OpenRoomAsync(Ada);

        (await told.NextAsync()).Entries.ShouldHaveSingleItem().Kind.ShouldBe(NotificationKind.RoomStarted);
    }
}

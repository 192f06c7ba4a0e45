using AudioRooms.Contracts;
using AudioRooms.Contracts.Discovery;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Social;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Tests.Cluster;
using Dapper;

namespace AudioRooms.Grains.Tests.Discovery;

public sealed class HallwayWatchOnSqliteTests(SqliteTestDatabase database)
    : HallwayWatchTests(database), IClassFixture<SqliteTestDatabase>;

public sealed class HallwayWatchOnPostgreSqlTests(PostgreSqlTestDatabase database)
    : HallwayWatchTests(database), IClassFixture<PostgreSqlTestDatabase>;

/// <summary>A gateway that asks for news of the hallway. Rooms of the class's other tests are ignored.</summary>
public abstract class HallwayWatchTests(TestDatabase database) : IAsyncLifetime
{
    private const long Watch = 7;

    private readonly string gateway = Identifiers.NewId();
    private GrainCluster cluster = null!;
    private Guid life;
    private Person ada = null!;
    private Person ben = null!;
    private Person eve = null!;

    public async Task InitializeAsync()
    {
        cluster = await database.GrainsAsync();
        ada = await SomebodyAsync("ada");
        ben = await SomebodyAsync("ben");
        eve = await SomebodyAsync("eve");
        life = (await ExchangeAsync(new HallwayOrders(Guid.Empty, [], [], WantsNews: false))).Life;
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Exchange_OpenedWatch_GetsAPictureOfWhatTheHallwayShows()
    {
        await RelateAsync(ada, RelationCommand.Follow, ben);
        var room = await OpenAsync(ben, "music");

        var picture = await WatchAsync(HallwayReason.Other);

        picture.IsPicture.ShouldBeTrue();
        var entry = picture.Rooms.Single(entry => entry.Room.Room == room);
        (entry.Reason, entry.Room.Title).ShouldBe((HallwayReason.Followed, "Evening"));
        entry.Known.ShouldBe([ben]);
        var page =
            (await cluster.Grains.GetGrain<IDiscoveryGrain>(0).HallwayAsync(ada.Id, HallwayReason.Other, "", 100, null)).Value!;
        picture.Rooms.Select(shown => (shown.Room.Room, shown.Reason)).ShouldBe(
            page.Rooms.Select(shown => (shown.Room.Room, shown.Reason)));
    }

    [Fact]
    public async Task Exchange_RoomOpens_Appears()
    {
        await WatchAsync(HallwayReason.Other);

        var room = await OpenAsync(ben, "music");

        (await NewsAsync())!.Rooms.ShouldHaveSingleItem().Room.Room.ShouldBe(room);
        (await NewsAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Exchange_RoomEnds_IsGoneWithTheNextNews()
    {
        var room = await OpenAsync(ben, "music");
        await WatchAsync(HallwayReason.Other);

        await Room(room).EndAsync(ben.Id);

        var news = await NewsAsync();
        news!.Gone.ShouldBe([room]);
        news.Rooms.ShouldBeEmpty();
    }

    [Fact]
    public async Task Exchange_RoomThatNobodyIsShownChanges_SaysNothing()
    {
        var room = await OpenAsync(ben, "music");
        await WatchAsync(HallwayReason.Interest);

        await Room(room).EndAsync(ben.Id);

        (await NewsAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Exchange_FollowedPersonComesOnStage_BringsTheRoomToTheBar()
    {
        await RelateAsync(ada, RelationCommand.Follow, eve);
        var room = await OpenAsync(ben, "music");
        await WatchAsync(HallwayReason.Interest);

        await Room(room).TakeStageAsync(eve);
        var came = await NewsAsync();
        await Room(room).LeaveStageAsync(eve.Id);
        var went = await NewsAsync();

        var entry = came!.Rooms.ShouldHaveSingleItem();
        (entry.Room.Room, entry.Reason, entry.Room.SpeakerCount).ShouldBe((room, HallwayReason.Followed, 1));
        entry.Known.ShouldBe([eve]);
        went!.Gone.ShouldBe([room]);
    }

    [Fact]
    public async Task Exchange_BlockedSpeakerComesOnStage_TakesTheRoomAway()
    {
        var room = await OpenAsync(ben, "music");
        await RelateAsync(eve, RelationCommand.Block, ada);
        await WatchAsync(HallwayReason.Other);

        await Room(room).TakeStageAsync(eve);

        (await NewsAsync())!.Gone.ShouldBe([room]);
    }

    [Fact]
    public async Task Exchange_TheOwnerBlocksTheViewer_TakesTheRoomAway()
    {
        var room = await OpenAsync(ben, "music");
        await WatchAsync(HallwayReason.Other);

        await RelateAsync(ben, RelationCommand.Block, ada);

        (await NewsAsync())!.Gone.ShouldBe([room]);
    }

    [Fact]
    public async Task Exchange_TheViewerFollowsTheOwner_SaysTheNewReason()
    {
        var room = await OpenAsync(ben, "music");
        await WatchAsync(HallwayReason.Other);

        await RelateAsync(ada, RelationCommand.Follow, ben);

        var entry = (await NewsAsync())!.Rooms.ShouldHaveSingleItem();
        (entry.Room.Room, entry.Reason).ShouldBe((room, HallwayReason.Followed));
    }

    [Fact]
    public async Task Exchange_TheViewerHasANewInterest_BringsItsRoomsToTheBar()
    {
        var room = await OpenAsync(ben, "outdoors_pets");
        await WatchAsync(HallwayReason.Interest);

        await User(ada).UpdateProfileAsync(new ProfileChange(Interests: ["outdoors"]));

        (await NewsAsync())!.Rooms.Select(entry => (entry.Room.Room, entry.Reason)).ShouldContain((room, HallwayReason.Interest));
    }

    [Fact]
    public async Task Exchange_RoomIsRenamed_IsTold()
    {
        var room = await OpenAsync(ben, "music");
        await WatchAsync(HallwayReason.Other);

        (await Room(room).CommandAsync(ben, new RenameRoom("Another evening", ["music"]))).Rejection.ShouldBeNull();

        (await NewsAsync())!.Rooms.ShouldHaveSingleItem().Room.Title.ShouldBe("Another evening");
    }

    [Fact]
    public async Task Exchange_TheOwnerIsSuspendedForAWhile_TakesTheRoomAwayAndBringsItBack()
    {
        var room = await OpenAsync(ben, "music");
        await WatchAsync(HallwayReason.Other);

        await SuspendAsync(ben, until: long.MaxValue);
        var gone = await NewsAsync();
        await SuspendAsync(ben, until: 0);
        var back = await NewsAsync();

        gone!.Gone.ShouldBe([room]);
        back!.Rooms.ShouldHaveSingleItem().Room.Room.ShouldBe(room);
    }

    [Fact]
    public async Task Exchange_ClosedRoom_IsNeverTold()
    {
        await WatchAsync(HallwayReason.Other);
        var room = new RoomId(Identifiers.NewId());

        await Room(room).CreateAsync(new CreateRoom(ben, "Secret", ["music"], "en", StagePolicy.Open, 3)
        {
            Settings = RoomSettings.Default with { Kind = RoomKind.Closed },
        });

        (await NewsAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Exchange_ClosedWatch_HearsNothingMore()
    {
        await WatchAsync(HallwayReason.Other);
        await OpenAsync(ben, "music");

        (await ExchangeAsync(new HallwayOrders(life, [], [Watch], WantsNews: true))).Updates.ShouldBeEmpty();
    }

    [Fact]
    public async Task Exchange_OrdersForAnotherLife_DoNothingAndSayWhoAnswers()
    {
        var order = new HallwayWatch(Watch, ada.Id, HallwayReason.Other, "");

        var news = await ExchangeAsync(new HallwayOrders(Guid.NewGuid(), [order], [], WantsNews: true));

        news.Life.ShouldBe(life);
        news.Updates.ShouldBeEmpty();
    }

    [Fact]
    public async Task Exchange_PictureOfANewWatch_DoesNotWaitForNews()
    {
        var room = await OpenAsync(ben, "music");
        await WatchAsync(HallwayReason.Other);
        var another = new HallwayWatch(8, eve.Id, HallwayReason.Other, "");

        var news = await ExchangeAsync(new HallwayOrders(life, [another], [], WantsNews: false));

        news.Updates.ShouldHaveSingleItem().Rooms.ShouldContain(entry => entry.Room.Room == room);
    }

    [Fact]
    public async Task Exchange_TheDatabaseFailedHalfWay_ShowsWhatChangedAllTheSame()
    {
        var before = await OpenAsync(ben, "music");
        var hiddenOwners = await OpenAsync(eve, "music");
        await WatchAsync(HallwayReason.Other);
        var room = await OpenAsync(ben, "music");
        await Room(before).TakeStageAsync(eve);
        await SuspendAsync(eve, until: long.MaxValue);
        await ExecuteAsync("ALTER TABLE room_stage RENAME TO room_stage_away");

        await Should.ThrowAsync<Exception>(NewsAsync());
        await ExecuteAsync("ALTER TABLE room_stage_away RENAME TO room_stage");

        // After a failed exchange the gateway starts its exchange again from the beginning.
        await ExchangeAsync(new HallwayOrders(Guid.Empty, [], [], WantsNews: false));
        var shown = (await WatchAsync(HallwayReason.Other)).Rooms.ToDictionary(entry => entry.Room.Room, entry => entry.Room);
        await SuspendAsync(eve, until: 0);
        shown.ShouldContainKey(room);
        shown[before].SpeakerCount.ShouldBe(1);
        shown.ShouldNotContainKey(hiddenOwners);
    }

    private async Task<HallwayUpdate> WatchAsync(HallwayReason weakest)
    {
        var order = new HallwayWatch(Watch, ada.Id, weakest, "");
        return (await ExchangeAsync(new HallwayOrders(life, [order], [], WantsNews: true))).Updates.Single(
            update => update.Watch == Watch);
    }

    private async Task<HallwayUpdate?> NewsAsync() =>
        (await ExchangeAsync(new HallwayOrders(life, [], [], WantsNews: true))).Updates.SingleOrDefault();

    private Task<HallwayNews> ExchangeAsync(HallwayOrders orders) =>
        cluster.Grains.GetGrain<IHallwayWatchGrain>(gateway).ExchangeAsync(orders);

    private IUserGrain User(Person person) => cluster.Grains.GetGrain<IUserGrain>(person.Id.Value);

    private IRoomGrain Room(RoomId room) => cluster.Grains.GetGrain<IRoomGrain>(room.Value);

    private async Task<RoomId> OpenAsync(Person owner, string topic)
    {
        var room = new RoomId(Identifiers.NewId());
        (await Room(room).CreateAsync(new CreateRoom(owner, "Evening", [topic], "en", StagePolicy.Open, 3))).Rejection
            .ShouldBeNull();
        return room;
    }

    private async Task<Person> SomebodyAsync(string name)
    {
        var person = new Person(new UserId(Identifiers.NewId()), name, name);
        await User(person).RegisterAsync(person);
        return person;
    }

    private Task SuspendAsync(Person person, long until) => ExecuteAsync(
        """
        INSERT INTO account_standing (user_id, power, suspended_until_ms) VALUES (@User, 1, @Until)
        ON CONFLICT (user_id) DO UPDATE SET suspended_until_ms = excluded.suspended_until_ms
        """,
        new { User = person.Id.Value, Until = until });

    private async Task ExecuteAsync(string sql, object? parameters = null)
    {
        await using var connection = await database.Source.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, parameters);
    }

    private async Task RelateAsync(Person actor, RelationCommand command, Person other) =>
        (await User(actor).RelateAsync(command, other.Id)).Rejection.ShouldBeNull();
}

using AudioRooms.Contracts;
using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Tests.Cluster;
using Dapper;

namespace AudioRooms.Grains.Tests.Rooms;

public sealed class RoomGrainOnSqliteTests(SqliteTestDatabase database)
    : RoomGrainTests(database), IClassFixture<SqliteTestDatabase>;

public sealed class RoomGrainOnPostgreSqlTests(PostgreSqlTestDatabase database)
    : RoomGrainTests(database), IClassFixture<PostgreSqlTestDatabase>;

public abstract class RoomGrainTests(TestDatabase database) : IAsyncLifetime
{
    private static readonly Person Owner = Somebody("owner");
    private static readonly Person Guest = Somebody("guest");

    private readonly RoomId id = new(Identifiers.NewId());
    private GrainCluster cluster = null!;

    private IRoomGrain Room => cluster.Grains.GetGrain<IRoomGrain>(id.Value);

    public async Task InitializeAsync() => cluster = await database.GrainsAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Get_NoSuchRoom_IsNotFound() => (await Room.GetAsync()).Rejection.ShouldBe(RoomRejection.NotFound);

    [Fact]
    public async Task Create_Twice_IsRejected()
    {
        await CreateAsync();

        var second = await Room.CreateAsync(Command());

        second.Rejection.ShouldBe(RoomRejection.AlreadyExists);
    }

    [Fact]
    public async Task AnyCommand_SiloRestarted_IsStillThere()
    {
        await CreateAsync();
        await Room.TakeStageAsync(Guest);
        await Room.SetMutedAsync(Guest.Id, muted: true);

        cluster = await database.RestartAsync();
        var view = (await Room.GetAsync()).Value.ShouldNotBeNull();

        view.Card.Title.ShouldBe("Coffee");
        view.Card.Owner.ShouldBe(Owner);
        view.Version.ShouldBe(3);
        view.Stage.Members.ShouldHaveSingleItem().ShouldBe(new StageMember(Guest, 1, Muted: true));
    }

    [Fact]
    public async Task TakeStage_StorageFails_ChangesNothingAndTellsNobody()
    {
        await CreateAsync();
        var gatewayRoom = await OpenGatewayRoomAsync();
        cluster.Journal.IsBroken = true;

        await Should.ThrowAsync<IOException>(() => Room.TakeStageAsync(Guest));

        cluster.Journal.IsBroken = false;
        (await Room.GetAsync()).Value!.Stage.Members.ShouldBeEmpty();
        gatewayRoom.TakeChange().ShouldBeNull();
    }

    [Fact]
    public async Task TakeStage_AnotherActivationWrote_IsRefusedAndNextCallSeesIt()
    {
        await CreateAsync();
        await using (var connection = await database.Source.OpenConnectionAsync())
        {
            await connection.ExecuteAsync(
                """
                INSERT INTO room_events (room_id, version, kind, at_ms, payload)
                SELECT room_id, 2, 'ended', at_ms, '{"By":{"Value":"owner"},"Version":2,"At":"2026-01-02T12:00:00+00:00"}'
                FROM room_events WHERE room_id = @Id AND version = 1
                """,
                new { Id = id.Value });
        }

        await Should.ThrowAsync<Exception>(() => Room.TakeStageAsync(Guest));

        (await Room.GetAsync()).Value!.Card.Phase.ShouldBe(RoomPhase.Ended);
    }

    [Fact]
    public async Task TakeStage_PostIsOpen_IsToldBeforeTheCallerIsAnswered()
    {
        await CreateAsync();
        var gatewayRoom = await OpenGatewayRoomAsync();

        var grant = (await Room.TakeStageAsync(Guest)).Value.ShouldNotBeNull();

        var change = await gatewayRoom.NextChangeAsync();
        change.Event.ShouldBeOfType<StageTaken>().Member.Source.ShouldBe(grant.Source);
        change.Stage.Epoch.ShouldBe(grant.Epoch);
    }

    [Fact]
    public async Task EventsAfter_ClientWasAway_AreGapless()
    {
        await CreateAsync();
        await Room.TakeStageAsync(Guest);
        await Room.LeaveStageAsync(Guest.Id);

        var missed = await Room.EventsAfterAsync(1);

        missed.ShouldNotBeNull().Select(happened => happened.Version).ShouldBe([2L, 3L]);
    }

    [Fact]
    public async Task EventsAfter_NothingHappened_IsEmpty()
    {
        await CreateAsync();

        (await Room.EventsAfterAsync(1)).ShouldNotBeNull().ShouldBeEmpty();
    }

    [Fact]
    public async Task ReportPresence_TwoGateways_CountsTheirSum()
    {
        await CreateAsync();
        await Room.ReportPresenceAsync(new GatewayPresence("a", 3, []) { Number = 1 });
        await Room.ReportPresenceAsync(new GatewayPresence("b", 4, []) { Number = 1 });
        await Room.ReportPresenceAsync(new GatewayPresence("a", 1, []) { Number = 2 });

        (await Room.GetAsync()).Value!.Card.ListenerCount.ShouldBe(5);
    }

    [Fact]
    public async Task ListLive_EndedRoom_IsNotListed()
    {
        await CreateAsync();
        var directory = cluster.Grains.GetGrain<IRoomDirectoryGrain>(0);
        (await ListAllAsync(directory)).ShouldContain(id);

        await Room.EndAsync(Owner.Id);

        (await ListAllAsync(directory)).ShouldNotContain(id);
    }

    [Fact]
    public async Task ListLive_MoreThanAPage_ComesWholeAndOnce()
    {
        var made = new List<RoomId>();
        for (var index = 0; index < 5; index++)
        {
            var room = new RoomId(Identifiers.NewId());
            await cluster.Grains.GetGrain<IRoomGrain>(room.Value).CreateAsync(Command());
            made.Add(room);
        }

        var listed = await ListAllAsync(cluster.Grains.GetGrain<IRoomDirectoryGrain>(0), pageSize: 2);

        listed.ShouldBeUnique();
        made.ShouldBeSubsetOf(listed);
    }

    private static async Task<List<RoomId>> ListAllAsync(IRoomDirectoryGrain directory, int pageSize = 100)
    {
        var rooms = new List<RoomId>();
        string? token = null;
        do
        {
            var page = await directory.ListLiveAsync(pageSize, token);
            rooms.AddRange(page.Rooms.Select(card => card.Room));
            token = page.NextPageToken;
        }
        while (token is not null);

        return rooms;
    }

    private static Person Somebody(string name) => new(new UserId(name), name, name);

    private static CreateRoom Command() => new(Owner, "Coffee", ["code"], "en", StagePolicy.Open, ActiveSpeakers: 3);

    private async Task CreateAsync() => (await Room.CreateAsync(Command())).Rejection.ShouldBeNull();

    private async Task<RecordingGatewayRoom> OpenGatewayRoomAsync()
    {
        var gatewayRoom = new RecordingGatewayRoom();
        var listener = cluster.Grains.GetGrain<IListenerGrain>(ListenerKeys.For(id, "gateway"));
        (await listener.OpenAsync(cluster.Grains.CreateObjectReference<IGatewayRoom>(gatewayRoom), opening: 1)).Rejection
            .ShouldBeNull();
        return gatewayRoom;
    }
}

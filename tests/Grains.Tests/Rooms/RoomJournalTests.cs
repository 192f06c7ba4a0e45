using AudioRooms.Contracts;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Rooms;
using AudioRooms.Grains.Tests.Cluster;
using Dapper;

namespace AudioRooms.Grains.Tests.Rooms;

public sealed class RoomJournalOnSqliteTests(SqliteTestDatabase database)
    : RoomJournalTests(database), IClassFixture<SqliteTestDatabase>;

public sealed class RoomJournalOnPostgreSqlTests(PostgreSqlTestDatabase database)
    : RoomJournalTests(database), IClassFixture<PostgreSqlTestDatabase>;

/// <summary>Repeated commands and snapshots. Each acknowledged command is stored exactly once.</summary>
public abstract class RoomJournalTests(TestDatabase database) : IAsyncLifetime
{
    private static readonly Person Owner = Somebody("owner");
    private static readonly Person Guest = Somebody("guest");

    private readonly RoomId id = new(Identifiers.NewId());
    private GrainCluster cluster = null!;

    private IRoomGrain Room => cluster.Grains.GetGrain<IRoomGrain>(id.Value);

    public async Task InitializeAsync()
    {
        cluster = await database.GrainsAsync();
        var command = new CreateRoom(Owner, "Coffee", ["code"], "en", StagePolicy.Open, ActiveSpeakers: 3);
        (await Room.CreateAsync(command)).Rejection.ShouldBeNull();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Command_Repeated_IsAnsweredAsBeforeAndAppliedOnce()
    {
        (await Room.CommandAsync(Guest, new RaiseHand(null), "key-1")).Rejection.ShouldBeNull();
        (await Room.CommandAsync(Guest, new LowerHand(null), "key-2")).Rejection.ShouldBeNull();

        var repeated = await Room.CommandAsync(Guest, new RaiseHand(null), "key-1");

        repeated.Value.ShouldNotBeNull().Hands.ShouldBeEmpty();
        repeated.Value.Version.ShouldBe(3);
    }

    [Fact]
    public async Task Command_RepeatedByAnotherWithTheSameKey_IsAnotherCommand()
    {
        await Room.CommandAsync(Guest, new RaiseHand(null), "key");

        (await Room.CommandAsync(Somebody("other"), new RaiseHand(null), "key")).Value.ShouldNotBeNull().Hands.Length.ShouldBe(2);
    }

    [Fact]
    public async Task Command_RefusedAndRepeated_IsRefusedAsBefore()
    {
        await Room.CommandAsync(Guest, new LowerHand(null), "key");
        await Room.CommandAsync(Guest, new RaiseHand(null), "other");

        (await Room.CommandAsync(Guest, new LowerHand(null), "key")).Rejection.ShouldBe(RoomRejection.HandNotRaised);
    }

    [Fact]
    public async Task Command_KilledBetweenAppendAndReply_RepeatedIsAppliedOnce()
    {
        cluster.Journal.DiesAfterAppend = true;
        await Should.ThrowAsync<IOException>(() => Room.CommandAsync(Guest, new RaiseHand("Why?"), "key"));
        await RestartAsync();
        await Room.CommandAsync(Guest, new LowerHand(null));

        var repeated = await Room.CommandAsync(Guest, new RaiseHand("Why?"), "key");

        repeated.Rejection.ShouldBeNull();
        repeated.Value.ShouldNotBeNull().Version.ShouldBe(3);
        repeated.Value.Hands.ShouldBeEmpty();
    }

    [Fact]
    public async Task TakeStage_KilledBetweenAppendAndReply_RepeatedGrantsTheSameStay()
    {
        cluster.Journal.DiesAfterAppend = true;
        await Should.ThrowAsync<IOException>(() => Room.TakeStageAsync(Guest, "key"));
        await RestartAsync();

        var grant = (await Room.TakeStageAsync(Guest, "key")).Value.ShouldNotBeNull();

        grant.Source.ShouldBe(1u);
        grant.View.Version.ShouldBe(2);
        (await Room.TakeStageAsync(Guest, "other")).Rejection.ShouldBe(RoomRejection.AlreadyOnStage);
    }

    [Fact]
    public async Task TakeStage_RepeatedAfterTheStay_NamesTheOldStay()
    {
        await Room.TakeStageAsync(Guest, "key");
        await Room.LeaveStageAsync(Guest.Id, "leave");
        await Room.TakeStageAsync(Owner);

        var repeated = (await Room.TakeStageAsync(Guest, "key")).Value.ShouldNotBeNull();

        repeated.Source.ShouldBe(1u);
        repeated.View.Stage.Members.ShouldHaveSingleItem().Person.ShouldBe(Owner);
    }

    [Fact]
    public async Task Command_RepeatedToAnActivationThatForgotIt_IsFoundInTheJournal()
    {
        await Room.CommandAsync(Guest, new RaiseHand(null), "key");

        (await cluster.Journal.FindCommandAsync(id, new CommandKey(Guest.Id, "key"))).ShouldNotBeNull().Version.ShouldBe(2);
        (await cluster.Journal.FindCommandAsync(id, new CommandKey(Owner.Id, "key"))).ShouldBeNull();
    }

    [Fact]
    public async Task Append_CommandThatIsStored_IsRefusedByTheDatabase()
    {
        await Room.CommandAsync(Guest, new RaiseHand(null), "key");
        var room = (await cluster.Journal.LoadAsync(id)).ShouldNotBeNull();
        var lowered = room.Decide(Guest, new LowerHand(null), isFollowed: false, new(), DateTimeOffset.UnixEpoch);

        await Should.ThrowAsync<RoomJournalConflictException>(
            () => cluster.Journal.AppendAsync(lowered.Next!, lowered.Events, KeyedCommand.Of(Guest.Id, "key", "print")));
    }

    [Fact]
    public async Task Command_KeyOfACommandOfBeforeARestart_IsRefused()
    {
        await Room.CommandAsync(Guest, new RaiseHand("Why?"), "key");
        await RestartAsync();

        (await Room.CommandAsync(Guest, new RaiseHand("How?"), "key")).Rejection.ShouldBe(RoomRejection.KeyReused);
        (await Room.CommandAsync(Guest, new RaiseHand("Why?"), "key")).Rejection.ShouldBeNull();
    }

    [Fact]
    public async Task Command_KeyOfAnotherCommand_IsRefusedAndNotCarriedOut()
    {
        await Room.CommandAsync(Guest, new RaiseHand("Why?"), "key");

        var other = await Room.CommandAsync(Guest, new RaiseHand("How?"), "key");
        var stage = await Room.TakeStageAsync(Guest, "key");
        var repeated = await Room.CommandAsync(Guest, new RaiseHand("Why?"), "key");

        other.Rejection.ShouldBe(RoomRejection.KeyReused);
        stage.Rejection.ShouldBe(RoomRejection.KeyReused);
        repeated.Value.ShouldNotBeNull().Hands.ShouldHaveSingleItem().Question.ShouldBe("Why?");
    }

    [Fact]
    public async Task Load_AfterASnapshot_ReplaysOnlyWhatFollowed()
    {
        await Room.TakeStageAsync(Guest);
        for (var times = 0; times < SqlRoomJournal.SnapshotEvery + 10; times++)
        {
            await Room.SetMutedAsync(Guest.Id, muted: times % 2 == 0);
        }

        await using (var connection = await database.Source.OpenConnectionAsync())
        {
            // If loading needed these rows, it would fail.
            await connection.ExecuteAsync("DELETE FROM room_events WHERE room_id = @Id AND version < 200", new { Id = id.Value });
        }

        await RestartAsync();
        var view = (await Room.GetAsync()).Value.ShouldNotBeNull();

        view.Version.ShouldBe(SqlRoomJournal.SnapshotEvery + 12);
        view.Card.Title.ShouldBe("Coffee");
        view.Stage.Members.ShouldHaveSingleItem().Person.ShouldBe(Guest);
    }

    [Fact]
    public async Task EventsAfter_TooFarBehind_IsNothingAndTheViewIsTaken()
    {
        await Room.TakeStageAsync(Guest);
        for (var times = 0; times < 260; times++)
        {
            await Room.SetMutedAsync(Guest.Id, muted: times % 2 == 0);
        }

        (await Room.EventsAfterAsync(1)).ShouldBeNull();
        (await Room.EventsAfterAsync(10)).ShouldNotBeNull().Select(happened => happened.Version)
            .ShouldBe(Enumerable.Range(11, 252).Select(version => (long)version));
    }

    private static Person Somebody(string name) => new(new UserId(name), name, name);

    private async Task RestartAsync()
    {
        cluster = await database.RestartAsync();
    }
}

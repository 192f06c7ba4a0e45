using System.Collections.Immutable;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Tests.Cluster;

namespace AudioRooms.Grains.Tests.Rooms;

/// <summary>The audience of a room, at two gateways.</summary>
public sealed class AudienceTests(SqliteTestDatabase database) : IClassFixture<SqliteTestDatabase>, IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly Person Owner = Somebody("owner");
    private static readonly Person Guest = Somebody("guest");

    private readonly RoomId id = new(Identifiers.NewId());
    private readonly RecordingGatewayRoom here = new();
    private readonly RecordingGatewayRoom there = new();
    private GrainCluster cluster = null!;
    private IGatewayRoom[] references = [];

    private IRoomGrain Room => cluster.Grains.GetGrain<IRoomGrain>(id.Value);

    public async Task InitializeAsync()
    {
        cluster = await database.GrainsAsync();
        await Room.CreateAsync(new CreateRoom(Owner, "Coffee", [], "en", StagePolicy.Open, ActiveSpeakers: 3));
        references = [
            cluster.Grains.CreateObjectReference<IGatewayRoom>(here),
            cluster.Grains.CreateObjectReference<IGatewayRoom>(there),
        ];
        await ListenerAt("here").OpenAsync(references[0], opening: 1);
        await ListenerAt("there").OpenAsync(references[1], opening: 1);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>Ten thousand people come. The room is asked once for each person and stores nothing, and the audience's arrivals
    /// and departures never reach it.</summary>
    [Fact]
    public async Task Join_TenThousand_CostsTheRoomOneReadEach()
    {
        const int People = 10_000;
        var appends = cluster.Journal.Appends;
        var joins = cluster.Calls.CountOf(nameof(IRoomGrain), nameof(IRoomGrain.JoinAsync));
        var calls = cluster.Calls.CountOf(nameof(IRoomGrain));
        var crowd = Enumerable.Range(0, People).Select(number => Somebody($"p{number}")).ToImmutableArray();

        foreach (var person in crowd)
        {
            (await Room.JoinAsync(person.Id)).Rejection.ShouldBeNull();
        }

        await ListenerAt("here").ReportRosterAsync(
            new RosterChange([.. crowd.Select(person => new Arrival(person, Noon))], [], IsWhole: false));
        await ListenerAt("here").ReportRosterAsync(new RosterChange([], [.. crowd.Select(person => person.Id)], IsWhole: false));

        cluster.Journal.Appends.ShouldBe(appends);
        (cluster.Calls.CountOf(nameof(IRoomGrain), nameof(IRoomGrain.JoinAsync)) - joins).ShouldBe(People);

        // The grain that announces the new room may read it once more meanwhile.
        (cluster.Calls.CountOf(nameof(IRoomGrain)) - calls).ShouldBeLessThanOrEqualTo(People + 5);
    }

    [Fact]
    public async Task ListAudience_CameAndWent_ListsWhoIsThereByPage()
    {
        await ListenerAt("here").ReportRosterAsync(Arrived("c", "a", "b", "d"));
        await ListenerAt("here").ReportRosterAsync(new RosterChange([], [new UserId("b")], IsWhole: false));

        var first = await ListenerAt("here").ListAudienceAsync(null, "", 2);
        var second = await ListenerAt("here").ListAudienceAsync(first[^1].Id, "", 2);

        first.Select(person => person.Handle).ShouldBe(["a", "c"]);
        second.Select(person => person.Handle).ShouldBe(["d"]);
    }

    [Fact]
    public async Task ListAudience_WholeRoster_ReplacesWhatWasReported()
    {
        await ListenerAt("here").ReportRosterAsync(Arrived("a", "b"));
        await ListenerAt("here").ReportRosterAsync(Arrived("c") with { IsWhole = true });

        (await ListenerAt("here").ListAudienceAsync(null, "", 100)).Select(person => person.Handle).ShouldBe(["c"]);
    }

    [Fact]
    public async Task ListAudience_OnStage_IsNotInTheAudience()
    {
        await ListenerAt("here").ReportRosterAsync(Arrived("guest", "other"));
        await Room.TakeStageAsync(Guest);

        (await ListenerAt("here").ListAudienceAsync(null, "", 100)).Select(person => person.Handle).ShouldBe(["other"]);
    }

    [Theory]
    [InlineData("ze", "zelie")]
    [InlineData("eli", "")]
    [InlineData("dup", "zelie")]
    [InlineData("DUP", "zelie")]
    [InlineData("o_b", "o_brien")]
    public async Task ListAudience_Words_FindHandlesAndNamesByTheirBeginning(string words, string expected)
    {
        var zelie = new Person(new UserId("z"), "zelie", "Z\u00e9lie Dup\u00e9");
        var brien = new Person(new UserId("b"), "o_brien", "Brian");
        await ListenerAt("here").ReportRosterAsync(
            new RosterChange([new Arrival(zelie, Noon), new Arrival(brien, Noon), new Arrival(Guest, Noon)], [], IsWhole: false));

        var found = await ListenerAt("here").ListAudienceAsync(null, words, 100);

        string.Join(' ', found.Select(person => person.Handle)).ShouldBe(expected);
    }

    [Fact]
    public async Task ReportRoster_SomebodyCame_IsToldToTheOtherGatewaysOnce()
    {
        await ListenerAt("here").ReportRosterAsync(Arrived("guest"));
        await ListenerAt("here").ReportRosterAsync(Arrived("guest", "late") with { IsWhole = true });

        var first = await there.NextArrivalsAsync();
        var second = await there.NextArrivalsAsync();

        (first.GatewayId, first.Arrived.ShouldHaveSingleItem().Person.Handle).ShouldBe(("here", "guest"));
        second.Arrived.ShouldHaveSingleItem().Person.Handle.ShouldBe("late");
    }

    [Theory]
    [InlineData(AttendancePrivacy.Names, null, null)]
    [InlineData(AttendancePrivacy.HostsOnly, null, RoomRejection.RosterHidden)]
    [InlineData(AttendancePrivacy.CountsOnly, RoomRejection.RosterHidden, RoomRejection.RosterHidden)]
    public async Task OpenRoster_ByAttendance_ShowsNamesToWhomItShould(
        AttendancePrivacy attendance, RoomRejection? toTheHost, RoomRejection? toAListener)
    {
        await Room.CommandAsync(Owner, new ChangeSettings(null, null, null, attendance));

        (await Room.OpenRosterAsync(Owner.Id)).Rejection.ShouldBe(toTheHost);
        (await Room.OpenRosterAsync(Guest.Id)).Rejection.ShouldBe(toAListener);
    }

    [Fact]
    public async Task OpenRoster_ToWhomTheRoomIsNotThere_IsNotFound()
    {
        cluster.Relations.Blocked[(Owner.Id, Guest.Id)] = true;

        (await Room.OpenRosterAsync(Guest.Id)).Rejection.ShouldBe(RoomRejection.NotFound);
        (await Room.OpenRosterAsync(Owner.Id)).Value.ShouldNotBeNull().Gateways.ShouldBe(["here", "there"]);
    }

    private static Person Somebody(string name) => new(new UserId(name), name, name);

    private static RosterChange Arrived(params string[] names) =>
        new([.. names.Select(name => new Arrival(Somebody(name), Noon))], [], IsWhole: false);

    private IListenerGrain ListenerAt(string gateway) => cluster.Grains.GetGrain<IListenerGrain>(ListenerKeys.For(id, gateway));
}

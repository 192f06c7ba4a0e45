using AudioRooms.Contracts;
using AudioRooms.Contracts.Media;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Rooms;
using AudioRooms.Grains.Storage;
using AudioRooms.Grains.Tests.Cluster;
using AudioRooms.Streaming;
using AudioRooms.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace AudioRooms.Grains.Tests.Rooms;

/// <summary>A silo that leaves hands its rooms to another one, which has read them before anybody asks.</summary>
public sealed class RoomHandOverTests : IAsyncLifetime, IDisposable
{
    private const int Rooms = 8;

    private static readonly Person Owner = new(new UserId(Identifiers.NewId()), "owner", "Owner");

    private readonly SqliteFile file = new();
    private InProcessTestCluster cluster = null!;

    public async Task InitializeAsync()
    {
        var source = SqliteFactory.Instance.CreateDataSource(file.ConnectionString);
        await SchemaMigrations.ApplyAsync(new SqlDatabase(source, SqlDialect.Sqlite), CancellationToken.None);
        var builder = new InProcessTestClusterBuilder(2);
        builder.Options.InitializeClientOnDeploy = false;
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddMemoryGrainStorageAsDefault();
            silo.AddLiveStreams(StageStreams.ProviderName);
            silo.Services.AddKeyedSingleton(ProductClockAttribute.ClockKey, TimeProvider.System);
            silo.Services.AddAudioRoomsGrains(source, SqlDialect.Sqlite);
            silo.Services.AddSingleton<IStageRelations>(new KnownRelations());
        });
        cluster = builder.Build();
        await cluster.DeployAsync();
    }

    public Task DisposeAsync() => cluster.StopAsync();

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        file.Dispose();
    }

    [Fact]
    public async Task HandOver_RoomsOfASilo_AreAwakeOnTheOtherBeforeTheyAreAsked()
    {
        var rooms = await CreateAsync();
        var (leaving, staying) = (cluster.Silos[0], cluster.Silos[1]);
        var before = LocalRoomsOf(leaving).Count + LocalRoomsOf(staying).Count;
        before.ShouldBe(Rooms);

        await LocalRoomsOf(leaving).HandOverAsync([staying.SiloAddress], CancellationToken.None);

        LocalRoomsOf(leaving).Count.ShouldBe(0);
        LocalRoomsOf(staying).Count.ShouldBe(Rooms);
        foreach (var room in rooms)
        {
            (await room.GetAsync()).Value.ShouldNotBeNull().Card.Title.ShouldBe("Coffee");
        }

        LocalRoomsOf(leaving).Count.ShouldBe(0);
    }

    [Fact]
    public async Task Stop_ASiloWithRooms_TheyAreAwakeOnTheOther()
    {
        await CreateAsync();
        var (leaving, staying) = (cluster.Silos[0], cluster.Silos[1]);
        LocalRoomsOf(leaving).HasElsewhere = static () => true;
        var rooms = LocalRoomsOf(leaving).Count + LocalRoomsOf(staying).Count;

        await cluster.StopSiloAsync(leaving);

        LocalRoomsOf(staying).Count.ShouldBe(rooms);
    }

    [Fact]
    public async Task Stop_TheOnlySilo_MovesNothingAndEnds()
    {
        await CreateAsync();
        await cluster.StopSiloAsync(cluster.Silos[1]);
        LocalRoomsOf(cluster.Silos[0]).HasElsewhere = static () => false;

        await cluster.StopSiloAsync(cluster.Silos[0]);
    }

    private static LocalRooms LocalRoomsOf(InProcessSiloHandle silo) => silo.ServiceProvider.GetRequiredService<LocalRooms>();

    private async Task<List<IRoomGrain>> CreateAsync()
    {
        var rooms = new List<IRoomGrain>();
        for (var index = 0; index < Rooms; index++)
        {
            var room = cluster.HostedClient().GetGrain<IRoomGrain>(Identifiers.NewId());
            (await room.CreateAsync(new CreateRoom(Owner, "Coffee", [], "en", StagePolicy.Open, ActiveSpeakers: 3)))
                .Rejection.ShouldBeNull();
            rooms.Add(room);
        }

        return rooms;
    }
}

using System.Data.Common;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Media;
using AudioRooms.Grains.Rooms;
using AudioRooms.Grains.Storage;
using AudioRooms.Streaming;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace AudioRooms.Grains.Tests.Cluster;

/// <summary>One silo with the product's grains and a real database. Grain storage is in memory, because rooms do not use
/// it.</summary>
internal sealed class GrainCluster : IAsyncDisposable
{
    private readonly InProcessTestCluster cluster;
    private readonly SharedClock clock;

    private GrainCluster(
        InProcessTestCluster cluster, SharedClock clock, FaultyJournal journal, KnownRelations relations, CallWatch calls)
    {
        this.cluster = cluster;
        this.clock = clock;
        Calls = calls;
        Relations = relations;
        Journal = journal;
    }

    public IGrainFactory Grains => cluster.HostedClient();

    /// <summary>The silo's services.</summary>
    public IServiceProvider Services => cluster.Silos[0].ServiceProvider;

    /// <summary>The journal of the rooms, which a test can make fail.</summary>
    public FaultyJournal Journal { get; }

    /// <summary>The calls between grains, which a test can lose or count.</summary>
    public CallWatch Calls { get; }

    /// <summary>The relations between people, as a test sets them.</summary>
    public KnownRelations Relations { get; }

    public static async Task<GrainCluster> StartAsync(DbDataSource source, SqlDialect dialect)
    {
        var database = new SqlDatabase(source, dialect);
        await SchemaMigrations.ApplyAsync(database, CancellationToken.None);
        var relations = new KnownRelations();
        var calls = new CallWatch();
        var clock = new SharedClock();
        var cluster = await TestSilo.StartAsync(silo =>
        {
            silo.AddLiveStreams(StageStreams.ProviderName);
            silo.AddIncomingGrainCallFilter(calls);
            silo.Services.AddKeyedSingleton<TimeProvider>(ProductClockAttribute.ClockKey, clock);
            silo.Services.AddAudioRoomsGrains(source, dialect);
            silo.Services.AddSingleton<SqlRoomJournal>();
            silo.Services.AddSingleton(static provider => new FaultyJournal(provider.GetRequiredService<SqlRoomJournal>()));
            silo.Services.AddSingleton<IRoomJournal>(static provider => provider.GetRequiredService<FaultyJournal>());
            silo.Services.AddSingleton<IStageRelations>(relations);
        });
        return new GrainCluster(
            cluster, clock, cluster.Silos[0].ServiceProvider.GetRequiredService<FaultyJournal>(), relations, calls);
    }

    /// <summary>Resets the silo for the next test: no grain is active, no call is lost or refused, and no relation is
    /// known.</summary>
    /// <param name="time">A clock that the test moves; null for the system's.</param>
    public async Task BeginTestAsync(TimeProvider? time)
    {
        await cluster.DeactivateAllAsync();
        Calls.Reset();
        Journal.Reset();
        Relations.Reset();
        clock.Use(time ?? TimeProvider.System);
    }

    public async ValueTask DisposeAsync() => await cluster.StopAsync();
}

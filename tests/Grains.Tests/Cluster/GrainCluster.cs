using System.Data.Common;
using AudioRooms.Contracts.Media;
using AudioRooms.Grains.Rooms;
using AudioRooms.Grains.Storage;
using AudioRooms.Streaming;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace AudioRooms.Grains.Tests.Cluster;

/// <summary>One silo with the product's grains over a real database; grain storage in memory, because rooms do not use it.</summary>
internal sealed class GrainCluster : IAsyncDisposable
{
    private readonly InProcessTestCluster cluster;

    private GrainCluster(InProcessTestCluster cluster, FaultyJournal journal, KnownRelations relations, CallWatch calls)
    {
        this.cluster = cluster;
        Calls = calls;
        Relations = relations;
        Journal = journal;
    }

    public IGrainFactory Grains => cluster.Client;

    /// <summary>The services of the silo.</summary>
    public IServiceProvider Services => cluster.Silos[0].ServiceProvider;

    /// <summary>The journal that the rooms use; a test may make it fail.</summary>
    public FaultyJournal Journal { get; }

    /// <summary>The calls between grains, which a test may lose or count.</summary>
    public CallWatch Calls { get; }

    /// <summary>Whom people on stage follow.</summary>
    public KnownRelations Relations { get; }

    /// <param name="source">The database.</param>
    /// <param name="dialect">Which SQL it speaks.</param>
    /// <param name="time">A clock that the test moves; null for the system's.</param>
    public static async Task<GrainCluster> StartAsync(DbDataSource source, SqlDialect dialect, TimeProvider? time = null)
    {
        var database = new SqlDatabase(source, dialect);
        await SchemaMigrations.ApplyAsync(database, CancellationToken.None);
        var relations = new KnownRelations();
        var calls = new CallWatch();

        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddMemoryGrainStorageAsDefault();
            silo.AddLiveStreams(StageStreams.ProviderName);
            silo.AddIncomingGrainCallFilter(calls);
            silo.Services.AddSingleton(time ?? TimeProvider.System);
            silo.Services.AddAudioRoomsGrains(source, dialect);
            silo.Services.AddSingleton<SqlRoomJournal>();
            silo.Services.AddSingleton(static provider => new FaultyJournal(provider.GetRequiredService<SqlRoomJournal>()));
            silo.Services.AddSingleton<IRoomJournal>(static provider => provider.GetRequiredService<FaultyJournal>());
            silo.Services.AddSingleton<IStageRelations>(relations);
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new GrainCluster(cluster, cluster.Silos[0].ServiceProvider.GetRequiredService<FaultyJournal>(), relations, calls);
    }

    public async ValueTask DisposeAsync()
    {
        await cluster.StopAllSilosAsync();
        await cluster.DisposeAsync();
    }
}

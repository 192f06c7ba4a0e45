using AudioRooms.Contracts;
using AudioRooms.Contracts.Media;
using AudioRooms.Grains.Schedule;
using AudioRooms.Grains.Storage;
using AudioRooms.Streaming;
using AudioRooms.Testing;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace AudioRooms.Grains.Tests.Cluster;

/// <summary>One silo with the product's grains over a real database, and a clock that the test moves.</summary>
internal sealed class ClockedCluster : IAsyncDisposable
{
    private readonly InProcessTestCluster cluster;
    private readonly SqlDatabase database;

    private ClockedCluster(InProcessTestCluster cluster, SqlDatabase database, ManualTime time, TimerWatch timers)
    {
        this.cluster = cluster;
        this.database = database;
        Time = time;
        Timers = timers;
    }

    public ManualTime Time { get; }

    public TimerWatch Timers { get; }

    public IGrainFactory Grains => cluster.Client;

    /// <summary>The services of the silo.</summary>
    public IServiceProvider Services => cluster.Silos[0].ServiceProvider;

    public ISchedule Schedule => Services.GetRequiredService<ISchedule>();

    public static async Task<ClockedCluster> StartAsync(
        TestDatabase database, ManualTime time, Action<ISiloBuilder>? configure = null, bool isFresh = true)
    {
        var sql = new SqlDatabase(database.Source, database.Dialect);
        await SchemaMigrations.ApplyAsync(sql, CancellationToken.None);
        if (isFresh)
        {
            // The tests of a class share a database; each has a clock that starts anew.
            await sql.WriteAsync((connection, transaction) => connection.ExecuteAsync("DELETE FROM scheduled_work", transaction: transaction));
        }

        var timers = new TimerWatch(time);
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddMemoryGrainStorageAsDefault();
            silo.AddLiveStreams(StageStreams.ProviderName);
            silo.Services.AddKeyedSingleton<TimeProvider>(ProductClockAttribute.ClockKey, timers);
            silo.Services.AddAudioRoomsGrains(database.Source, database.Dialect);
            configure?.Invoke(silo);
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new ClockedCluster(cluster, sql, time, timers);
    }

    /// <summary>Puts work into the schedule in one transaction, without waking anybody.</summary>
    public Task PutAsync(params ScheduledWork[] works) => database.WriteAsync(async (connection, transaction) =>
    {
        foreach (var work in works)
        {
            await Schedule.PutAsync(connection, transaction, work);
        }
    });

    public Task CancelAsync(string kind, string key) =>
        database.WriteAsync((connection, transaction) => Schedule.CancelAsync(connection, transaction, kind, key));

    /// <summary>How much of a kind is in the schedule.</summary>
    public Task<long> CountAsync(string kind) => database.ReadAsync(connection =>
        connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM scheduled_work WHERE kind = @Kind", new { Kind = kind }));

    /// <summary>Moves the clock and has the schedule look at it, whether or not its timer was set already.</summary>
    public void Advance(TimeSpan by)
    {
        Time.Advance(by);
        Schedule.Wake();
    }

    /// <summary>
    /// Wakes the schedule and completes once it sleeps for exactly this long, and no wake is under way any more: one that looks at the table while
    /// the clock moves would set its timer too late.
    /// </summary>
    public async Task WhenAsleepAsync(TimeSpan delay)
    {
        // Unlike a wake a reminder is answered, after every wake that was sent before it, also by the start of the silo.
        await Grains.GetGrain<ISchedulerGrain>(0).AsReference<IRemindable>().ReceiveReminder("wake", default);
        await Time.WhenDelayedAsync(delay);
    }

    public async ValueTask DisposeAsync()
    {
        await cluster.StopAllSilosAsync();
        await cluster.DisposeAsync();
    }
}

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

/// <summary>One silo with the product's grains, a real database and a clock that the test moves.</summary>
internal sealed class ClockedCluster : IAsyncDisposable
{
    private readonly InProcessTestCluster cluster;
    private readonly SqlDatabase database;
    private readonly SharedClock clock;

    private ClockedCluster(InProcessTestCluster cluster, SqlDatabase database, SharedClock clock)
    {
        this.cluster = cluster;
        this.database = database;
        this.clock = clock;
    }

    /// <summary>The running test's clock.</summary>
    public ManualTime Time { get; private set; } = null!;

    /// <summary>Tells when a timer of the running test was set.</summary>
    public TimerWatch Timers { get; private set; } = null!;

    public IGrainFactory Grains => cluster.HostedClient();

    /// <summary>The silo's services.</summary>
    public IServiceProvider Services => cluster.Silos[0].ServiceProvider;

    public ISchedule Schedule => Services.GetRequiredService<ISchedule>();

    public static async Task<ClockedCluster> StartAsync(
        TestDatabase database, ManualTime time, Action<ISiloBuilder>? configure = null, bool isFresh = true)
    {
        var sql = new SqlDatabase(database.Source, database.Dialect);
        await SchemaMigrations.ApplyAsync(sql, CancellationToken.None);
        if (isFresh)
        {
            await ClearAsync(sql);
        }

        var clock = new SharedClock();
        var timers = new TimerWatch(time);
        clock.Use(timers);
        var cluster = await TestSilo.StartAsync(silo =>
        {
            silo.AddLiveStreams(StageStreams.ProviderName);
            silo.Services.AddKeyedSingleton<TimeProvider>(ProductClockAttribute.ClockKey, clock);
            silo.Services.AddAudioRoomsGrains(database.Source, database.Dialect);
            configure?.Invoke(silo);
        });
        return new ClockedCluster(cluster, sql, clock) { Time = time, Timers = timers };
    }

    /// <summary>Resets the silo for the next test: no grain is active, the schedule is empty, and the clock is new.</summary>
    public async Task BeginTestAsync(ManualTime time)
    {
        await cluster.DeactivateAllAsync();
        await ClearAsync(database);
        Time = time;
        Timers = new TimerWatch(time);
        clock.Use(Timers);

        // The start of a silo wakes the schedule, too.
        Schedule.Wake();
    }

    /// <summary>Puts work into the schedule in one transaction, without waking it.</summary>
    public Task PutAsync(params ScheduledWork[] works) => database.WriteAsync(async (connection, transaction) =>
    {
        foreach (var work in works)
        {
            await Schedule.PutAsync(connection, transaction, work);
        }
    });

    public Task CancelAsync(string kind, string key) =>
        database.WriteAsync((connection, transaction) => Schedule.CancelAsync(connection, transaction, kind, key));

    /// <summary>Number of items of a kind in the schedule.</summary>
    public Task<long> CountAsync(string kind) => database.ReadAsync(connection =>
        connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM scheduled_work WHERE kind = @Kind", new { Kind = kind }));

    /// <summary>Moves the clock and wakes the schedule, so that due work begins even if its timer was not set yet.</summary>
    public void Advance(TimeSpan by)
    {
        Time.Advance(by);
        Schedule.Wake();
    }

    /// <summary>Wakes the schedule, and completes when it sleeps for exactly this time and no wake is in progress. A wake in
    /// progress reads the table while the clock moves, and would set its timer too late.</summary>
    public async Task WhenAsleepAsync(TimeSpan delay)
    {
        // A reminder, unlike a wake, is answered. The answer comes after all earlier wakes, including the one at the start of the
        // silo.
        await Grains.GetGrain<ISchedulerGrain>(0).AsReference<IRemindable>().ReceiveReminder("wake", default);
        await Time.WhenDelayedAsync(delay);
    }

    public async ValueTask DisposeAsync() => await cluster.StopAsync();

    private static Task ClearAsync(SqlDatabase sql) =>
        sql.WriteAsync(
            (connection, transaction) => connection.ExecuteAsync("DELETE FROM scheduled_work", transaction: transaction));
}

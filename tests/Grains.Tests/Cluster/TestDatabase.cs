using System.Data.Common;
using AudioRooms.Domain.Users;
using AudioRooms.Grains.Storage;
using AudioRooms.Testing;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace AudioRooms.Grains.Tests.Cluster;

/// <summary>A fresh database for each test class, and the silos that the tests of the class share. The same tests run on both
/// kinds of database.</summary>
public abstract class TestDatabase : IAsyncLifetime
{
    private GrainCluster? grains;
    private AccountCluster? accounts;
    private ClockedCluster? clocked;

    public abstract SqlDialect Dialect { get; }

    public DbDataSource Source { get; private set; } = null!;

    public async Task InitializeAsync() => Source = await CreateAsync();

    /// <summary>The silo of the class after a reset; the first test starts it. The database keeps its contents.</summary>
    /// <param name="time">A clock that the test moves; null for the system's.</param>
    internal async Task<GrainCluster> GrainsAsync(TimeProvider? time = null)
    {
        grains ??= await GrainCluster.StartAsync(Source, Dialect);
        await grains.BeginTestAsync(time);
        return grains;
    }

    /// <summary>The silo of a class that tests accounts, after a reset and with empty tables; the first test starts it.</summary>
    internal async Task<AccountCluster> AccountsAsync(SignUpPolicy policy = SignUpPolicy.Open)
    {
        accounts ??= await AccountCluster.StartAsync(this, policy);
        accounts.Policy.ShouldBe(policy, "the tests of a class share a silo");
        await accounts.BeginTestAsync();
        return accounts;
    }

    /// <summary>The silo of a class that moves the clock, after a reset and with an empty schedule; the first test starts
    /// it.</summary>
    internal async Task<ClockedCluster> ClockedAsync(ManualTime time)
    {
        if (clocked is { } running)
        {
            await running.BeginTestAsync(time);
            return running;
        }

        return clocked = await ClockedCluster.StartAsync(this, time);
    }

    /// <summary>Stops the silo whose clock the test moves, moves the clock, and starts another silo. No call is in progress while
    /// the hours pass, so none times out.</summary>
    internal async Task<ClockedCluster> RestartAsync(ManualTime time, TimeSpan after)
    {
        await StopAsync();
        time.Advance(after);
        return clocked = await ClockedCluster.StartAsync(this, time, isFresh: false);
    }

    /// <summary>Stops the silo of the class and starts another one on the same data.</summary>
    internal async Task<GrainCluster> RestartAsync()
    {
        await StopAsync();
        return await GrainsAsync();
    }

    public async Task DisposeAsync()
    {
        await StopAsync();
        await Source.DisposeAsync();
    }

    protected abstract Task<DbDataSource> CreateAsync();

    private async Task StopAsync()
    {
        foreach (var running in new IAsyncDisposable?[] { grains, accounts, clocked }.OfType<IAsyncDisposable>())
        {
            await running.DisposeAsync();
        }

        (grains, accounts, clocked) = (null, null, null);
    }
}

public sealed class SqliteTestDatabase : TestDatabase, IDisposable
{
    private readonly SqliteFile file = new();

    public override SqlDialect Dialect => SqlDialect.Sqlite;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        file.Dispose();
    }

    protected override Task<DbDataSource> CreateAsync() =>
        Task.FromResult(SqliteFactory.Instance.CreateDataSource(file.ConnectionString));
}

public sealed class PostgreSqlTestDatabase : TestDatabase, IAsyncDisposable
{
    private readonly PostgresServer server = new();

    public override SqlDialect Dialect => SqlDialect.PostgreSql;

    async ValueTask IAsyncDisposable.DisposeAsync() => await ((IAsyncDisposable)server).DisposeAsync();

    protected override async Task<DbDataSource> CreateAsync()
    {
        await server.InitializeAsync();
        return NpgsqlDataSource.Create(await server.CreateDatabaseAsync());
    }
}

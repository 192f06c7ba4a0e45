using System.Data.Common;
using AudioRooms.Grains.Storage;
using AudioRooms.Testing;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace AudioRooms.Grains.Tests.Cluster;

/// <summary>A fresh database per test class. The same tests run on both kinds.</summary>
public abstract class TestDatabase : IAsyncLifetime
{
    public abstract SqlDialect Dialect { get; }

    public DbDataSource Source { get; private set; } = null!;

    public async Task InitializeAsync() => Source = await CreateAsync();

    public async Task DisposeAsync() => await Source.DisposeAsync();

    protected abstract Task<DbDataSource> CreateAsync();
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

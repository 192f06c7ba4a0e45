using AudioRooms.Grains.Storage;
using AudioRooms.Silo.Storage;
using Dapper;

namespace AudioRooms.Silo.Tests.Storage;

/// <summary>Databases of one kind, for tests that run on SQLite and on PostgreSQL.</summary>
public abstract class TablesUnderTest : IAsyncLifetime
{
    internal abstract SqlDialect Dialect { get; }

    /// <summary>An empty database's connection string.</summary>
    public abstract Task<string> CreateEmptyAsync();

    /// <summary>The connection string of a database with all tables of a silo.</summary>
    public async Task<string> CreateAsync()
    {
        var connectionString = await CreateEmptyAsync();
        await InstallAsync(connectionString);
        return connectionString;
    }

    public abstract Task InitializeAsync();

    public abstract Task DisposeAsync();

    internal SiloStorage StorageOf(string connectionString) => new(Dialect, connectionString);

    internal async Task InstallAsync(string connectionString)
    {
        await using var source = StorageOf(connectionString).CreateDataSource();
        using var database = new SqlDatabase(source, Dialect);
        await SiloTables.EnsureCreatedAsync(database, CancellationToken.None);
    }

    internal async Task<List<T>> QueryAsync<T>(string connectionString, string sql, object? parameters = null)
    {
        await using var source = StorageOf(connectionString).CreateDataSource();
        await using var connection = await source.OpenConnectionAsync();
        return (await connection.QueryAsync<T>(sql, parameters)).AsList();
    }

    internal async Task<int> ExecuteAsync(string connectionString, string sql, object? parameters = null)
    {
        await using var source = StorageOf(connectionString).CreateDataSource();
        await using var connection = await source.OpenConnectionAsync();
        return await connection.ExecuteAsync(sql, parameters);
    }
}

using AudioRooms.Grains.Storage;
using AudioRooms.Silo.Storage;
using AudioRooms.Testing;
using Npgsql;

namespace AudioRooms.Silo.Tests.Storage;

/// <summary>A PostgreSQL server for a test class, and databases on it that have Orleans' tables.</summary>
public sealed class PostgresSchema : IAsyncLifetime, IAsyncDisposable
{
    private readonly PostgresServer server = new();

    public Task InitializeAsync() => server.InitializeAsync();

    public Task DisposeAsync() => server.DisposeAsync();

    ValueTask IAsyncDisposable.DisposeAsync() => new(DisposeAsync());

    internal async Task<string> CreateAsync()
    {
        var connectionString = await server.CreateDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(connectionString);
        using var database = new SqlDatabase(source, SqlDialect.PostgreSql);
        await OrleansTables.EnsureCreatedAsync(database, CancellationToken.None);
        return connectionString;
    }
}

using AudioRooms.Testing;
using Orleans.StandIn.AdoNet;

namespace AudioRooms.Compat.Behaviour.Storage;

/// <summary>A database with Orleans' tables, for the tests that hold on SQLite and on PostgreSQL alike.</summary>
public abstract class StorageDatabase : IAsyncLifetime
{
    /// <summary>The name of the driver, as Orleans' options spell it.</summary>
    public abstract string Invariant { get; }

    public string ConnectionString { get; private set; } = "";

    public async Task InitializeAsync()
    {
        ConnectionString = await CreateEmptyAsync();
        await AdoNetSchema.EnsureCreatedAsync(Invariant, ConnectionString);
    }

    /// <summary>Another database, without tables.</summary>
    public abstract Task<string> CreateEmptyAsync();

    public abstract Task DisposeAsync();
}

public sealed class SqliteDatabase : StorageDatabase
{
    private readonly List<SqliteFile> files = [];

    public override string Invariant => "System.Data.SQLite";

    public override Task<string> CreateEmptyAsync()
    {
        files.Add(new SqliteFile());
        return Task.FromResult(files[^1].ConnectionString);
    }

    public override Task DisposeAsync()
    {
        files.ForEach(file => file.Dispose());
        return Task.CompletedTask;
    }
}

public sealed class PostgresDatabase : StorageDatabase, IAsyncDisposable
{
    private readonly PostgresServer server = new();

    public override string Invariant => "Npgsql";

    public override async Task<string> CreateEmptyAsync()
    {
        if (ConnectionString.Length == 0)
        {
            await server.InitializeAsync();
        }

        return await server.CreateDatabaseAsync();
    }

    public override Task DisposeAsync() => server.DisposeAsync();

    ValueTask IAsyncDisposable.DisposeAsync() => new(DisposeAsync());
}

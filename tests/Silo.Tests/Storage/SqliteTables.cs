using AudioRooms.Grains.Storage;
using AudioRooms.Testing;

namespace AudioRooms.Silo.Tests.Storage;

public sealed class SqliteTables : TablesUnderTest
{
    private readonly List<SqliteFile> files = [];

    internal override SqlDialect Dialect => SqlDialect.Sqlite;

    public override Task<string> CreateEmptyAsync()
    {
        files.Add(new SqliteFile());
        return Task.FromResult(files[^1].ConnectionString);
    }

    public override Task InitializeAsync() => Task.CompletedTask;

    public override Task DisposeAsync()
    {
        files.ForEach(file => file.Dispose());
        return Task.CompletedTask;
    }
}

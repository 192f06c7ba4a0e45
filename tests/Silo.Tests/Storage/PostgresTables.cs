using AudioRooms.Grains.Storage;
using AudioRooms.Testing;

namespace AudioRooms.Silo.Tests.Storage;

public sealed class PostgresTables : TablesUnderTest, IAsyncDisposable
{
    private readonly PostgresServer server = new();

    internal override SqlDialect Dialect => SqlDialect.PostgreSql;

    public override Task<string> CreateEmptyAsync() => server.CreateDatabaseAsync();

    public override Task InitializeAsync() => server.InitializeAsync();

    public override Task DisposeAsync() => server.DisposeAsync();

    ValueTask IAsyncDisposable.DisposeAsync() => new(DisposeAsync());
}

using AudioRooms.Contracts;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Grains.Rooms;
using AudioRooms.Grains.Storage;
using AudioRooms.Grains.Tests.Cluster;

namespace AudioRooms.Grains.Tests.Rooms;

public sealed class StageHolderTableOnSqliteTests(SqliteTestDatabase database)
    : StageHolderTableTests(database), IClassFixture<SqliteTestDatabase>;

public sealed class StageHolderTableOnPostgreSqlTests(PostgreSqlTestDatabase database)
    : StageHolderTableTests(database), IClassFixture<PostgreSqlTestDatabase>;

public abstract class StageHolderTableTests(TestDatabase database) : IAsyncLifetime, IDisposable
{
    private readonly RoomId room = new(Identifiers.NewId());
    private readonly RoomId other = new(Identifiers.NewId());
    private readonly SqlDatabase sql = new(database.Source, database.Dialect);
    private StageHolderTable table = null!;

    public async Task InitializeAsync()
    {
        await SchemaMigrations.ApplyAsync(sql, CancellationToken.None);
        table = new StageHolderTable(sql);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        sql.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Read_TwoHoldersOneOfThemTwice_IsEachOnce()
    {
        await table.AddAsync(room, "a");
        await table.AddAsync(room, "b");
        await table.AddAsync(room, "a");
        await table.AddAsync(other, "c");

        (await table.ReadAsync(room)).Order().ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task Remove_SomeOfThem_LeavesTheOthers()
    {
        await table.AddAsync(room, "a");
        await table.AddAsync(room, "b");
        await table.AddAsync(other, "a");

        await table.RemoveAsync(room, ["a", "unknown"]);

        (await table.ReadAsync(room)).ShouldBe(["b"]);
        (await table.ReadAsync(other)).ShouldBe(["a"]);
    }
}

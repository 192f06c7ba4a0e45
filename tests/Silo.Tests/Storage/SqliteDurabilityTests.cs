using AudioRooms.Grains.Storage;
using AudioRooms.Silo.Storage;
using AudioRooms.Testing;
using Dapper;
using Microsoft.Data.Sqlite;

namespace AudioRooms.Silo.Tests.Storage;

/// <summary>Orleans' grain storage and the product's own writes on one SQLite file.</summary>
public sealed class SqliteDurabilityTests : IAsyncLifetime, IDisposable
{
    private readonly SqliteFile file = new();

    private SiloStorage Settings => new(SqlDialect.Sqlite, file.ConnectionString);

    public async Task InitializeAsync()
    {
        await using var source = Settings.CreateDataSource();
        using var database = new SqlDatabase(source, SqlDialect.Sqlite);
        await SiloTables.EnsureCreatedAsync(database, CancellationToken.None);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task Open_ConnectionOfGrainStorage_WritesAheadAndFlushesEveryCommit()
    {
        await using var host = await StorageUnderTest.StartAsync(Settings);
        await using var source = new GrainStateSource(host.Database, file.ConnectionString);

        await using var connection = await source.OpenConnectionAsync();

        (await connection.ExecuteScalarAsync<string>("PRAGMA journal_mode")).ShouldBe("wal");
        (await connection.ExecuteScalarAsync<long>("PRAGMA synchronous")).ShouldBe(2); // FULL
    }

    [Fact]
    public async Task WriteState_ProductIsWriting_WaitsForItsTurn()
    {
        await using var host = await StorageUnderTest.StartAsync(Settings);
        var turn = await host.Database.TakeWriterAsync(CancellationToken.None);

        var state = new GrainState<StoredProfile>(new StoredProfile());
        var writing = host.Storage.WriteStateAsync("profile", GrainId.Create("user", "ada"), state);
        var wasWaiting = !writing.IsCompleted;
        turn!.Dispose();
        await writing;

        wasWaiting.ShouldBeTrue();
        state.ETag.ShouldBe("1");
    }

    [Fact]
    public async Task WriteState_AnotherProcessHoldsTheFile_WritesAfterIt()
    {
        await using var host = await StorageUnderTest.StartAsync(Settings);
        await using var other = new SqliteConnection(file.ConnectionString);
        await other.OpenAsync();
        await using var transaction = await other.BeginTransactionAsync();

        // The driver blocks its thread while it waits.
        var state = new GrainState<StoredProfile>(new StoredProfile());
        var writing = Task.Run(() => host.Storage.WriteStateAsync("profile", GrainId.Create("user", "ada"), state));
        await transaction.CommitAsync();
        await writing;

        state.ETag.ShouldBe("1");
    }

    [Fact]
    public async Task WriteState_BesideWritesOfTheProduct_NoneFailsAndNoneIsLost()
    {
        const int Writers = 16;
        const int WritesEach = 25;
        await using var host = await StorageUnderTest.StartAsync(Settings);
        await host.Database.WriteAsync((connection, transaction) =>
            connection.ExecuteAsync(
                "CREATE TABLE own (writer INTEGER NOT NULL, write INTEGER NOT NULL)", transaction: transaction));

        var states = Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            var state = new GrainState<StoredProfile>(new StoredProfile());
            for (var write = 1; write <= WritesEach; write++)
            {
                state.State = new StoredProfile { Visits = write };
                await host.Storage.WriteStateAsync("profile", GrainId.Create("user", $"user {writer}"), state);
            }
        }));
        var own = Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var write = 1; write <= WritesEach; write++)
            {
                var row = new { writer, write };
                await host.Database.WriteAsync((connection, transaction) =>
                    connection.ExecuteAsync("INSERT INTO own (writer, write) VALUES (@writer, @write)", row, transaction));
            }
        }));
        await Task.WhenAll([.. states, .. own]);

        var rows = await host.Database.ReadAsync(connection => connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM own"));
        rows.ShouldBe(Writers * WritesEach);
        for (var writer = 0; writer < Writers; writer++)
        {
            var state = new GrainState<StoredProfile>();
            await host.Storage.ReadStateAsync("profile", GrainId.Create("user", $"user {writer}"), state);
            state.State!.Visits.ShouldBe(WritesEach);
        }
    }

    /// <summary>
    /// A process is killed while it writes, ten times: the file stays sound, and every acknowledged write is there.
    /// </summary>
    [Fact]
    public async Task WriteState_ProcessKilledWhileWriting_KeepsEveryAcknowledgedWrite()
    {
        const int Rounds = 10;
        var random = new Random(20260101);
        var acknowledged = new Dictionary<string, int>();

        for (var round = 0; round < Rounds; round++)
        {
            await KilledWriter.RunAsync(file.ConnectionString, acknowledgementsBeforeKill: random.Next(20, 200), acknowledged);

            await using var connection = new SqliteConnection(file.ConnectionString);
            await connection.OpenAsync();
            (await connection.ExecuteScalarAsync<string>("PRAGMA integrity_check")).ShouldBe("ok");
            await using var host = await StorageUnderTest.StartAsync(Settings);
            foreach (var (key, visits) in acknowledged)
            {
                var state = new GrainState<StoredProfile>();
                await host.Storage.ReadStateAsync("profile", GrainId.Create("user", key), state);
                state.State!.Visits.ShouldBeGreaterThanOrEqualTo(visits, $"round {round}, key {key}");
            }
        }

        acknowledged.Count.ShouldBe(KilledWriter.Keys);
    }
}

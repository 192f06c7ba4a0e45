using AudioRooms.Testing;
using Microsoft.Data.Sqlite;
using Orleans.StandIn.AdoNet;
using Orleans.Storage;

namespace AudioRooms.Compat.Behaviour.Storage;

public sealed class SqliteDurabilityTests : IDisposable
{
    private const string Invariant = "System.Data.SQLite";

    private readonly SqliteFile file = new();

    public void Dispose() => file.Dispose();

    [Fact]
    public void Open_AnyConnection_WritesAheadAndFlushesEveryCommit()
    {
        using var connection = new AdoNetDatabase(Invariant, file.ConnectionString).Open();

        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode";
        command.ExecuteScalar().ShouldBe("wal");
        command.CommandText = "PRAGMA synchronous";
        command.ExecuteScalar().ShouldBe(2L); // FULL
    }

    [Fact]
    public async Task WriteState_AnotherWriterHoldsTheFile_Waits()
    {
        await AdoNetSchema.EnsureCreatedAsync(Invariant, file.ConnectionString);
        await using var host = await StorageUnderTest.StartAsync(Invariant, file.ConnectionString);
        await using var other = new SqliteConnection(file.ConnectionString);
        await other.OpenAsync();
        await using var transaction = await other.BeginTransactionAsync();

        var state = new GrainState<StoredProfile>(new StoredProfile());
        var writing = host.Storage.WriteStateAsync("profile", GrainId.Create("user", "ada"), state);
        var wasWaiting = !writing.IsCompleted;
        await transaction.CommitAsync();
        await writing;

        wasWaiting.ShouldBeTrue();
        state.ETag.ShouldBe("1");
    }

    /// <summary>Databases that were made with upstream's scripts have such a statement.</summary>
    [Fact]
    public async Task WriteState_StatementWithItsOwnTransaction_Writes()
    {
        await AdoNetSchema.EnsureCreatedAsync(Invariant, file.ConnectionString);
        await using (var connection = new SqliteConnection(file.ConnectionString))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText =
                "UPDATE OrleansQuery SET QueryText = 'BEGIN TRANSACTION;' || QueryText || 'COMMIT;' WHERE QueryKey = 'WriteToStorageKey'";
            await command.ExecuteNonQueryAsync();
        }

        await using var host = await StorageUnderTest.StartAsync(Invariant, file.ConnectionString);
        var states = Enumerable.Range(0, 8).Select(_ => new GrainState<StoredProfile>(new StoredProfile())).ToArray();

        await Task.WhenAll(states.Select((state, i) => host.Storage.WriteStateAsync("profile", GrainId.Create("user", $"user {i}"), state)));

        states.ShouldAllBe(state => state.ETag == "1");
    }

    /// <summary>
    /// A process is killed in the middle of writing, ten times: the file stays sound, and whatever a writer was told is stored is stored.
    /// </summary>
    [Fact]
    public async Task WriteState_ProcessKilledWhileWriting_KeepsEveryAcknowledgedWrite()
    {
        const int Rounds = 10;
        var random = new Random(20260101);
        await AdoNetSchema.EnsureCreatedAsync(Invariant, file.ConnectionString);
        var acknowledged = new Dictionary<string, int>();

        for (var round = 0; round < Rounds; round++)
        {
            await KilledWriter.RunAsync(file.ConnectionString, acknowledgementsBeforeKill: random.Next(20, 200), acknowledged);

            await using var connection = new SqliteConnection(file.ConnectionString);
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA integrity_check";
            (await command.ExecuteScalarAsync()).ShouldBe("ok");
            await using var host = await StorageUnderTest.StartAsync(Invariant, file.ConnectionString);
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

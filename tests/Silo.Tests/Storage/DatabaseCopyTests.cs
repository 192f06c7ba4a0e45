using AudioRooms.Grains.Storage;
using AudioRooms.Silo.Startup;
using AudioRooms.Silo.Storage;
using Dapper;
using Microsoft.Data.Sqlite;

namespace AudioRooms.Silo.Tests.Storage;

public sealed class DatabaseCopyTests : IAsyncLifetime, IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("audiorooms-backup-");

    private string Original => DatabaseFile.PathIn(folder);

    private string Copy => Path.Combine(folder.FullName, "copy.db");

    public async Task InitializeAsync()
    {
        DatabaseFile.Protect(Original);
        await using var source = SqliteFactory.Instance.CreateDataSource(DatabaseFile.Existing(Original));
        using var database = new SqlDatabase(source, SqlDialect.Sqlite);
        await SiloTables.EnsureCreatedAsync(database, CancellationToken.None);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Write_NewestWritesAreInTheLog_CopyHasThemAndItsOwnerAloneReadsIt()
    {
        await using var writer = await OpenAsync(Original);
        await WriteEventAsync(writer, version: 1);
        new FileInfo($"{Original}-wal").Length.ShouldBeGreaterThan(0);

        await DatabaseCopy.WriteAsync(Original, Copy, makeWay: null, CancellationToken.None);

        (await VersionsInAsync(Copy)).ShouldBe([1]);
        File.GetUnixFileMode(Copy).ShouldBe(OwnerOnly);
        File.Exists($"{Copy}.part").ShouldBeFalse();
    }

    [Fact]
    public async Task Write_AWriterIsInATransaction_CopiesWhatIsCommittedAndDoesNotWait()
    {
        await using var writer = await OpenAsync(Original);
        await WriteEventAsync(writer, version: 1);
        await using var transaction = await writer.BeginTransactionAsync();
        await WriteEventAsync(writer, version: 2, (SqliteTransaction)transaction);

        await DatabaseCopy.WriteAsync(Original, Copy, makeWay: null, CancellationToken.None);
        await transaction.CommitAsync();

        (await VersionsInAsync(Copy)).ShouldBe([1]);
        (await VersionsInAsync(Original)).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Write_OriginalIsDamaged_IsRefusedAndNothingIsLeft()
    {
        var damaged = Path.Combine(folder.FullName, "damaged.db");
        await File.WriteAllTextAsync(damaged, new string('x', 8_192));

        var refused = await Should.ThrowAsync<StartupException>(
            () => DatabaseCopy.WriteAsync(damaged, Copy, makeWay: null, CancellationToken.None));

        refused.Message.ShouldContain(damaged);
        Directory.GetFiles(folder.FullName, "copy.db*").ShouldBeEmpty();
    }

    [Fact]
    public async Task RequireSound_DatabaseOfSomethingElse_IsRefused()
    {
        await using (var other = new SqliteConnection($"Data Source={Copy};Pooling=False"))
        {
            await other.OpenAsync();
            await other.ExecuteAsync("CREATE TABLE recipes (name TEXT)");
        }

        (await Should.ThrowAsync<StartupException>(() => DatabaseCopy.RequireSoundAsync(Copy, CancellationToken.None)))
            .Message.ShouldBe($"{Copy} is not a database of AudioRooms.");
    }

    [Fact]
    public async Task RequireSound_DatabaseOfANewerProgram_IsRefused()
    {
        await using (var newer = await OpenAsync(Original))
        {
            await newer.ExecuteAsync("INSERT INTO schema_scripts (number, name, checksum) VALUES (9999, '9999-future', '')");
        }

        (await Should.ThrowAsync<StartupException>(() => DatabaseCopy.RequireSoundAsync(Original, CancellationToken.None)))
            .Message.ShouldStartWith($"{Original} was written by a newer AudioRooms");
    }

    [Fact]
    public void Protect_FileThatEverybodyReads_IsItsOwnersAlone()
    {
        File.SetUnixFileMode(Original, OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        DatabaseFile.Protect(Original);

        File.GetUnixFileMode(Original).ShouldBe(OwnerOnly);
    }

    private static async Task<SqliteConnection> OpenAsync(string path)
    {
        var connection = new SqliteConnection(DatabaseFile.Existing(path));
        await connection.OpenAsync();
        return connection;
    }

    private static Task<int> WriteEventAsync(SqliteConnection connection, int version, SqliteTransaction? transaction =
        null) => connection.ExecuteAsync(
        "INSERT INTO room_events (room_id, version, kind, at_ms, payload) VALUES ('room', @version, 'kind', 0, '{}')",
        new { version },
        transaction);

    private static async Task<IEnumerable<int>> VersionsInAsync(string path)
    {
        await using var connection = await OpenAsync(path);
        return await connection.QueryAsync<int>("SELECT version FROM room_events ORDER BY version");
    }
}

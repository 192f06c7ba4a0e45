using AudioRooms.Grains.Storage;
using AudioRooms.Silo.Startup;
using Dapper;
using Microsoft.Data.Sqlite;

namespace AudioRooms.Silo.Storage;

/// <summary>
/// Copies a SQLite database as of one moment, even while a server writes to it. The copy gets its name only after it is checked:
/// a file with that name is complete.
/// </summary>
internal static class DatabaseCopy
{
    private const string UnfinishedEnding = ".part";

    /// <summary>Writes a copy that only its owner may read.</summary>
    /// <param name="from">An existing database; its write-ahead log is copied, too.</param>
    /// <param name="to">Path of the copy, where no file may exist.</param>
    /// <param name="makeWay">Called when the copy is complete and before it gets its name; null for nothing.</param>
    /// <param name="cancellationToken">Cancels the copy and deletes its unfinished file.</param>
    /// <exception cref="StartupException">
    /// One of the files cannot be used; the message is one sentence for the operator.
    /// </exception>
    public static async Task WriteAsync(string from, string to, Action? makeWay, CancellationToken cancellationToken)
    {
        var unfinished = to + UnfinishedEnding;
        try
        {
            if (File.Exists(unfinished))
            {
                File.Delete(unfinished);
            }

            DatabaseFile.CreateEmpty(unfinished);
            await CopyAsync(from, unfinished, cancellationToken);
            await RequireSoundAsync(unfinished, cancellationToken);
            Flush(unfinished);
            makeWay?.Invoke();
            File.Move(unfinished, to);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"{to} cannot be written ({exception.Message.TrimEnd('.')}).", exception);
        }
        finally
        {
            // If the folder does not exist, this fails, too.
            if (File.Exists(unfinished))
            {
                File.Delete(unfinished);
            }
        }
    }

    /// <summary>Checks every page of a database, and that this program can read the content.</summary>
    /// <exception cref="StartupException">The database is damaged, newer than this program, or not of AudioRooms.</exception>
    public static async Task RequireSoundAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new SqliteConnection(DatabaseFile.Existing(path));
            await connection.OpenAsync(cancellationToken);
            var fault = (await connection.QueryAsync<string>("PRAGMA integrity_check(1)")).Single();
            if (fault != "ok")
            {
                throw new StartupException($"{path} is damaged ({fault}).");
            }

            await RequireKnownAsync(path, connection);
        }
        catch (SqliteException exception)
        {
            throw new StartupException($"{path} cannot be read as a database ({exception.Message.TrimEnd('.')}).", exception);
        }
    }

    private static async Task RequireKnownAsync(string path, SqliteConnection connection)
    {
        var tables = (await connection.QueryAsync<string>("SELECT name FROM sqlite_master WHERE type = 'table'"))
            .ToHashSet(StringComparer.Ordinal);

        // Release 0.1.0 kept no list of its scripts.
        if (!tables.Contains("room_events"))
        {
            throw new StartupException($"{path} is not a database of AudioRooms.");
        }

        var known = SiloTables.Scripts(SqlDialect.Sqlite).Select(script => script.Number).ToHashSet();
        if (tables.Contains("schema_scripts")
            && (await connection.QueryAsync<int>("SELECT number FROM schema_scripts")).Any(number => !known.Contains(number)))
        {
            throw new StartupException(
                $"{path} was written by a newer AudioRooms: use the newer version, or a backup from before the upgrade.");
        }
    }

    private static async Task CopyAsync(string from, string to, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new SqliteConnection(DatabaseFile.Existing(from));
            await connection.OpenAsync(cancellationToken);
            await connection.ExecuteAsync(
                new CommandDefinition("VACUUM INTO @to", new { to }, cancellationToken: cancellationToken));
        }
        catch (SqliteException exception)
        {
            throw new StartupException($"{from} cannot be copied to {to} ({exception.Message.TrimEnd('.')}).", exception);
        }
    }

    private static void Flush(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
    }
}

using System.Data.Common;
using AudioRooms.Contracts;
using Dapper;

namespace AudioRooms.Grains.Storage;

/// <summary>The product's database. Opens connections and runs writes. On SQLite writes run one at a time, because SQLite has one
/// writer and a queue in the process is faster than its busy handler; on PostgreSQL they run at once.</summary>
public sealed class SqlDatabase : IDisposable
{
    /// <summary>To be run on a SQLite connection before it writes: an acknowledged command then survives a power cut, not only a
    /// crash of the process.</summary>
    public const string FlushEveryCommit = "PRAGMA synchronous = FULL";

    // Larger than what any command stores, except photos. A photo may therefore still find no space.
    private const int ProbeCharacters = 65_536;

    private readonly DbDataSource source;
    private readonly SemaphoreSlim? writer;
    private volatile bool isFull;

    /// <summary>Wraps a data source, which the caller disposes of.</summary>
    public SqlDatabase(DbDataSource source, SqlDialect dialect)
    {
        this.source = source;
        Dialect = dialect;
        writer = dialect == SqlDialect.Sqlite ? new SemaphoreSlim(1, 1) : null;
    }

    public SqlDialect Dialect { get; }

    /// <summary>True after a write found no space, until a write succeeds.</summary>
    public bool IsFull => isFull;

    /// <summary>Path of the database file; null on PostgreSQL.</summary>
    public string? FilePath => Dialect == SqlDialect.Sqlite
        && new DbConnectionStringBuilder { ConnectionString = source.ConnectionString }.TryGetValue("Data Source", out var path)
            ? (string)path
            : null;

    /// <inheritdoc/>
    public void Dispose() => writer?.Dispose();

    /// <summary>Runs a query on a connection of its own.</summary>
    public async Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> query, CancellationToken cancellationToken = default)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await query(connection);
    }

    /// <summary>Runs <paramref name="work"/> in a transaction: when the call returns all of it is stored, or none.</summary>
    /// <exception cref="StorageFullException">The database has no space left.</exception>
    public async Task WriteAsync(Func<DbConnection, DbTransaction, Task> work, CancellationToken cancellationToken = default)
    {
        using var turn = await TakeWriterAsync(cancellationToken);
        try
        {
            await StoreAsync(work, cancellationToken);
            isFull = false;
        }
        catch (DbException exception) when (StorageFullException.IsCauseOf(exception))
        {
            isFull = true;
            throw new StorageFullException(exception);
        }
    }

    /// <summary>Stores a row and deletes it again, to find out whether a write finds space now. Needs the product's
    /// tables.</summary>
    public async Task<bool> CanWriteAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await WriteAsync(
                static async (connection, transaction) =>
                {
                    await connection.ExecuteAsync(
                        "INSERT INTO schema_scripts (number, name, checksum) VALUES (-1, @Name, '')",
                        new { Name = new string('-', ProbeCharacters) },
                        transaction);
                    await connection.ExecuteAsync("DELETE FROM schema_scripts WHERE number = -1", transaction: transaction);
                },
                cancellationToken);
            return true;
        }
        catch (StorageFullException)
        {
            return false;
        }
    }

    /// <summary>Waits in SQLite's queue of writers. The next writer's turn comes when the caller disposes of the result. Null on
    /// PostgreSQL, which has no queue.</summary>
    public async ValueTask<IDisposable?> TakeWriterAsync(CancellationToken cancellationToken)
    {
        if (writer is null)
        {
            return null;
        }

        await writer.WaitAsync(cancellationToken);
        return new Turn(writer);
    }

    /// <summary>True if <paramref name="exception"/> says that a unique key exists already.</summary>
    public static bool IsUniqueViolation(DbException exception) =>
        exception.SqlState == "23505" // PostgreSQL: unique_violation
        || exception.Message.Contains("UNIQUE constraint failed", StringComparison.Ordinal); // SQLite has no SQLSTATE

    private async Task StoreAsync(Func<DbConnection, DbTransaction, Task> work, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        if (Dialect == SqlDialect.Sqlite)
        {
            await connection.ExecuteAsync(FlushEveryCommit);
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await work(connection, transaction);
        await transaction.CommitAsync(cancellationToken);
    }

    private sealed class Turn(SemaphoreSlim writer) : IDisposable
    {
        private int isOver;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref isOver, 1) == 0)
            {
                writer.Release();
            }
        }
    }
}

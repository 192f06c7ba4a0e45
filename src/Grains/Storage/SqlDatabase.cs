using System.Data.Common;
using Dapper;

namespace AudioRooms.Grains.Storage;

/// <summary>
/// The product's database. Hands out open connections and runs writes: on SQLite one at a time, because it has one writer and a queue
/// in the process beats its busy handler; on PostgreSQL as they come.
/// </summary>
public sealed class SqlDatabase : IDisposable
{
    /// <summary>
    /// For a SQLite connection before it writes: an acknowledged command survives a power cut, not only a crash of the process.
    /// </summary>
    public const string FlushEveryCommit = "PRAGMA synchronous = FULL";

    private readonly DbDataSource source;
    private readonly SemaphoreSlim? writer;

    /// <summary>Wraps a data source, which the caller owns.</summary>
    public SqlDatabase(DbDataSource source, SqlDialect dialect)
    {
        this.source = source;
        Dialect = dialect;
        writer = dialect == SqlDialect.Sqlite ? new SemaphoreSlim(1, 1) : null;
    }

    /// <summary>Which SQL it speaks.</summary>
    public SqlDialect Dialect { get; }

    /// <inheritdoc/>
    public void Dispose() => writer?.Dispose();

    /// <summary>Runs a query on a connection of its own.</summary>
    public async Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> query, CancellationToken cancellationToken = default)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await query(connection);
    }

    /// <summary>Runs <paramref name="work"/> in a transaction: all of it is stored when this returns, or none of it.</summary>
    public async Task WriteAsync(Func<DbConnection, DbTransaction, Task> work, CancellationToken cancellationToken = default)
    {
        using var turn = await TakeWriterAsync(cancellationToken);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        if (Dialect == SqlDialect.Sqlite)
        {
            await connection.ExecuteAsync(FlushEveryCommit);
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await work(connection, transaction);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>
    /// Waits in the queue of SQLite's writers; the next one's turn comes when the caller disposes of what is returned. Null on PostgreSQL,
    /// which has no queue.
    /// </summary>
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

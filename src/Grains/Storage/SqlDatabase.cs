using System.Data.Common;
using Dapper;

namespace AudioRooms.Grains.Storage;

/// <summary>
/// The product's database. Hands out open connections and runs writes: on SQLite one at a time, because it has one writer and a queue
/// in the process beats its busy handler; on PostgreSQL as they come.
/// </summary>
public sealed class SqlDatabase : IDisposable
{
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
        if (writer is not null)
        {
            await writer.WaitAsync(cancellationToken);
        }

        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            if (Dialect == SqlDialect.Sqlite)
            {
                // Per connection. FULL: an acknowledged command survives a power cut, not only a crash of the process.
                await connection.ExecuteAsync("PRAGMA synchronous = FULL");
            }

            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await work(connection, transaction);
            await transaction.CommitAsync(cancellationToken);
        }
        finally
        {
            writer?.Release();
        }
    }

    /// <summary>True if <paramref name="exception"/> says that a unique key exists already.</summary>
    public static bool IsUniqueViolation(DbException exception) =>
        exception.SqlState == "23505" // PostgreSQL: unique_violation
        || exception.Message.Contains("UNIQUE constraint failed", StringComparison.Ordinal); // SQLite has no SQLSTATE
}

using System.Data.Common;

namespace AudioRooms.Contracts;

/// <summary>The database has no space left, and the write did not happen. A new try can succeed after the operator has made
/// room.</summary>
[GenerateSerializer, Alias("AudioRooms.StorageFullException")]
public sealed class StorageFullException : Exception
{
    private const string PostgreSqlDiskFull = "53100";

    // SQLite has no SQLSTATE; this is its message for SQLITE_FULL.
    private const string SqliteFull = "database or disk is full";

    /// <summary>For a write that failed because the database is full.</summary>
    /// <param name="cause">The database's own error.</param>
    public StorageFullException(Exception cause)
        : base("The storage of the server is full.", cause)
    {
    }

    /// <summary>True if <paramref name="error"/>, or an error inside it, says that the database has no space left.</summary>
    /// <param name="error">Any error; null gives false.</param>
    public static bool IsCauseOf(Exception? error) =>
        error is not null && (error is StorageFullException || IsSaidBy(error as DbException) || IsCauseOf(error.InnerException));

    private static bool IsSaidBy(DbException? error) => error is not null
        && (error.SqlState == PostgreSqlDiskFull || error.Message.Contains(SqliteFull, StringComparison.Ordinal));
}

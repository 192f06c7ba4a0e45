using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace AudioRooms.Silo.Tests.Storage;

/// <summary>Connections to a SQLite file that cannot grow while a test says so: SQLite refuses as on a full disk.</summary>
internal sealed class LimitedSource(string connectionString) : DbDataSource
{
    /// <summary>True if the file may not grow.</summary>
    public bool IsFull { get; set; }

    public override string ConnectionString => connectionString;

    // Without the pool, in which a connection would keep its limit.
    protected override DbConnection CreateDbConnection() => new SqliteConnection($"{connectionString};Pooling=False");

    protected override async ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default)
    {
        var connection = CreateDbConnection();
        await connection.OpenAsync(cancellationToken);
        if (IsFull)
        {
            // SQLite raises a limit below the size of the file to that size.
            await connection.ExecuteAsync("PRAGMA max_page_count = 1");
        }

        return connection;
    }
}

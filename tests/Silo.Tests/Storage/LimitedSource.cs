using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace AudioRooms.Silo.Tests.Storage;

/// <summary>
/// Connections to a SQLite file that must not grow while a test says so: SQLite refuses as it does on a full disk.
/// </summary>
internal sealed class LimitedSource(string connectionString) : DbDataSource
{
    /// <summary>Whether the file keeps the pages that it has.</summary>
    public bool IsFull { get; set; }

    public override string ConnectionString => connectionString;

    // Without the pool, in which a connection keeps its limit.
    protected override DbConnection CreateDbConnection() => new SqliteConnection($"{connectionString};Pooling=False");

    protected override async ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default)
    {
        var connection = CreateDbConnection();
        await connection.OpenAsync(cancellationToken);
        if (IsFull)
        {
            // A limit below the size of the file is raised to it.
            await connection.ExecuteAsync("PRAGMA max_page_count = 1");
        }

        return connection;
    }
}

using System.Data.Common;
using AudioRooms.Grains.Storage;
using Dapper;
using Microsoft.Data.Sqlite;

namespace AudioRooms.Silo.Storage;

/// <summary>
/// SQLite's connections for Orleans' grain storage. Each waits for its turn in the product's queue of writers. Without the queue
/// the two would find the file locked by each other, and the driver would sleep on a thread of the silo and try again every 150
/// ms. Orleans opens a connection per statement and does not say which ones only read, so reads wait, too; a state is read once
/// per activation.
/// </summary>
internal sealed class GrainStateSource(SqlDatabase database, string connectionString) : DbDataSource
{
    public override string ConnectionString => connectionString;

    /// <summary>Orleans makes one to learn the class of connections, and does not open it.</summary>
    protected override DbConnection CreateDbConnection() => new SqliteConnection(connectionString);

    protected override DbConnection OpenDbConnection() =>
        throw new NotSupportedException("Waiting for a turn in the queue of writers is asynchronous: use OpenConnectionAsync.");

    protected override async ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default)
    {
        var turn = await database.TakeWriterAsync(cancellationToken);
        var connection = new QueuedConnection(connectionString, turn);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await connection.ExecuteAsync(SqlDatabase.FlushEveryCommit);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private sealed class QueuedConnection(string connectionString, IDisposable? turn) : SqliteConnection(connectionString)
    {
        protected override void Dispose(bool disposing)
        {
            try
            {
                base.Dispose(disposing);
            }
            finally
            {
                turn?.Dispose();
            }
        }
    }
}

using System.Collections.Concurrent;
using System.Data.Common;

namespace Orleans.Storage;

/// <summary>
/// A database reached through ADO.NET: opens (pooled) connections with the settings that durability needs, and runs the
/// statements that the table <c>OrleansQuery</c> holds. Thread-safe.
/// </summary>
internal sealed class AdoNetDatabase
{
    private static readonly ConcurrentDictionary<string, SqliteWriter> SqliteWriters = new(StringComparer.Ordinal);

    private readonly string? connectionString;
    private readonly DbDataSource? dataSource;
    private readonly SqliteWriter? writer;

    internal AdoNetDatabase(string invariant, string? connectionString, DbDataSource? dataSource = null)
    {
        Driver = AdoNetDriver.For(invariant);
        this.connectionString = connectionString;
        this.dataSource = dataSource;
        if (Driver.IsSqlite)
        {
            // Every provider on one file shares one writer.
            var key = connectionString ?? dataSource!.ConnectionString;
            writer = SqliteWriters.GetOrAdd(key, static (_, database) => new SqliteWriter(database), this);
        }
    }

    internal AdoNetDriver Driver { get; }

    /// <summary>Reads the statements, once, when a provider starts. Says what to do when the tables are missing.</summary>
    internal async Task<IReadOnlyDictionary<string, string>> ReadStatementsAsync(CancellationToken cancellationToken)
    {
        var statement = new AdoNetStatement<KeyValuePair<string, string>>(
            "SELECT QueryKey, QueryText FROM OrleansQuery",
            [],
            static row => KeyValuePair.Create(row.GetString(0), row.GetString(1)));
        try
        {
            return new Dictionary<string, string>(await ReadAsync(statement, cancellationToken).ConfigureAwait(false));
        }
        catch (DbException missing) when (missing.Message.Contains("OrleansQuery", StringComparison.OrdinalIgnoreCase))
        {
            throw new InvalidOperationException(
                $"The database has no table OrleansQuery: run the Orleans scripts for {Driver.ScriptFamily} before the silo starts.",
                missing);
        }
    }

    /// <summary>Runs a statement that changes nothing.</summary>
    internal async Task<List<TRow>> ReadAsync<TRow>(AdoNetStatement<TRow> statement, CancellationToken cancellationToken)
    {
        if (writer is not null)
        {
            // A SQLite read is a few page lookups in memory, beside the writer and never behind it (WAL).
            cancellationToken.ThrowIfCancellationRequested();
            using var local = Open();
            return statement.Run(local, transaction: null);
        }

        await using var connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
        return await statement.RunAsync(connection, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Runs a statement that changes rows. On return the change is durable. A cancelled write may or may not have happened.
    /// </summary>
    internal async Task<List<TRow>> WriteAsync<TRow>(AdoNetStatement<TRow> statement, CancellationToken cancellationToken)
    {
        if (writer is not null)
        {
            return await writer.WriteAsync(statement, cancellationToken).ConfigureAwait(false);
        }

        await using var connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
        return await statement.RunAsync(connection, cancellationToken).ConfigureAwait(false);
    }

    internal async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = CreateConnection();
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            Prepare(connection);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    internal DbConnection Open()
    {
        var connection = CreateConnection();
        try
        {
            connection.Open();
            Prepare(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private DbConnection CreateConnection()
    {
        if (dataSource is not null)
        {
            return dataSource.CreateConnection();
        }

        var connection = Driver.Factory.CreateConnection()!;
        connection.ConnectionString = connectionString;
        return connection;
    }

    private void Prepare(DbConnection connection)
    {
        if (!Driver.IsSqlite)
        {
            return;
        }

        // WAL lets readers go on while a commit is written, and stays set in the file. FULL flushes every commit, so that an
        // acknowledged write survives a power cut. busy_timeout (ms) is for writers in other processes: the writers of this one queue.
        using var settings = connection.CreateCommand();
        settings.CommandText = "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";
        settings.ExecuteNonQuery();
    }
}

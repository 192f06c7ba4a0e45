using System.ComponentModel;
using System.Data.Common;
using System.Reflection;
using Orleans.Storage;

namespace Orleans.StandIn.AdoNet;

/// <summary>
/// Creates the tables of Orleans' ADO.NET providers in an empty database. Upstream leaves this to the operator, who runs the scripts
/// from its source tree once; these are our own scripts for the same tables, columns, statements and parameters, and upstream's
/// providers run on them as well.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class AdoNetSchema
{
    /// <summary>Any number that nobody else locks: it makes installers on several machines take turns (PostgreSQL).</summary>
    private const long InstallerLock = 0x4F726C65616E73;

    /// <summary>
    /// Runs the scripts for main table, persistence and (PostgreSQL only, as upstream) reminders, in one transaction, unless the
    /// table <c>OrleansQuery</c> exists. Safe to call from several processes at once. Returns whether it created the tables.
    /// </summary>
    /// <param name="invariant"><c>Npgsql</c> or <c>System.Data.SQLite</c>.</param>
    /// <param name="connectionString">A user who may create tables and functions; for SQLite the file is created.</param>
    /// <param name="cancellationToken">Cancels; nothing is created then.</param>
    public static async Task<bool> EnsureCreatedAsync(
        string invariant, string connectionString, CancellationToken cancellationToken = default)
    {
        var database = new AdoNetDatabase(invariant, connectionString);
        await using var connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);

        // For SQLite this takes the write lock at once (BEGIN IMMEDIATE), which makes installers take turns there.
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        if (!database.Driver.IsSqlite)
        {
            await ExecuteAsync(connection, transaction, $"SELECT pg_advisory_xact_lock({InstallerLock})", cancellationToken).ConfigureAwait(false);
        }

        if (await ExistsAsync(database.Driver, connection, transaction, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        foreach (var script in Scripts(database.Driver.ScriptFamily))
        {
            await ExecuteAsync(connection, transaction, script, cancellationToken).ConfigureAwait(false);
        }

        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static async Task<bool> ExistsAsync(
        AdoNetDriver driver, DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = driver.IsSqlite
            ? "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'OrleansQuery' COLLATE NOCASE"
            : "SELECT 1 WHERE to_regclass('orleansquery') IS NOT NULL";
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is not null;
    }

    private static async Task ExecuteAsync(
        DbConnection connection, DbTransaction transaction, string text, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = text;
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private static IEnumerable<string> Scripts(string family)
    {
        foreach (var part in (string[])["Main", "Persistence", "Reminders"])
        {
            using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Orleans.AdoNet.{family}-{part}.sql");
            if (resource is not null)
            {
                using var reader = new StreamReader(resource);
                yield return reader.ReadToEnd();
            }
        }
    }
}

using System.Data.Common;
using Dapper;

namespace AudioRooms.Grains.Storage;

/// <summary>Brings a database to the newest version. Each script is applied once, in the order of the numbers, all in one
/// transaction and by one silo at a time. The table <c>schema_scripts</c> lists the applied scripts with checksums. A released
/// script is never edited; a change is a new script.</summary>
public static class SchemaMigrations
{
    // Any number that all silos share: the key of PostgreSQL's advisory lock, which lets one silo migrate at a time.
    private const long AdvisoryLock = 0x0A0D_1000;

    /// <summary>Applies the product's own scripts.</summary>
    /// <exception cref="InvalidOperationException">See the other overload.</exception>
    public static Task ApplyAsync(SqlDatabase database, CancellationToken cancellationToken) =>
        ApplyAsync(database, SchemaScripts.OfProduct(database.Dialect), adoptAsync: null, cancellationToken);

    /// <summary>Applies <paramref name="scripts"/>, whose numbers differ.</summary>
    /// <param name="scripts">In the order of their numbers.</param>
    /// <param name="adoptAsync">Moves the rows of a database of <see cref="FirstRelease"/>; called once for such a database, in
    /// the same transaction.</param>
    /// <param name="cancellationToken">Cancels the migration, which then changes nothing.</param>
    /// <exception cref="InvalidOperationException">The database is newer than this program, was made by a program between two
    /// releases, or was made by a script with another text.</exception>
    public static async Task ApplyAsync(
        SqlDatabase database,
        IReadOnlyList<SchemaScript> scripts,
        Func<DbConnection, DbTransaction, Task>? adoptAsync,
        CancellationToken cancellationToken)
    {
        if (database.Dialect == SqlDialect.Sqlite)
        {
            // WAL lets readers continue while the one writer writes. It cannot be switched on inside a transaction.
            await database.ReadAsync(connection => connection.ExecuteAsync("PRAGMA journal_mode = WAL"), cancellationToken);
        }

        await database.WriteAsync(
            async (connection, transaction) =>
            {
                if (database.Dialect == SqlDialect.PostgreSql)
                {
                    await connection.ExecuteAsync(
                        "SELECT pg_advisory_xact_lock(@AdvisoryLock)", new { AdvisoryLock }, transaction);
                }

                await connection.ExecuteAsync(
                    """
                    CREATE TABLE IF NOT EXISTS schema_scripts (
                        number INTEGER NOT NULL PRIMARY KEY,
                        name TEXT NOT NULL,
                        checksum TEXT NOT NULL
                    )
                    """,
                    transaction: transaction);
                var applied = (await connection.QueryAsync<AppliedScript>(
                    "SELECT number AS Number, name AS Name, checksum AS Checksum FROM schema_scripts ORDER BY number",
                    transaction: transaction)).AsList();
                var isFirstRelease = applied.Count == 0
                    && await FirstRelease.IsMadeByAsync(database.Dialect, connection, transaction);
                var adopted = isFirstRelease
                    ? await FirstRelease.ScriptsOfAsync(database.Dialect, connection, transaction)
                    : 0;
                RequireSame(applied, scripts);

                foreach (var script in scripts.Where(script => applied.TrueForAll(one => one.Number != script.Number)))
                {
                    if (script.Number > adopted)
                    {
                        await connection.ExecuteAsync(script.Text, transaction: transaction);
                    }

                    await connection.ExecuteAsync(
                        "INSERT INTO schema_scripts (number, name, checksum) VALUES (@Number, @Name, @Checksum)",
                        script,
                        transaction);
                }

                if (isFirstRelease && adoptAsync is not null)
                {
                    await adoptAsync(connection, transaction);
                }
            },
            cancellationToken);
    }

    private static void RequireSame(List<AppliedScript> applied, IReadOnlyList<SchemaScript> scripts)
    {
        foreach (var one in applied)
        {
            var script = scripts.FirstOrDefault(script => script.Number == one.Number) ?? throw new InvalidOperationException(
                $"The database has script {one.Name}, which this program does not know: start a newer AudioRooms.");
            if (script.Checksum != one.Checksum)
            {
                throw new InvalidOperationException(
                    $"Script {one.Name} was applied to the database with checksum {one.Checksum}, and this program's "
                    + $"{script.Name} has {script.Checksum}: "
                    + "start the AudioRooms that made the database, or restore a backup.");
            }
        }
    }

    private sealed class AppliedScript
    {
        public int Number { get; init; }

        public string Name { get; init; } = "";

        public string Checksum { get; init; } = "";
    }
}

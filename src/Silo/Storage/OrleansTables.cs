using System.Reflection;
using AudioRooms.Grains.Storage;
using Dapper;

namespace AudioRooms.Silo.Storage;

/// <summary>
/// The tables that Orleans' ADO.NET providers keep grain state, reminders and membership in. Orleans' packages hold no scripts for them, so
/// these are the project's own: <c>Schema/DATABASE-Main.sql</c>, then one script for each feature that the database has.
/// </summary>
internal static class OrleansTables
{
    // Any number, the same for every silo: PostgreSQL's advisory lock that lets one of them create the tables.
    private const long AdvisoryLock = 0x4F72_6C65_616E_73;
    private static readonly string[] Features = ["Main", "Persistence", "Reminders", "Clustering"];

    /// <summary>Creates the tables in one transaction, unless they exist. Several silos may start at once.</summary>
    public static Task EnsureCreatedAsync(SqlDatabase database, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                if (database.Dialect == SqlDialect.PostgreSql)
                {
                    await connection.ExecuteAsync("SELECT pg_advisory_xact_lock(@AdvisoryLock)", new { AdvisoryLock }, transaction);
                }

                var found = await connection.ExecuteScalarAsync<int>(
                    database.Dialect == SqlDialect.Sqlite
                        ? "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'OrleansQuery' COLLATE NOCASE"
                        : "SELECT COUNT(*) FROM pg_class WHERE oid = to_regclass('orleansquery')",
                    transaction: transaction);
                if (found > 0)
                {
                    return;
                }

                foreach (var script in Scripts(database.Dialect))
                {
                    await connection.ExecuteAsync(script, transaction: transaction);
                }
            },
            cancellationToken);

    private static IEnumerable<string> Scripts(SqlDialect dialect)
    {
        var name = dialect == SqlDialect.Sqlite ? "SQLite" : "PostgreSQL";
        foreach (var feature in Features)
        {
            using var script = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Schema/{name}-{feature}.sql");
            if (script is not null)
            {
                using var reader = new StreamReader(script);
                yield return reader.ReadToEnd();
            }
        }
    }
}

using System.Globalization;
using System.Reflection;
using Dapper;

namespace AudioRooms.Grains.Storage;

/// <summary>
/// The product's tables. Each file <c>Schema/NNNN-subject.sql</c> is applied once, in the order of its number, inside one transaction, by
/// one silo at a time. A file that was released is never edited; a change is a new one. <c>NNNN-subject.sqlite.sql</c> and
/// <c>NNNN-subject.postgresql.sql</c> are for what the two databases do differently.
/// </summary>
public static class SchemaMigrations
{
    // Any number, the same for every silo: PostgreSQL's advisory lock that lets one of them migrate.
    private const long AdvisoryLock = 0x0A0D_1000;
    private const string ResourcePrefix = "Schema/";

    /// <summary>Brings the database to the newest version.</summary>
    /// <exception cref="InvalidOperationException">The database is newer than this program.</exception>
    public static async Task ApplyAsync(SqlDatabase database, CancellationToken cancellationToken)
    {
        if (database.Dialect == SqlDialect.Sqlite)
        {
            // Readers go on while the one writer writes; cannot be switched inside a transaction.
            await database.ReadAsync(connection => connection.ExecuteAsync("PRAGMA journal_mode = WAL"), cancellationToken);
        }

        var migrations = Load(database.Dialect);
        await database.WriteAsync(
            async (connection, transaction) =>
            {
                if (database.Dialect == SqlDialect.PostgreSql)
                {
                    await connection.ExecuteAsync(
                        "SELECT pg_advisory_xact_lock(@AdvisoryLock)", new { AdvisoryLock }, transaction);
                }

                await connection.ExecuteAsync(
                    "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL PRIMARY KEY)", transaction: transaction);
                var present = (await connection.QueryAsync<int>("SELECT version FROM schema_version", transaction: transaction)).ToHashSet();
                if (present.FirstOrDefault(version => !migrations.ContainsKey(version)) is var unknown and not 0)
                {
                    throw new InvalidOperationException(
                        $"The database has schema version {unknown}, which this program does not know: start a newer AudioRooms.");
                }

                foreach (var (version, script) in migrations.Where(migration => !present.Contains(migration.Key)))
                {
                    await connection.ExecuteAsync(script, transaction: transaction);
                    await connection.ExecuteAsync(
                        "INSERT INTO schema_version (version) VALUES (@Version)", new { Version = version }, transaction);
                }
            },
            cancellationToken);
    }

    private static SortedDictionary<int, string> Load(SqlDialect dialect)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var foreign = dialect == SqlDialect.Sqlite ? ".postgresql.sql" : ".sqlite.sql";
        var migrations = new SortedDictionary<int, string>();
        var names = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal) && !name.EndsWith(foreign, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var version = int.Parse(name.AsSpan(ResourcePrefix.Length, 4), CultureInfo.InvariantCulture);
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);

            // A subject may have a common file and one for this database.
            migrations[version] = migrations.GetValueOrDefault(version, string.Empty) + reader.ReadToEnd();
        }

        return migrations;
    }
}

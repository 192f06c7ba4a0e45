using Dapper;

namespace AudioRooms.Grains.Storage;

/// <summary>
/// The product's tables, version by version. Applied at start, in order, inside one transaction, by one silo at a time. A version that
/// was released is never edited; a change is a new one.
/// </summary>
public static class SchemaMigrations
{
    // Any number, the same for every silo: PostgreSQL's advisory lock that lets one of them migrate.
    private const long AdvisoryLock = 0x0A0D_1000;

    private static readonly string[] Versions =
    [
        """
        CREATE TABLE rooms (
            room_id TEXT NOT NULL PRIMARY KEY,
            owner_id TEXT NOT NULL,
            is_live BOOLEAN NOT NULL,
            created_at_ms BIGINT NOT NULL
        );
        CREATE INDEX rooms_live ON rooms (is_live, created_at_ms, room_id);
        CREATE TABLE room_events (
            room_id TEXT NOT NULL,
            version BIGINT NOT NULL,
            kind TEXT NOT NULL,
            at_ms BIGINT NOT NULL,
            payload TEXT NOT NULL,
            PRIMARY KEY (room_id, version)
        );
        """,
    ];

    /// <summary>Brings the database to the newest version.</summary>
    /// <exception cref="InvalidOperationException">The database is newer than this program.</exception>
    public static async Task ApplyAsync(SqlDatabase database, CancellationToken cancellationToken)
    {
        if (database.Dialect == SqlDialect.Sqlite)
        {
            // Readers go on while the one writer writes; cannot be switched inside a transaction.
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
                    "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)", transaction: transaction);
                var present = await connection.ExecuteScalarAsync<int?>(
                    "SELECT MAX(version) FROM schema_version", transaction: transaction) ?? 0;
                if (present > Versions.Length)
                {
                    throw new InvalidOperationException(
                        $"The database has schema version {present}, this program knows {Versions.Length}: start a newer AudioRooms.");
                }

                for (var version = present; version < Versions.Length; version++)
                {
                    await connection.ExecuteAsync(Versions[version], transaction: transaction);
                    await connection.ExecuteAsync(
                        "INSERT INTO schema_version (version) VALUES (@Version)", new { Version = version + 1 }, transaction);
                }
            },
            cancellationToken);
    }
}

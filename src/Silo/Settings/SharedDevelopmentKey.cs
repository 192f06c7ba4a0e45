using System.Security.Cryptography;
using AudioRooms.Grains.Storage;
using Dapper;

namespace AudioRooms.Silo.Settings;

/// <summary>
/// The development signing key of all silos on one PostgreSQL database. The first silo makes it and the others read it, so that
/// each accepts the tokens of the others. Only development keeps a secret in the database. The table is made when it is first
/// needed, so no production database has it.
/// </summary>
internal static class SharedDevelopmentKey
{
    // Any number that is the same for every silo, so that two silos that start at once make one table.
    private const long AdvisoryLock = 0x4175_6469_6F4B_79;
    private const string Create = "CREATE TABLE IF NOT EXISTS development_secrets (name text PRIMARY KEY, value bytea NOT NULL)";
    private const string Put =
        "INSERT INTO development_secrets (name, value) VALUES ('signing-key', @Made) ON CONFLICT (name) DO NOTHING";
    private const string Read = "SELECT value FROM development_secrets WHERE name = 'signing-key'";

    /// <summary>The key of this database; makes one if there is none.</summary>
    /// <param name="database">A PostgreSQL database.</param>
    /// <param name="bytes">Length of a new key in bytes.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    public static async Task<byte[]> LoadAsync(SqlDatabase database, int bytes, CancellationToken cancellationToken)
    {
        byte[] key = [];
        await database.WriteAsync(
            async (connection, transaction) =>
            {
                await connection.ExecuteAsync("SELECT pg_advisory_xact_lock(@AdvisoryLock)", new { AdvisoryLock }, transaction);
                await connection.ExecuteAsync(Create, transaction: transaction);
                await connection.ExecuteAsync(Put, new { Made = RandomNumberGenerator.GetBytes(bytes) }, transaction);
                key = await connection.ExecuteScalarAsync<byte[]>(Read, transaction: transaction) ?? [];
            },
            cancellationToken);
        return key;
    }
}

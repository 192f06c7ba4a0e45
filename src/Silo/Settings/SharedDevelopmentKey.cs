using System.Security.Cryptography;
using AudioRooms.Grains.Storage;
using Dapper;

namespace AudioRooms.Silo.Settings;

/// <summary>
/// The development signing key of all silos on one PostgreSQL database: the first makes it, the others read it, so that a token
/// of one is good at every other. Only development keeps a secret there; the table is made when it is first needed,
/// and no production database has it.
/// </summary>
internal static class SharedDevelopmentKey
{
    // Any number, the same for every silo: two that start at once make one table.
    private const long AdvisoryLock = 0x4175_6469_6F4B_79;
    private const string Create = "CREATE TABLE IF NOT EXISTS development_secrets (name text PRIMARY KEY, value bytea NOT NULL)";
    private const string Put =
        "INSERT INTO development_secrets (name, value) VALUES ('signing-key', @Made) ON CONFLICT (name) DO NOTHING";
    private const string Read = "SELECT value FROM development_secrets WHERE name = 'signing-key'";

    /// <summary>The key of this database, made if there is none.</summary>
    /// <param name="database">PostgreSQL.</param>
    /// <param name="bytes">Length of a key that is made.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
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

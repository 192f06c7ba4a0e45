using AudioRooms.Grains.Storage;
using Dapper;

namespace AudioRooms.Grains.Invitations;

/// <summary>Finds the ledger of an invitation's key.</summary>
internal sealed class InvitationKeys(SqlDatabase database)
{
    /// <summary>The ledger that decides about a key; null if the key is unknown.</summary>
    public Task<string?> FindLedgerAsync(string key) =>
        database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<string?>(
            "SELECT ledger FROM invitations WHERE invitation_key = @Key", new { Key = key }));

    /// <summary>Stores a key, unless it exists.</summary>
    /// <returns>True if the key belongs to this ledger.</returns>
    public async Task<bool> TryAddAsync(string key, string ledger)
    {
        await database.WriteAsync((connection, transaction) => connection.ExecuteAsync(
            "INSERT INTO invitations (invitation_key, ledger) VALUES (@Key, @Ledger) ON CONFLICT (invitation_key) DO NOTHING",
            new { Key = key, Ledger = ledger },
            transaction));
        return await FindLedgerAsync(key) == ledger;
    }

    /// <summary>Removes every key of a ledger.</summary>
    public Task RemoveAsync(string ledger) => database.WriteAsync((connection, transaction) => connection.ExecuteAsync(
        "DELETE FROM invitations WHERE ledger = @Ledger", new { Ledger = ledger }, transaction));
}

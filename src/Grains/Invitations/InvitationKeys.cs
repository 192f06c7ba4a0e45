using AudioRooms.Grains.Storage;
using Dapper;

namespace AudioRooms.Grains.Invitations;

/// <summary>Which ledger an invitation's key belongs to.</summary>
internal sealed class InvitationKeys(SqlDatabase database)
{
    /// <summary>The ledger that decides about a key; null if there is none.</summary>
    public Task<string?> FindLedgerAsync(string key) =>
        database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<string?>(
            "SELECT ledger FROM invitations WHERE invitation_key = @Key", new { Key = key }));

    /// <summary>Enters a key, unless it is there.</summary>
    /// <returns>True if it belongs to this ledger.</returns>
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

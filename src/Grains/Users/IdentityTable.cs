using System.Data.Common;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Storage;
using Dapper;

namespace AudioRooms.Grains.Users;

/// <summary>Stores which external identities open which account, and which proofs were used. Unique keys decide between calls at
/// the same time: an identity opens one account, an account has one identity of an issuer, and a proof works once.</summary>
internal sealed class IdentityTable(SqlDatabase database)
{
    /// <summary>The account that an identity opens; null for none.</summary>
    public async Task<IdentityOwner?> FindAsync(ExternalIdentity identity)
    {
        var row = await database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<OwnerRow>(
            "SELECT user_id AS UserId, handle AS Handle FROM external_identities WHERE identity_key = @Key",
            new { Key = identity.Key() }));
        return row is null ? null : new IdentityOwner(new UserId(row.UserId), row.Handle);
    }

    /// <summary>Uses the proof and links its identity to the account. Linking it again with another proof changes
    /// nothing.</summary>
    public async Task<AccountRejection?> LinkAsync(ExternalProof proof, UserId user, string handle, DateTimeOffset now)
    {
        var known = await FindAsync(proof.Identity);
        if (known is not null && known.User != user)
        {
            return AccountRejection.IdentityTaken;
        }

        AccountRejection? rejection = null;
        try
        {
            await database.WriteAsync(async (connection, transaction) =>
            {
                rejection = await SpendAsync(connection, transaction, proof, now);
                if (rejection is null && known is null)
                {
                    await connection.ExecuteAsync(
                        """
                        INSERT INTO external_identities (identity_key, issuer, subject, user_id, handle, linked_at_ms)
                        VALUES (@Key, @Issuer, @Subject, @User, @Handle, @NowMs)
                        """,
                        new
                        {
                            Key = proof.Identity.Key(),
                            proof.Identity.Issuer,
                            proof.Identity.Subject,
                            User = user.Value,
                            Handle = handle,
                            NowMs = now.ToUnixTimeMilliseconds(),
                        },
                        transaction);
                }
            });
        }
        catch (DbException exception) when (SqlDatabase.IsUniqueViolation(exception))
        {
            return AccountRejection.IdentityTaken;
        }

        return rejection;
    }

    /// <summary>Uses a proof.</summary>
    public async Task<AccountRejection?> SpendAsync(ExternalProof proof, DateTimeOffset now)
    {
        AccountRejection? rejection = null;
        await database.WriteAsync(
            async (connection, transaction) => rejection = await SpendAsync(connection, transaction, proof, now));
        return rejection;
    }

    /// <summary>Unlinks the user's identity of an issuer, or all identities.</summary>
    public Task UnlinkAsync(UserId user, string? issuer) =>
        database.WriteAsync((connection, transaction) => connection.ExecuteAsync(
            "DELETE FROM external_identities WHERE user_id = @User AND (@Issuer = '' OR issuer = @Issuer)",
            new { User = user.Value, Issuer = issuer ?? string.Empty },
            transaction));

    /// <summary>The user's linked identities, oldest first.</summary>
    public async Task<IReadOnlyList<LinkedIdentity>> ListAsync(UserId user)
    {
        var rows = await database.ReadAsync(connection => connection.QueryAsync<LinkedRow>(
            """
            SELECT issuer AS Issuer, subject AS Subject, linked_at_ms AS LinkedAtMs FROM external_identities
            WHERE user_id = @User ORDER BY linked_at_ms, issuer
            """,
            new { User = user.Value }));
        return
        [
            .. rows.Select(row => new LinkedIdentity(
                new ExternalIdentity(row.Issuer, row.Subject), DateTimeOffset.FromUnixTimeMilliseconds(row.LinkedAtMs))),
        ];
    }

    // Also deletes expired proofs, which are refused anyway.
    private static async Task<AccountRejection?> SpendAsync(
        DbConnection connection, DbTransaction transaction, ExternalProof proof, DateTimeOffset now)
    {
        await connection.ExecuteAsync(
            "DELETE FROM spent_proofs WHERE expires_at_ms < @NowMs", new { NowMs = now.ToUnixTimeMilliseconds() }, transaction);
        var spent = await connection.ExecuteAsync(
            "INSERT INTO spent_proofs (nonce, expires_at_ms) VALUES (@Nonce, @ExpiresAtMs) ON CONFLICT (nonce) DO NOTHING",
            new { proof.Nonce, ExpiresAtMs = proof.NonceExpiresAt.ToUnixTimeMilliseconds() },
            transaction);
        return spent == 1 ? null : AccountRejection.ProofSpent;
    }

    private sealed record OwnerRow(string UserId, string Handle);

    private sealed record LinkedRow(string Issuer, string Subject, long LinkedAtMs);
}

/// <summary>The account that an external identity opens.</summary>
internal sealed record IdentityOwner(UserId User, string Handle);

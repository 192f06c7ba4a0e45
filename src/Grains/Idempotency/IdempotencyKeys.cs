using System.Text.Json.Nodes;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Storage;
using Dapper;

namespace AudioRooms.Grains.Idempotency;

/// <summary>Stores idempotency keys with the fingerprints of their calls.</summary>
internal sealed class IdempotencyKeys(SqlDatabase database) : IPersonalData
{
    public string Subject => "idempotencyKeys";

    /// <summary>The fingerprint of the call that has the key; null if the key is free.</summary>
    public Task<string?> FindAsync(string owner, string method, string key, DateTimeOffset since) => database.ReadAsync(
        connection => connection.QuerySingleOrDefaultAsync<string?>(
            """
            SELECT print FROM idempotency_keys
            WHERE owner = @owner AND method = @method AND idempotency_key = @key AND at_ms >= @Since
            """,
            new { owner, method, key, Since = since.ToUnixTimeMilliseconds() }));

    /// <summary>Stores a free key, and deletes all keys that are older than <paramref name="since"/>.</summary>
    public Task AddAsync(
        string owner, string method, string key, string print, DateTimeOffset now, DateTimeOffset since) => database.WriteAsync(
        async (connection, transaction) =>
        {
            await connection.ExecuteAsync(
                "DELETE FROM idempotency_keys WHERE at_ms < @Since", new { Since = since.ToUnixTimeMilliseconds() }, transaction);
            await connection.ExecuteAsync(
                """
                INSERT INTO idempotency_keys (owner, method, idempotency_key, print, at_ms) VALUES (@owner, @method, @key,
                @print, @AtMs)
                """,
                new { owner, method, key, print, AtMs = now.ToUnixTimeMilliseconds() },
                transaction);
        });

    public Task RemoveAsync(string owner, string method, string key) =>
        database.WriteAsync((connection, transaction) => connection.ExecuteAsync(
            "DELETE FROM idempotency_keys WHERE owner = @owner AND method = @method AND idempotency_key = @key",
            new { owner, method, key },
            transaction));

    public async Task<JsonNode> ExportAsync(UserId user)
    {
        var rows = await database.ReadAsync(connection => connection.QueryAsync<KeyRow>(
            """
            SELECT method AS Method, idempotency_key AS IdempotencyKey, at_ms AS AtMs FROM idempotency_keys
            WHERE owner = @Owner ORDER BY at_ms, method, idempotency_key
            """,
            new { Owner = user.Value }));
        return new JsonArray([.. rows.Select(row => (JsonNode)new JsonObject
        {
            ["call"] = row.Method,
            ["key"] = row.IdempotencyKey,
            ["at"] = DateTimeOffset.FromUnixTimeMilliseconds(row.AtMs),
        })]);
    }

    public Task EraseAsync(UserId user) => database.WriteAsync((connection, transaction) => connection.ExecuteAsync(
        "DELETE FROM idempotency_keys WHERE owner = @Owner", new { Owner = user.Value }, transaction));

    private sealed class KeyRow
    {
        public string Method { get; init; } = "";

        public string IdempotencyKey { get; init; } = "";

        public long AtMs { get; init; }
    }
}

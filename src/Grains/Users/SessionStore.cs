using System.Data.Common;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Users;
using AudioRooms.Grains.Storage;
using Dapper;

namespace AudioRooms.Grains.Users;

/// <summary>The table of sessions. Every change is one conditional write, so concurrent writers cannot undo each other.</summary>
internal sealed class SessionStore(SqlDatabase database)
{
    /// <summary>How long the row of an ended session is kept. Gateways ask for revoked sessions while their access tokens live,
    /// at most a day.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(2);

    /// <summary>Stores a new session, ends the user's oldest sessions beyond the maximum, and deletes all rows that are no longer
    /// needed.</summary>
    public Task OpenAsync(UserId user, IssuedSession session, DateTimeOffset now) =>
        database.WriteAsync(async (connection, transaction) =>
        {
            var hashes = session.Hashes;
            var row = new
            {
                User = user.Value,
                session.SessionId,
                hashes?.FamilyHash,
                hashes?.SecretHash,
                NowMs = now.ToUnixTimeMilliseconds(),
                ExpiresAtMs = session.ExpiresAt.ToUnixTimeMilliseconds(),
                ForgetMs = (now - KeptFor).ToUnixTimeMilliseconds(),
                Kept = session.SessionsMax,
            };
            await connection.ExecuteAsync(
                """
                INSERT INTO sessions (session_id, user_id, family_hash, secret_hash, created_at_ms, renewed_at_ms, expires_at_ms)
                VALUES (@SessionId, @User, @FamilyHash, @SecretHash, @NowMs, @NowMs, @ExpiresAtMs)
                """,
                row,
                transaction);
            await connection.ExecuteAsync(
                """
                UPDATE sessions SET revoked_at_ms = @NowMs
                WHERE user_id = @User AND revoked_at_ms IS NULL AND expires_at_ms > @NowMs AND session_id <> @SessionId
                  AND session_id NOT IN (
                    SELECT session_id FROM sessions
                    WHERE user_id = @User AND revoked_at_ms IS NULL AND expires_at_ms > @NowMs
                    ORDER BY created_at_ms DESC, session_id DESC LIMIT @Kept)
                """,
                row,
                transaction);
            await connection.ExecuteAsync(
                "DELETE FROM sessions WHERE expires_at_ms < @ForgetMs OR revoked_at_ms < @ForgetMs", row, transaction);
        });

    public async Task<AccountSession?> FindAsync(UserId user, string sessionId)
    {
        var row = await database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<SessionRow>(
            """
            SELECT family_hash AS FamilyHash, secret_hash AS SecretHash, expires_at_ms AS ExpiresAtMs,
            revoked_at_ms AS RevokedAtMs
            FROM sessions WHERE session_id = @SessionId AND user_id = @User
            """,
            new { SessionId = sessionId, User = user.Value }));
        return row is null
            ? null
            : new AccountSession(
                row.FamilyHash,
                row.SecretHash,
                DateTimeOffset.FromUnixTimeMilliseconds(row.ExpiresAtMs),
                row.RevokedAtMs is not null);
    }

    /// <summary>Replaces the presented token by the next one.</summary>
    /// <returns>False if the presented token was not the newest any more, or the session was revoked meanwhile.</returns>
    public async Task<bool> TryRenewAsync(RefreshToken presented, RefreshToken next, DateTimeOffset now, DateTimeOffset expiresAt)
    {
        var renewed = 0;
        await database.WriteAsync(async (connection, transaction) => renewed = await connection.ExecuteAsync(
            """
            UPDATE sessions SET secret_hash = @Next, renewed_at_ms = @NowMs, expires_at_ms = @ExpiresAtMs
            WHERE session_id = @SessionId AND secret_hash = @Presented AND revoked_at_ms IS NULL
            """,
            new
            {
                Next = next.SecretHash,
                NowMs = now.ToUnixTimeMilliseconds(),
                ExpiresAtMs = expiresAt.ToUnixTimeMilliseconds(),
                presented.SessionId,
                Presented = presented.SecretHash,
            },
            transaction));
        return renewed == 1;
    }

    public Task RevokeAsync(UserId user, string sessionId, DateTimeOffset now) => RevokeWhereAsync(
        "session_id = @SessionId", user, sessionId, now);

    /// <summary>Ends every session of the user.</summary>
    /// <param name="exceptSessionId">The session that continues; null for none.</param>
    public Task RevokeAllAsync(UserId user, DateTimeOffset now, string? exceptSessionId = null) => RevokeWhereAsync(
        "session_id <> @SessionId", user, exceptSessionId ?? string.Empty, now);

    /// <summary>Ends every session of the user in the transaction of the change that requires it.</summary>
    public static Task RevokeAllAsync(DbConnection connection, DbTransaction transaction, UserId user, DateTimeOffset now) =>
        connection.ExecuteAsync(
            "UPDATE sessions SET revoked_at_ms = @NowMs WHERE user_id = @User AND revoked_at_ms IS NULL",
            new { NowMs = now.ToUnixTimeMilliseconds(), User = user.Value },
            transaction);

    public async Task<IReadOnlyList<RevokedSession>> RevokedSinceAsync(DateTimeOffset since)
    {
        var rows = await database.ReadAsync(connection => connection.QueryAsync<RevokedRow>(
            "SELECT session_id AS SessionId, revoked_at_ms AS RevokedAtMs FROM sessions WHERE revoked_at_ms >= @SinceMs",
            new { SinceMs = since.ToUnixTimeMilliseconds() }));
        return [.. rows.Select(
            row => new RevokedSession(row.SessionId, DateTimeOffset.FromUnixTimeMilliseconds(row.RevokedAtMs)))];
    }

    /// <summary>The user's sessions that go on, the newest first.</summary>
    public async Task<IReadOnlyList<OpenSession>> ListOpenAsync(UserId user, DateTimeOffset now, int count)
    {
        var rows = await database.ReadAsync(connection => connection.QueryAsync<OpenRow>(
            """
            SELECT session_id AS SessionId, created_at_ms AS CreatedAtMs, renewed_at_ms AS RenewedAtMs
            FROM sessions WHERE user_id = @User AND revoked_at_ms IS NULL AND expires_at_ms > @NowMs
            ORDER BY created_at_ms DESC, session_id DESC LIMIT @Count
            """,
            new { User = user.Value, NowMs = now.ToUnixTimeMilliseconds(), Count = count }));
        return
        [
            .. rows.Select(row => new OpenSession(
                row.SessionId,
                DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAtMs),
                DateTimeOffset.FromUnixTimeMilliseconds(row.RenewedAtMs))),
        ];
    }

    public async Task<IReadOnlyList<SessionSpan>> ListAsync(UserId user)
    {
        var rows = await database.ReadAsync(connection => connection.QueryAsync<SpanRow>(
            """
            SELECT created_at_ms AS CreatedAtMs, renewed_at_ms AS RenewedAtMs, expires_at_ms AS ExpiresAtMs,
            revoked_at_ms AS RevokedAtMs
            FROM sessions WHERE user_id = @User ORDER BY created_at_ms, session_id
            """,
            new { User = user.Value }));
        return
        [
            .. rows.Select(row => new SessionSpan(
                DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAtMs),
                DateTimeOffset.FromUnixTimeMilliseconds(row.RenewedAtMs),
                DateTimeOffset.FromUnixTimeMilliseconds(row.RevokedAtMs ?? row.ExpiresAtMs))),
        ];
    }

    private Task RevokeWhereAsync(string condition, UserId user, string sessionId, DateTimeOffset now) =>
        database.WriteAsync((connection, transaction) => connection.ExecuteAsync(
            $"UPDATE sessions SET revoked_at_ms = @NowMs WHERE user_id = @User AND revoked_at_ms IS NULL AND {condition}",
            new { NowMs = now.ToUnixTimeMilliseconds(), User = user.Value, SessionId = sessionId },
            transaction));

    private sealed record SessionRow(string? FamilyHash, string? SecretHash, long ExpiresAtMs, long? RevokedAtMs);

    private sealed record RevokedRow(string SessionId, long RevokedAtMs);

    private sealed record OpenRow(string SessionId, long CreatedAtMs, long RenewedAtMs);

    private sealed record SpanRow(long CreatedAtMs, long RenewedAtMs, long ExpiresAtMs, long? RevokedAtMs);
}

/// <summary>When a session began, was last renewed and ends.</summary>
internal readonly record struct SessionSpan(DateTimeOffset CreatedAt, DateTimeOffset RenewedAt, DateTimeOffset EndsAt);

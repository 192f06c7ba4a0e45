using System.Data.Common;
using AudioRooms.Contracts.Events;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Storage;
using Dapper;

namespace AudioRooms.Grains.Events;

/// <summary>Stores calendar feeds in the table <c>calendar_feeds</c>, by the hashes of their secret tokens.</summary>
internal sealed class CalendarFeeds(SqlDatabase database)
{
    /// <summary>Stores a feed. A repeated call changes nothing.</summary>
    public Task OpenAsync(string tokenHash, UserId user, CalendarScope scope, string subject) =>
        database.WriteAsync(
            (connection, transaction) => InsertAsync(connection, transaction, tokenHash, user, scope, subject, edition: 0));

    /// <summary>How often the feed's token was replaced; 0 for a feed that does not exist.</summary>
    public Task<long> EditionAsync(UserId user, CalendarScope scope, string subject) => database.ReadAsync(connection =>
        connection.ExecuteScalarAsync<long>(
            "SELECT COALESCE(MAX(edition), 0) FROM calendar_feeds WHERE user_id = @User AND scope = @Scope AND subject_id = "
                + "@Subject",
            new { User = user.Value, Scope = (long)scope, Subject = subject }));

    /// <summary>Replaces the feed's token.</summary>
    public Task ReplaceAsync(string tokenHash, UserId user, CalendarScope scope, string subject, long edition) =>
        database.WriteAsync(async (connection, transaction) =>
        {
            await connection.ExecuteAsync(
                "DELETE FROM calendar_feeds WHERE user_id = @User AND scope = @Scope AND subject_id = @Subject",
                new { User = user.Value, Scope = (long)scope, Subject = subject },
                transaction);
            await InsertAsync(connection, transaction, tokenHash, user, scope, subject, edition);
        });

    /// <summary>The owner and the contents of a feed; null if no feed has this token.</summary>
    public async Task<(UserId User, CalendarScope Scope, string Subject)?> FindAsync(string tokenHash)
    {
        var rows = await database.ReadAsync(connection => connection.QueryAsync<(string User, long Scope, string Subject)>(
            "SELECT user_id, scope, subject_id FROM calendar_feeds WHERE token_hash = @TokenHash",
            new { TokenHash = tokenHash }));
        return rows.AsList() is [var feed] ? (new UserId(feed.User), (CalendarScope)feed.Scope, feed.Subject) : null;
    }

    private static Task<int> InsertAsync(
        DbConnection connection, DbTransaction transaction, string tokenHash, UserId user, CalendarScope scope, string subject,
        long edition) =>
        connection.ExecuteAsync(
            """
            INSERT INTO calendar_feeds (token_hash, user_id, scope, subject_id, edition) VALUES (@TokenHash, @User, @Scope,
            @Subject, @Edition)
            ON CONFLICT (token_hash) DO NOTHING
            """,
            new { TokenHash = tokenHash, User = user.Value, Scope = (long)scope, Subject = subject, Edition = edition },
            transaction);
}

using AudioRooms.Contracts;
using AudioRooms.Contracts.Discovery;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Social;
using AudioRooms.Grains.Storage;
using Dapper;

namespace AudioRooms.Grains.Discovery;

/// <summary>Finds people to suggest to a viewer.</summary>
internal sealed class SuggestionTables(SqlDatabase database, [ProductClock] TimeProvider time)
{
    // The bounds keep the work constant whatever the number of follows: friends of the newest 200 follows, and 2,000 candidates
    // of either kind, more than a person looks through in an evening.
    private const int FollowsLookedAt = 200;
    private const int CandidatesMax = 2_000;

    /// <summary>As many as a user may follow.</summary>
    private const int DismissedMax = 5_000;

    // One mutual acquaintance counts as much as two shared interests.
    private static readonly string Sql =
        $"""
        SELECT {PersonRow.Columns}, c.mutuals AS Mutuals, c.shared AS Shared, {PersonRow.RelationColumn}
        FROM (
            SELECT k.user_id, SUM(k.mutual) AS mutuals, SUM(k.shared) AS shared FROM (
                SELECT * FROM (
                    SELECT f.other_id AS user_id, 1 AS mutual, 0 AS shared
                    FROM (SELECT other_id FROM follows WHERE actor_id = @Viewer ORDER BY at_ms DESC LIMIT {FollowsLookedAt}) mine
                    JOIN follows f ON f.actor_id = mine.other_id
                    LIMIT {CandidatesMax}) friends
                UNION ALL
                SELECT * FROM (
                    SELECT d.id AS user_id, 0 AS mutual, 1 AS shared
                    FROM search_documents me
                    JOIN search_topics mine ON mine.document_no = me.document_no
                    JOIN search_topics t ON t.topic = mine.topic
                    JOIN search_documents d ON d.document_no = t.document_no AND d.kind = {(int)SearchKind.Person}
                    WHERE me.kind = {(int)SearchKind.Person} AND me.id = @Viewer
                    ORDER BY d.document_no DESC LIMIT {CandidatesMax}) sharers) k
            GROUP BY k.user_id) c
        JOIN people p ON p.user_id = c.user_id
        WHERE p.user_id <> @Viewer
          AND NOT EXISTS (SELECT 1 FROM account_standing z WHERE z.user_id = p.user_id AND z.suspended_until_ms > @NowMs)
          AND NOT EXISTS (SELECT 1 FROM follows r WHERE r.actor_id = @Viewer AND r.other_id = p.user_id)
          AND NOT EXISTS (SELECT 1 FROM dismissed_suggestions r WHERE r.actor_id = @Viewer AND r.other_id = p.user_id)
          AND NOT EXISTS (SELECT 1 FROM mutes r WHERE r.actor_id = @Viewer AND r.other_id = p.user_id)
          AND NOT EXISTS (SELECT 1 FROM blocks r WHERE r.actor_id = @Viewer AND r.other_id = p.user_id)
          AND NOT EXISTS (SELECT 1 FROM blocks r WHERE r.actor_id = p.user_id AND r.other_id = @Viewer)
        ORDER BY 2 * c.mutuals + c.shared DESC, p.follower_count DESC, p.user_id LIMIT @Count
        """;

    /// <summary>The best candidates, best first.</summary>
    public async Task<IReadOnlyList<PersonSuggestion>> ListAsync(UserId viewer, int count)
    {
        var rows = await database.ReadAsync(connection => connection.QueryAsync<SuggestionRow>(
            Sql, new { Viewer = viewer.Value, Count = count, NowMs = time.GetUtcNow().ToUnixTimeMilliseconds() }));
        return [.. rows.Select(row => new PersonSuggestion(row.ToCard(), row.Mutuals, row.Shared))];
    }

    /// <summary>Stops suggesting a person to the viewer.</summary>
    public Task DismissAsync(
        UserId viewer, UserId person) => database.WriteAsync((connection, transaction) => connection.ExecuteAsync(
        """
        INSERT INTO dismissed_suggestions (actor_id, other_id, at_ms) VALUES (@Viewer, @Person, @NowMs)
        ON CONFLICT (actor_id, other_id) DO UPDATE SET at_ms = excluded.at_ms;
        DELETE FROM dismissed_suggestions WHERE actor_id = @Viewer AND other_id IN (
            SELECT other_id FROM dismissed_suggestions WHERE actor_id = @Viewer
            ORDER BY at_ms DESC, other_id LIMIT 1000 OFFSET @Kept);
        """,
        new { Viewer = viewer.Value, Person = person.Value, NowMs = time.GetUtcNow()
            .ToUnixTimeMilliseconds(), Kept = DismissedMax },
        transaction));

    /// <summary>The people that the viewer has dismissed, newest first.</summary>
    public async Task<IReadOnlyList<string>> ListDismissedAsync(UserId viewer) => (await database.ReadAsync(connection =>
        connection.QueryAsync<string>(
            """
            SELECT p.handle FROM dismissed_suggestions d JOIN people p ON p.user_id = d.other_id
            WHERE d.actor_id = @Viewer ORDER BY d.at_ms DESC, d.other_id
            """,
            new { Viewer = viewer.Value }))).AsList();

    /// <summary>Erases the user's dismissals, and the dismissals of the user by others.</summary>
    public Task ForgetAsync(UserId user) => database.WriteAsync((connection, transaction) => connection.ExecuteAsync(
        "DELETE FROM dismissed_suggestions WHERE actor_id = @User OR other_id = @User", new { User = user.Value }, transaction));

    private sealed class SuggestionRow : PersonRow
    {
        public long Mutuals { get; init; }

        public long Shared { get; init; }
    }
}

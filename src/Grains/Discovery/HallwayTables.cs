using System.Collections.Immutable;
using System.Globalization;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Discovery;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Social;
using AudioRooms.Grains.Storage;
using Dapper;

namespace AudioRooms.Grains.Discovery;

/// <summary>Reads the live rooms that concern a viewer from the index of live rooms, the table of stages and the viewer's
/// follows.</summary>
internal sealed class HallwayTables(SqlDatabase database, PeopleTable people, [ProductClock] TimeProvider time)
{
    private const int KnownShown = 3;

    private static readonly string Sql =
        $"""
        SELECT x.id AS RoomId, x.document_no AS DocumentNo, x.reason AS Reason FROM (
            SELECT d.id, d.document_no, CASE
                WHEN EXISTS (
                    SELECT 1 FROM follows f
                    WHERE f.actor_id = @Viewer
                      AND (f.other_id = d.owner_id OR f.other_id IN (SELECT s.user_id FROM room_stage s WHERE s.room_id = d.id))
                      AND NOT EXISTS (SELECT 1 FROM mutes m WHERE m.actor_id = @Viewer AND m.other_id = f.other_id))
                    THEN {(int)HallwayReason.Followed}
                WHEN EXISTS (
                    SELECT 1 FROM club_seats c
                    WHERE c.club_id = d.club_id AND c.user_id = @Viewer
                      AND c.role BETWEEN {(int)ClubRole.Follower} AND {(int)ClubRole.Owner})
                    THEN {(int)HallwayReason.Club}
                WHEN EXISTS (SELECT 1 FROM search_topics t WHERE t.document_no = d.document_no AND #topics#)
                    THEN {(int)HallwayReason.Interest}
                ELSE {(int)HallwayReason.Other} END AS reason
            FROM search_documents d
            WHERE d.kind = {(int)SearchKind.Room}
              AND (@Language = '' OR d.language = @Language OR d.language LIKE @Language || '-%')
              AND {SearchTables.NotApart}) x
        WHERE x.reason <= @Weakest AND (x.reason > @AfterReason OR (x.reason = @AfterReason AND x.document_no < @BeforeNo))
        ORDER BY x.reason, x.document_no DESC LIMIT @Limit
        """;

    private readonly string sql = Sql.Replace("#topics#", database.Dialect.In("t.topic", "@Topics"), StringComparison.Ordinal);

    /// <summary>A page of rooms, the strongest reason first and within a reason the newest room first.</summary>
    public async Task<(IReadOnlyList<HallwayRow> Rows, string? NextPageToken)> ListAsync(
        UserId viewer, HallwayReason weakest, string language, int pageSize, string? pageToken)
    {
        var self = await people.FindAsync(viewer, viewer);
        var (afterReason, beforeNo) = ReadToken(pageToken);
        var parameters = new
        {
            NowMs = time.GetUtcNow().ToUnixTimeMilliseconds(),
            Viewer = viewer.Value,
            Weakest = (int)weakest,
            Language = language.ToLowerInvariant(),
            Topics = (self?.ToProfile().Interests ?? [])
                .SelectMany(topic => TopicTree.WithChildren(topic))
                .Distinct(StringComparer.Ordinal)
                .ToArray(),
            AfterReason = afterReason,
            BeforeNo = beforeNo,
            Limit = pageSize + 1,
        };
        var rows = (await database.ReadAsync(connection => connection.QueryAsync<HallwayRow>(sql, parameters))).AsList();
        var last = rows.Count > pageSize ? rows[pageSize - 1] : null;
        return (
            [.. rows.Take(pageSize)],
            last is null ? null : string.Create(CultureInfo.InvariantCulture, $"{last.Reason}.{last.DocumentNo}"));
    }

    /// <summary>People that the viewer follows and who host these rooms or are on their stages, at most 3 per room.</summary>
    public async Task<Dictionary<string, ImmutableArray<Person>>> KnownAsync(UserId viewer, IReadOnlyList<HallwayRow> rooms)
    {
        var ids = rooms.Where(room => room.Reason == (int)HallwayReason.Followed).Select(room => room.RoomId).ToArray();
        if (ids.Length == 0)
        {
            return [];
        }

        var rows = await database.ReadAsync(connection => connection.QueryAsync<KnownRow>(
            $"""
            SELECT x.room_id AS RoomId, {PersonRow.Columns} FROM (
                SELECT d.id AS room_id, d.owner_id AS user_id FROM search_documents d
                WHERE d.kind = {(int)SearchKind.Room} AND {database.Dialect.In("d.id", "@Rooms")}
                UNION SELECT s.room_id, s.user_id FROM room_stage s WHERE {database.Dialect.In("s.room_id", "@Rooms")}) x
            JOIN follows f ON f.actor_id = @Viewer AND f.other_id = x.user_id
            JOIN people p ON p.user_id = x.user_id
            ORDER BY p.follower_count DESC, p.user_id
            """,
            new { Viewer = viewer.Value, Rooms = ids }));
        return rows.GroupBy(row => row.RoomId, StringComparer.Ordinal).ToDictionary(
            group => group.Key,
            group => group.Take(KnownShown).Select(row => row.ToPerson()).ToImmutableArray(),
            StringComparer.Ordinal);
    }

    // A page token that this grain did not make is read as the first page.
    private static (int AfterReason, long BeforeNo) ReadToken(string? token)
    {
        var parts = token?.Split('.', 2) ?? [];
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var reason)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (reason, number)
            : (0, long.MaxValue);
    }

    private sealed class KnownRow : PersonRow
    {
        public string RoomId { get; init; } = string.Empty;
    }
}

/// <summary>A room of the hallway before its card is read.</summary>
internal sealed class HallwayRow
{
    public string RoomId { get; init; } = string.Empty;

    public long DocumentNo { get; init; }

    /// <summary>A <see cref="HallwayReason"/>.</summary>
    public int Reason { get; init; }
}

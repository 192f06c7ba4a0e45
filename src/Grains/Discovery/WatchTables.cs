using System.Collections.Frozen;
using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Discovery;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Discovery;
using AudioRooms.Grains.Social;
using AudioRooms.Grains.Storage;
using Dapper;

namespace AudioRooms.Grains.Discovery;

/// <summary>Reads listed rooms and viewers' tastes for a watch of the hallway.</summary>
internal sealed class WatchTables(SqlDatabase database, PeopleTable people)
{
    /// <summary>The listed rooms with these ids, or all of them.</summary>
    public async Task<IReadOnlyList<ListedRoom>> RoomsAsync(IReadOnlyCollection<string>? ids)
    {
        var which = ids is null ? "1 = 1" : database.Dialect.In("d.id", "@Ids");
        var parameters = new { Ids = ids?.ToArray() ?? [] };
        var rooms = (await database.ReadAsync(connection => connection.QueryAsync<RoomRow>(
            $"""
            SELECT d.id AS Id, d.document_no AS Number, d.owner_id AS OwnerId, d.club_id AS ClubId, d.language AS Language
            FROM search_documents d WHERE d.kind = {(int)SearchKind.Room} AND {which}
            """,
            parameters))).AsList();
        var stages = await PartsAsync(
            $"SELECT d.id AS Id, d.user_id AS Part FROM (SELECT room_id AS id, user_id FROM room_stage) d WHERE {which}",
            parameters);
        var topics = await PartsAsync(
            $"""
            SELECT d.id AS Id, t.topic AS Part FROM search_topics t JOIN search_documents d ON d.document_no = t.document_no
            WHERE d.kind = {(int)SearchKind.Room} AND {which}
            """,
            parameters);
        return
        [
            .. rooms.Select(room => new ListedRoom(
                room.Id, room.Number, room.OwnerId, [.. stages[room.Id]], room.ClubId, [.. topics[room.Id]], room.Language)),
        ];
    }

    /// <summary>Ids of listed rooms that are hidden because their owner is suspended.</summary>
    public async Task<HashSet<string>> HiddenRoomsAsync(DateTimeOffset now) => (await database.ReadAsync(connection =>
        connection.QueryAsync<string>(
            $"""
            SELECT d.id FROM account_standing z JOIN search_documents d ON d.owner_id = z.user_id
            WHERE z.suspended_until_ms > @NowMs AND d.kind = {(int)SearchKind.Room}
            """,
            new { NowMs = now.ToUnixTimeMilliseconds() }))).ToHashSet(StringComparer.Ordinal);

    /// <summary>The viewer's taste.</summary>
    public async Task<HallwayTaste> TasteAsync(UserId viewer)
    {
        var parameters = new { Viewer = viewer.Value };
        var followed = await IdsAsync(
            """
            SELECT f.other_id FROM follows f
            WHERE f.actor_id = @Viewer
              AND NOT EXISTS (SELECT 1 FROM mutes m WHERE m.actor_id = @Viewer AND m.other_id = f.other_id)
            """,
            parameters);
        var apart = await IdsAsync(
            "SELECT other_id FROM blocks WHERE actor_id = @Viewer UNION SELECT actor_id FROM blocks WHERE other_id = @Viewer",
            parameters);
        var clubs = await IdsAsync(
            $"""
            SELECT club_id FROM club_seats
            WHERE user_id = @Viewer AND role BETWEEN {(int)ClubRole.Follower} AND {(int)ClubRole.Owner}
            """,
            parameters);
        var interests = (await people.FindAsync(viewer, viewer))?.ToProfile().Interests ?? [];
        return new HallwayTaste(
            followed, apart, clubs, interests.SelectMany(topic => TopicTree.WithChildren(topic))
                .ToFrozenSet(StringComparer.Ordinal));
    }

    /// <summary>People by their ids, the most followed first.</summary>
    public async Task<IReadOnlyList<Person>> PeopleAsync(IReadOnlyCollection<string> ids)
    {
        if (ids.Count == 0)
        {
            return [];
        }

        var rows = await database.ReadAsync(connection => connection.QueryAsync<PersonRow>(
            $"""
            SELECT {PersonRow.Columns} FROM people p WHERE {database.Dialect.In("p.user_id", "@Ids")}
            ORDER BY p.follower_count DESC, p.user_id
            """,
            new { Ids = ids.ToArray() }));
        return [.. rows.Select(row => row.ToPerson())];
    }

    private async Task<FrozenSet<string>> IdsAsync(string sql, object parameters) =>
        (await database.ReadAsync(connection => connection.QueryAsync<string>(sql, parameters)))
            .ToFrozenSet(StringComparer.Ordinal);

    private async Task<ILookup<string, string>> PartsAsync(string sql, object parameters) =>
        (await database.ReadAsync(connection => connection.QueryAsync<PartRow>(sql, parameters)))
            .ToLookup(row => row.Id, row => row.Part, StringComparer.Ordinal);

    private sealed class RoomRow
    {
        public string Id { get; init; } = string.Empty;

        public long Number { get; init; }

        public string OwnerId { get; init; } = string.Empty;

        public string ClubId { get; init; } = string.Empty;

        public string Language { get; init; } = string.Empty;
    }

    private sealed class PartRow
    {
        public string Id { get; init; } = string.Empty;

        public string Part { get; init; } = string.Empty;
    }
}

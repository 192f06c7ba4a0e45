using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Social;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Notifications;
using AudioRooms.Grains.Events;
using AudioRooms.Grains.Storage;
using Dapper;

namespace AudioRooms.Grains.Notifications;

/// <summary>A person to tell.</summary>
/// <param name="IsSparing">True if the person wants to hear of the actor sometimes only.</param>
internal readonly record struct Listener(UserId UserId, bool IsSparing);

/// <summary>Finds the people to tell, page by page, in the tables of relations, clubs and events.</summary>
internal sealed class InboxAudience(SqlDatabase database)
{
    private static readonly string Belongs = $"role BETWEEN {(int)ClubRole.Member} AND {(int)ClubRole.Owner}";

    /// <summary>The next page, in the order of ids.</summary>
    public async Task<List<Listener>> PageAsync(Audience audience, string after, int limit)
    {
        var users = database.Dialect.In("b.other_id", "@Seen");
        var others = database.Dialect.In("b.actor_id", "@Seen");
        var rows = await database.ReadAsync(connection => connection.QueryAsync<Row>(
            $"""
            SELECT u.user_id AS UserId, u.level AS Level FROM ({Source(audience.Kind)}) u
            WHERE u.user_id > @After AND u.user_id <> @Actor
              AND EXISTS (SELECT 1 FROM people p WHERE p.user_id = u.user_id)
              AND NOT EXISTS (SELECT 1 FROM mutes m WHERE m.actor_id = u.user_id AND m.other_id = @Actor)
              AND NOT EXISTS (
                SELECT 1 FROM follows n WHERE n.actor_id = u.user_id AND n.other_id = @Actor
                AND n.level = {(int)Relation.HearsNever})
              AND NOT EXISTS (SELECT 1 FROM blocks b WHERE b.actor_id = u.user_id AND {users})
              AND NOT EXISTS (SELECT 1 FROM blocks b WHERE b.other_id = u.user_id AND {others})
              {Also(audience)}
            ORDER BY u.user_id LIMIT @Limit
            """,
            new
            {
                After = after,
                Limit = limit,
                Actor = audience.Actor?.Value ?? string.Empty,
                Subject = audience.SubjectId,
                Seen = audience.Seen.Append(audience.Actor ?? default).Select(user => user.Value ?? string.Empty).ToArray(),
                FollowedBy = audience.FollowedBy?.Select(user => user.Value).ToArray() ?? [],
                audience.MembersOf,
                audience.NotOf,
            }));
        return [.. rows.Select(row => new Listener(new UserId(row.UserId), row.Level == 0))];
    }

    // The level is how much a person wants to hear of the actor, for the groups that follow the actor.
    private static string Source(AudienceKind kind) => kind switch
    {
        AudienceKind.Recipient => $"SELECT user_id, {(int)Relation.HearsAlways} AS level FROM people WHERE user_id = @Subject",
        AudienceKind.FollowingRecipient =>
            $"SELECT actor_id AS user_id, {(int)Relation.HearsAlways} AS level FROM follows WHERE actor_id = @Subject AND "
            + "other_id = @Actor",
        AudienceKind.Followers => "SELECT actor_id AS user_id, level FROM follows WHERE other_id = @Actor AND actor_id > @After",
        AudienceKind.KeenFollowers =>
            "SELECT actor_id AS user_id, level FROM follows WHERE other_id = @Actor AND actor_id > @After AND level = "
                + $"{(int)Relation.HearsAlways}",
        AudienceKind.ClubPeople => ClubSource($"role BETWEEN {(int)ClubRole.Follower} AND {(int)ClubRole.Owner}"),
        AudienceKind.ClubMembersWhoFollow => ClubSource(
            $"{Belongs} AND EXISTS (SELECT 1 FROM follows g WHERE g.actor_id = club_seats.user_id AND g.other_id = @Actor)"),
        AudienceKind.ClubMembers => ClubSource(Belongs),
        AudienceKind.ClubAdmins => ClubSource($"role BETWEEN {(int)ClubRole.Leader} AND {(int)ClubRole.Owner}"),
        AudienceKind.EventPeople => EventSource($"kind IN ({(int)EventTie.Follows}, {(int)EventTie.Attends})"),
        AudienceKind.EventHosts => EventSource($"kind = {(int)EventTie.Hosts}"),
        AudienceKind.EventEverybody => EventSource("1 = 1"),
    };

    private static string ClubSource(string condition) =>
        $"SELECT user_id, {(int)Relation.HearsAlways} AS level FROM club_seats WHERE club_id = @Subject AND {condition}";

    private static string EventSource(string condition) =>
        $"SELECT DISTINCT user_id, {(int)Relation.HearsAlways} AS level FROM event_people WHERE event_id = @Subject AND "
        + $"{condition}";

    private string Also(Audience audience)
    {
        var conditions = string.Empty;
        if (audience.FollowedBy is not null)
        {
            conditions +=
                $"""
                 AND EXISTS (
                    SELECT 1 FROM follows s WHERE s.other_id = u.user_id AND {database.Dialect.In("s.actor_id", "@FollowedBy")})
                """;
        }

        if (audience.MembersOf is not null)
        {
            conditions +=
                " AND EXISTS (SELECT 1 FROM club_seats c WHERE c.club_id = @MembersOf AND c.user_id = u.user_id AND "
                    + $"c.{Belongs})";
        }

        if (audience.NotOf is not null)
        {
            conditions +=
                $"""
                 AND NOT EXISTS (
                    SELECT 1 FROM club_seats c WHERE c.club_id = @NotOf AND c.user_id = u.user_id
                    AND c.role BETWEEN {(int)ClubRole.Follower} AND {(int)ClubRole.Owner})
                """;
        }

        return conditions;
    }

    private sealed class Row
    {
        public string UserId { get; init; } = string.Empty;

        public int Level { get; init; }
    }
}

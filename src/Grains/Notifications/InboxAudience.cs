using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Social;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Events;
using AudioRooms.Grains.Storage;
using Dapper;

namespace AudioRooms.Grains.Notifications;

/// <summary>Who may be told, before each one's own wishes.</summary>
internal enum AudienceKind
{
    /// <summary>One person.</summary>
    Recipient = 1,

    /// <summary>One person, if they follow the actor.</summary>
    FollowingRecipient = 2,

    /// <summary>Whoever follows the actor.</summary>
    Followers = 3,

    /// <summary>Whoever follows the actor and wants to hear everything.</summary>
    KeenFollowers = 4,

    /// <summary>Whoever follows or belongs to a club.</summary>
    ClubPeople = 5,

    /// <summary>Members of a club who follow the actor.</summary>
    ClubMembersWhoFollow = 6,

    /// <summary>Members of a club.</summary>
    ClubMembers = 7,

    /// <summary>Whoever runs a club.</summary>
    ClubAdmins = 8,

    /// <summary>Whoever follows an event or attends it.</summary>
    EventPeople = 9,

    /// <summary>Whoever hosts an event.</summary>
    EventHosts = 10,

    /// <summary>Whoever follows, attends or hosts an event.</summary>
    EventEverybody = 11,
}

/// <summary>A question for people who may be told of something.</summary>
/// <param name="Kind">Among whom.</param>
/// <param name="Actor">Who did it; nobody who has muted them, or hears nothing of them, is told.</param>
/// <param name="SubjectId">Id of the recipient, the club or the event.</param>
internal sealed record Audience(AudienceKind Kind, UserId? Actor, string SubjectId)
{
    /// <summary>Whom one sees with the subject, the actor aside: nobody apart from one of them by a block is told.</summary>
    public IReadOnlyList<UserId> Seen { get; init; } = [];

    /// <summary>Only people whom one of these follows; null for everybody.</summary>
    public IReadOnlyList<UserId>? FollowedBy { get; init; }

    /// <summary>Only members of this club; null for everybody.</summary>
    public string? MembersOf { get; init; }

    /// <summary>Nobody who follows or belongs to this club, because they are told by the club; null for everybody.</summary>
    public string? NotOf { get; init; }
}

/// <summary>Somebody who may be told.</summary>
/// <param name="UserId">Who.</param>
/// <param name="IsSparing">They want to hear of the actor sometimes.</param>
internal readonly record struct Listener(UserId UserId, bool IsSparing);

/// <summary>Finds whom to tell, page by page, from the tables of relations, clubs and events.</summary>
internal sealed class InboxAudience(SqlDatabase database)
{
    private static readonly string Belongs = $"role BETWEEN {(int)ClubRole.Member} AND {(int)ClubRole.Owner}";

    /// <summary>The next page in the order of ids.</summary>
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
                SELECT 1 FROM follows n WHERE n.actor_id = u.user_id AND n.other_id = @Actor AND n.level = {(int)Relation.HearsNever})
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

    // Level: what they want to hear of the actor, where it is the actor that they hear of.
    private static string Source(AudienceKind kind) => kind switch
    {
        AudienceKind.Recipient => $"SELECT user_id, {(int)Relation.HearsAlways} AS level FROM people WHERE user_id = @Subject",
        AudienceKind.FollowingRecipient =>
            $"SELECT actor_id AS user_id, {(int)Relation.HearsAlways} AS level FROM follows WHERE actor_id = @Subject AND other_id = @Actor",
        AudienceKind.Followers => "SELECT actor_id AS user_id, level FROM follows WHERE other_id = @Actor AND actor_id > @After",
        AudienceKind.KeenFollowers =>
            $"SELECT actor_id AS user_id, level FROM follows WHERE other_id = @Actor AND actor_id > @After AND level = {(int)Relation.HearsAlways}",
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
        $"SELECT DISTINCT user_id, {(int)Relation.HearsAlways} AS level FROM event_people WHERE event_id = @Subject AND {condition}";

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
            conditions += $" AND EXISTS (SELECT 1 FROM club_seats c WHERE c.club_id = @MembersOf AND c.user_id = u.user_id AND c.{Belongs})";
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

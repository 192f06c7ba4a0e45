using System.Data.Common;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Social;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Announcements;
using AudioRooms.Domain.Discovery;
using AudioRooms.Domain.Social;
using AudioRooms.Grains.Announcements;
using AudioRooms.Grains.Listings;
using AudioRooms.Grains.Schedule;
using AudioRooms.Grains.Storage;
using Dapper;

namespace AudioRooms.Grains.Social;

/// <summary>The tables <c>follows</c>, <c>blocks</c> and <c>mutes</c>, the only copy of all relations. Both sides of a relation
/// read the same row and cannot disagree. A block ends the follows in both directions in its own transaction.</summary>
internal sealed class RelationsTable(
    SqlDatabase database, IAnnouncements announcements, ISchedule schedule, [ProductClock] TimeProvider time)
{
    /// <summary>Carries out a command of one user about another.</summary>
    public async Task<PeopleReply<RelationView>> RelateAsync(UserId actor, RelationCommand command, UserId other)
    {
        if (actor == other)
        {
            return PeopleRejection.Oneself;
        }

        PeopleReply<RelationView> reply = PeopleRejection.NotFound;
        await database.WriteAsync(async (connection, transaction) =>
        {
            var now = time.GetUtcNow();
            var pair = new Pair(actor.Value, other.Value, now.ToUnixTimeMilliseconds());
            if (!await LockAsync(connection, transaction, pair))
            {
                return;
            }

            var relation = (await RelationsAsync(connection, transaction, actor, [other]))[0];
            var count = await connection.ExecuteScalarAsync<long>(
                $"SELECT COUNT(*) FROM {TableOf(command)} WHERE actor_id = @Actor", pair, transaction);
            if (RelationRules.Check(command, relation, count) is { } rejection)
            {
                reply = rejection;
                return;
            }

            var next = RelationRules.Apply(command, relation);
            await StoreAsync(connection, transaction, pair, relation, next);
            await AnnounceAsync(connection, transaction, actor, other, relation, next, now);
            if (next != relation)
            {
                await HallwayChanges.AppendAsync(
                    connection, transaction, HallwayChangeKind.Person, [actor.Value, other.Value], now);
            }

            reply = new RelationView(other, next);
        });
        announcements.Wake();
        return reply;
    }

    /// <summary>The user's relations to others, in the order of <paramref name="others"/>.</summary>
    public Task<IReadOnlyList<Relation>> RelationsAsync(UserId user, IReadOnlyList<UserId> others) =>
        database.ReadAsync(connection => RelationsAsync(connection, null, user, others));

    /// <summary>A page of a user's list as the viewer may see it, newest first.</summary>
    public async Task<PeoplePage> ListAsync(PeopleList list, UserId user, UserId viewer, int pageSize, string? pageToken)
    {
        var (table, own, others) = list switch
        {
            PeopleList.Followers => ("follows", "other_id", "actor_id"),
            PeopleList.Following => ("follows", "actor_id", "other_id"),
            PeopleList.Blocked => ("blocks", "actor_id", "other_id"),
            PeopleList.Muted => ("mutes", "actor_id", "other_id"),
        };

        // Blocked people are visible only in the user's own list of them.
        var visible = list == PeopleList.Blocked
            ? string.Empty
            : $"""
              AND NOT EXISTS (SELECT 1 FROM blocks b WHERE b.actor_id = @Viewer AND b.other_id = l.{others})
              AND NOT EXISTS (SELECT 1 FROM blocks b WHERE b.actor_id = l.{others} AND b.other_id = @Viewer)
              """;
        var before = PageToken.Read(pageToken, PageToken.Newest);

        // One row more than asked for shows whether there is another page.
        var rows = (await database.ReadAsync(connection => connection.QueryAsync<PersonRow>(
            $"""
            SELECT {PersonRow.Columns}, l.at_ms AS AtMs, {PersonRow.RelationColumn}
            FROM {table} l JOIN people p ON p.user_id = l.{others}
            WHERE l.{own} = @User
              AND (l.at_ms < @BeforeMs OR (l.at_ms = @BeforeMs AND l.{others} < @BeforeId))
              {visible}
            ORDER BY l.at_ms DESC, l.{others} DESC LIMIT @Limit
            """,
            new { User = user.Value, Viewer = viewer.Value, BeforeMs = before.AtMs, BeforeId = before.Id, Limit = pageSize
                + 1 }))).AsList();
        var last = rows.Count > pageSize ? rows[pageSize - 1] : null;
        return new PeoplePage(
            [.. rows.Take(pageSize).Select(row => row.ToCard())],
            last is null ? null : new PageToken(last.AtMs, last.UserId).ToString());
    }

    private Task AnnounceAsync(
        DbConnection connection, DbTransaction transaction, UserId actor, UserId other, Relation before, Relation next,
        DateTimeOffset now)
    {
        var begun = next & ~before;
        return begun.HasFlag(Relation.Follows)
            ? announcements.AppendAsync(connection, transaction, new Announcement(
                before.HasFlag(Relation.FollowedBy) ? AnnouncementKind.FollowedBack : AnnouncementKind.Followed,
                actor,
                $"user/{actor}",
                now,
                Recipient: other))
            : begun.HasFlag(Relation.Blocks)
                ? schedule.PutAsync(connection, transaction, Parting.Of(actor, other, now))
                : Task.CompletedTask;
    }

    private static string TableOf(RelationCommand command) => command switch
    {
        RelationCommand.Follow or RelationCommand.Unfollow or RelationCommand.HearAlways or RelationCommand.HearSometimes
            or RelationCommand.HearNever => "follows",
        RelationCommand.Block or RelationCommand.Unblock => "blocks",
        RelationCommand.Mute or RelationCommand.Unmute => "mutes",
    };

    /// <summary>False unless both users exist. On PostgreSQL it locks their rows in a fixed order, so that a follow and a block
    /// between the same two people run one after the other. SQLite has one writer at a time anyway.</summary>
    private async Task<bool> LockAsync(DbConnection connection, DbTransaction transaction, Pair pair)
    {
        var hold = database.Dialect == SqlDialect.PostgreSql ? "FOR UPDATE" : string.Empty;
        var present = await connection.QueryAsync<string>(
            $"SELECT user_id FROM people WHERE user_id = @Actor OR user_id = @Other ORDER BY user_id {hold}", pair, transaction);
        return present.Count() == 2;
    }

    private static async Task StoreAsync(
        DbConnection connection, DbTransaction transaction, Pair pair, Relation before, Relation next)
    {
        var reverse = pair with { Actor = pair.Other, Other = pair.Actor };
        foreach (var (flag, table, row) in new[]
        {
            (Relation.Follows, "follows", pair),
            (Relation.FollowedBy, "follows", reverse),
            (Relation.Blocks, "blocks", pair),
            (Relation.Mutes, "mutes", pair),
        })
        {
            if (before.HasFlag(flag) == next.HasFlag(flag))
            {
                continue;
            }

            var added = next.HasFlag(flag);
            await connection.ExecuteAsync(
                added
                    ? $"INSERT INTO {table} (actor_id, other_id, at_ms) VALUES (@Actor, @Other, @AtMs)"
                    : $"DELETE FROM {table} WHERE actor_id = @Actor AND other_id = @Other",
                row,
                transaction);
            if (table == "follows")
            {
                await CountAsync(connection, transaction, row, added ? 1 : -1);
            }
        }

        await StoreLevelAsync(connection, transaction, pair, before, next);
    }

    // A new follow begins with "sometimes", the default of the column.
    private static Task StoreLevelAsync(
        DbConnection connection, DbTransaction transaction, Pair pair, Relation before, Relation next)
    {
        const Relation levels = Relation.HearsAlways | Relation.HearsNever;
        return (before & levels) == (next & levels) || !next.HasFlag(Relation.Follows)
            ? Task.CompletedTask
            : connection.ExecuteAsync(
                "UPDATE follows SET level = @Level WHERE actor_id = @Actor AND other_id = @Other",
                new { pair.Actor, pair.Other, Level = (int)(next & levels) },
                transaction);
    }

    private static async Task CountAsync(DbConnection connection, DbTransaction transaction, Pair follow, int by)
    {
        await connection.ExecuteAsync(
            "UPDATE people SET following_count = following_count + @By WHERE user_id = @Actor",
            new { follow.Actor, By = by },
            transaction);
        await connection.ExecuteAsync(
            "UPDATE people SET follower_count = follower_count + @By WHERE user_id = @Other",
            new { follow.Other, By = by },
            transaction);
    }

    private async Task<IReadOnlyList<Relation>> RelationsAsync(
        DbConnection connection, DbTransaction? transaction, UserId user, IReadOnlyList<UserId> others)
    {
        var isOther = database.Dialect.In("other_id", "@Others");
        var isActor = database.Dialect.In("actor_id", "@Others");
        var rows = await connection.QueryAsync<BitRow>(
            $"""
            SELECT other_id AS UserId, 1 + level AS Bit FROM follows WHERE actor_id = @User AND {isOther}
            UNION ALL SELECT actor_id, 2 FROM follows WHERE other_id = @User AND {isActor}
            UNION ALL SELECT other_id, 4 FROM blocks WHERE actor_id = @User AND {isOther}
            UNION ALL SELECT actor_id, 8 FROM blocks WHERE other_id = @User AND {isActor}
            UNION ALL SELECT other_id, 16 FROM mutes WHERE actor_id = @User AND {isOther}
            """,
            new { User = user.Value, Others = others.Select(other => other.Value).Distinct(StringComparer.Ordinal).ToArray() },
            transaction);
        var bits = rows.GroupBy(row => row.UserId, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => (Relation)group.Sum(row => row.Bit), StringComparer.Ordinal);
        return [.. others.Select(other => bits.GetValueOrDefault(other.Value))];
    }

    private sealed record Pair(string Actor, string Other, long AtMs);

    private sealed class BitRow
    {
        public string UserId { get; init; } = string.Empty;

        public int Bit { get; init; }
    }
}

using System.Data.Common;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Discovery;
using AudioRooms.Contracts.Social;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Discovery;
using AudioRooms.Grains.Listings;
using AudioRooms.Grains.Storage;
using Dapper;

namespace AudioRooms.Grains.Social;

/// <summary>Profiles in the table <c>people</c> (ADR 6). The table is the only copy: a profile, its counts and its search
/// document change in one transaction, and a list of people is one query.</summary>
internal sealed class PeopleTable(SqlDatabase database, ISearchIndex index, [ProductClock] TimeProvider time) : ISearchSource
{
    private const int KnownFollowersShown = 3;
    private const int KnownFollowersCounted = 100;

    public SearchKind Kind => SearchKind.Person;

    public Task AddAsync(Person person) => database.WriteAsync(async (connection, transaction) =>
    {
        var profile = new Profile(person, string.Empty, [], string.Empty, [], false, time.GetUtcNow(), 0, 0);
        var added = await connection.ExecuteAsync(
            """
            INSERT INTO people (user_id, handle, display_name, bio, interests, language, expertise, is_verified, joined_at_ms,
                follower_count, following_count)
            VALUES (@UserId, @Handle, @DisplayName, '', '', '', '', @IsVerified, @JoinedAtMs, 0, 0)
            ON CONFLICT (user_id) DO NOTHING
            """,
            new
            {
                UserId = person.Id.Value,
                person.Handle,
                person.DisplayName,
                profile.IsVerified,
                JoinedAtMs = profile.JoinedAt.ToUnixTimeMilliseconds(),
            },
            transaction);
        if (added > 0)
        {
            await index.UpsertAsync(connection, transaction, SearchTexts.Of(profile));
        }
    });

    public Task<PersonRow?> FindAsync(UserId user, UserId viewer) => database.ReadAsync(connection =>
        connection.QuerySingleOrDefaultAsync<PersonRow>(
            $"SELECT {PersonRow.Columns}, {PersonRow.RelationColumn} FROM people p WHERE p.user_id = @User",
            new { User = user.Value, Viewer = viewer.Value }));

    /// <summary>The profile as the viewer may see it, or null.</summary>
    public async Task<ProfileView?> ViewAsync(UserId user, UserId viewer)
    {
        if (await FindAsync(user, viewer) is not { } row || ((Relation)row.Relation).HasFlag(Relation.BlockedBy))
        {
            return null;
        }

        var known = (await database.ReadAsync(connection => connection.QueryAsync<PersonRow>(
            $"""
            SELECT {PersonRow.Columns} FROM follows f
            JOIN follows mine ON mine.actor_id = @Viewer AND mine.other_id = f.actor_id
            JOIN people p ON p.user_id = f.actor_id
            WHERE f.other_id = @User
            ORDER BY f.at_ms DESC, f.actor_id DESC LIMIT @Limit
            """,
            new { User = user.Value, Viewer = viewer.Value, Limit = KnownFollowersCounted }))).AsList();
        return new ProfileView(
            row.ToProfile(),
            (Relation)row.Relation,
            [.. known.Take(KnownFollowersShown).Select(follower => follower.ToPerson())],
            known.Count);
    }

    /// <summary>Changes the profile and its search document.</summary>
    public async Task<PeopleReply<Profile>> ChangeAsync(UserId user, Func<Profile, PeopleReply<Profile>> decide)
    {
        PeopleReply<Profile> reply = PeopleRejection.NotFound;
        await database.WriteAsync(async (connection, transaction) =>
        {
            var row = await connection.QuerySingleOrDefaultAsync<PersonRow>(
                $"SELECT {PersonRow.Columns} FROM people p WHERE p.user_id = @User", new { User = user.Value }, transaction);
            if (row is null)
            {
                return;
            }

            reply = decide(row.ToProfile());
            if (reply.Value is { } next)
            {
                await connection.ExecuteAsync(
                    """
                    UPDATE people SET display_name = @DisplayName, bio = @Bio, interests = @Interests, language = @Language,
                        expertise = @Expertise, is_verified = @IsVerified
                    WHERE user_id = @User
                    """,
                    new
                    {
                        User = user.Value,
                        next.Person.DisplayName,
                        next.Bio,
                        Interests = string.Join(' ', next.Interests),
                        next.Language,
                        Expertise = string.Join('\n', next.Expertise),
                        next.IsVerified,
                    },
                    transaction);
                await index.UpsertAsync(connection, transaction, SearchTexts.Of(next));
                await HallwayChanges.AppendAsync(
                    connection, transaction, HallwayChangeKind.Person, [user.Value], time.GetUtcNow());
            }
        });
        return reply;
    }

    /// <summary>Removes the user, all relations and the search document.</summary>
    public Task RemoveAsync(UserId user) => database.WriteAsync(async (connection, transaction) =>
    {
        await connection.ExecuteAsync(
            """
            DELETE FROM people WHERE user_id = @User;
            UPDATE people SET follower_count = follower_count - 1
            WHERE user_id IN (SELECT other_id FROM follows WHERE actor_id = @User);
            UPDATE people SET following_count = following_count - 1
            WHERE user_id IN (SELECT actor_id FROM follows WHERE other_id = @User);
            DELETE FROM follows WHERE actor_id = @User OR other_id = @User;
            DELETE FROM blocks WHERE actor_id = @User OR other_id = @User;
            DELETE FROM mutes WHERE actor_id = @User OR other_id = @User;
            """,
            new { User = user.Value },
            transaction);
        await index.RemoveAsync(connection, transaction, SearchKind.Person, user.Value);
    });

    public async Task<int> WriteAllAsync(DbConnection connection, DbTransaction transaction)
    {
        var rows = await connection.QueryAsync<PersonRow>($"SELECT {PersonRow.Columns} FROM people p", transaction: transaction);
        var count = 0;
        foreach (var row in rows)
        {
            await index.UpsertAsync(connection, transaction, SearchTexts.Of(row.ToProfile()));
            count++;
        }

        return count;
    }
}

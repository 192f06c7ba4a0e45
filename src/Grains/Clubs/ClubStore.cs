using System.Data.Common;
using AudioRooms.Contracts.Clubs;
using AudioRooms.Contracts.Discovery;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Announcements;
using AudioRooms.Domain.Clubs;
using AudioRooms.Grains.Announcements;
using AudioRooms.Grains.Listings;
using AudioRooms.Grains.Storage;
using Dapper;

namespace AudioRooms.Grains.Clubs;

/// <summary>
/// Clubs in the tables <c>clubs</c> and <c>club_seats</c>. A change writes the club's row and the seats that it touched, never
/// all of them, and what the directory reads is what the club itself is made of: ADR 6.
/// </summary>
internal sealed class ClubStore(SqlDatabase database, ISearchIndex search, IAnnouncements announcements) : ISearchSource
{
    private const string InsertClub =
        """
        INSERT INTO clubs (club_id, version, kind, name, name_key, description, rules, rules_edition, question, topics, language,
        room_openers,
                           owner_id, member_count, follower_count, created_at_ms, closed_at_ms)
        VALUES (@ClubId, @Version, @Kind, @Name, @NameKey, @Description, @Rules, @RulesEdition, @Question, @Topics, @Language,
        @RoomOpeners,
                @OwnerId, @MemberCount, @FollowerCount, @CreatedAtMs, @ClosedAtMs)
        """;

    // What cannot change, name and kind, is not written again.
    private const string UpdateClub =
        """
        UPDATE clubs SET version = @Version, description = @Description, rules = @Rules, rules_edition = @RulesEdition,
        question = @Question,
            topics = @Topics, language = @Language, room_openers = @RoomOpeners, owner_id = @OwnerId, member_count = @MemberCount,
            follower_count = @FollowerCount, closed_at_ms = @ClosedAtMs
        WHERE club_id = @ClubId AND version = @Version - 1
        """;

    private const string UpsertSeat =
        """
        INSERT INTO club_seats (club_id, user_id, handle, display_name, role, pending, answer, since_ms)
        VALUES (@ClubId, @UserId, @Handle, @DisplayName, @Role, @Pending, @Answer, @SinceMs)
        ON CONFLICT (club_id, user_id) DO UPDATE SET handle = excluded.handle, display_name = excluded.display_name,
        role = excluded.role,
            pending = excluded.pending, answer = excluded.answer, since_ms = excluded.since_ms
        """;

    public SearchKind Kind => SearchKind.Club;

    /// <summary>The club with everybody in it, or null if there is none.</summary>
    public Task<Club?> LoadAsync(string clubId) => database.ReadAsync(async connection =>
    {
        // The club first: if another activation writes in between, this one has the older version and its next change is refused.
        var club = await connection.QuerySingleOrDefaultAsync<ClubRow>(
            $"SELECT {ClubRow.Columns} FROM clubs c WHERE club_id = @ClubId", new { ClubId = clubId });
        return club?.ToClub(await connection.QueryAsync<ClubSeatRow>(
            $"SELECT {ClubSeatRow.Columns} FROM club_seats WHERE club_id = @ClubId", new { ClubId = clubId }));
    });

    /// <summary>Stores a new club.</summary>
    /// <param name="club">Version 1.</param>
    /// <param name="ownedCountMax">Most open clubs that its owner may own with it.</param>
    /// <returns>Why not, or null.</returns>
    /// <exception cref="ClubConflictException">Somebody else founded a club with this id.</exception>
    public async Task<ClubRejection?> InsertAsync(Club club, int ownedCountMax)
    {
        var row = ClubRow.Of(club);
        var nameKey = ClubName.KeyOf(club.Name);
        ClubRejection? rejection = null;
        try
        {
            await database.WriteAsync(async (connection, transaction) =>
            {
                if (await CountOwnedAsync(connection, transaction, row) >= ownedCountMax)
                {
                    rejection = ClubRejection.TooManyClubs;
                    return;
                }

                var parameters = new DynamicParameters(row);
                parameters.Add("NameKey", nameKey);
                await connection.ExecuteAsync(InsertClub, parameters, transaction);
                await WriteSeatsAsync(connection, transaction, club, [.. club.Seats.Keys]);
                await IndexAsync(connection, transaction, row);
            });
        }
        catch (DbException exception) when (SqlDatabase.IsUniqueViolation(exception))
        {
            // Id or name: only a club of another id with this name means that the name is taken.
            var isNameTaken = await database.ReadAsync(connection => connection.ExecuteScalarAsync<long>(
                "SELECT COUNT(*) FROM clubs WHERE name_key = @NameKey AND club_id <> @ClubId",
                new { NameKey = nameKey, row.ClubId })) > 0;
            return isNameTaken ? ClubRejection.NameTaken : throw new ClubConflictException(club.Id, club.Version, exception);
        }

        return rejection;
    }

    /// <summary>Stores a change, and what is to be told of it.</summary>
    /// <exception cref="ClubConflictException">Somebody else wrote this version.</exception>
    /// <param name="club">The next version.</param>
    /// <param name="touched">Whose seats differ.</param>
    /// <param name="news">What to announce.</param>
    /// <param name="ownedCountMax">Most open clubs that its owner may own with it; null if the owner is who it was.</param>
    /// <returns>Why not, or null.</returns>
    public async Task<ClubRejection?> UpdateAsync(
        Club club, IReadOnlyCollection<UserId> touched, IReadOnlyCollection<Announcement> news, int? ownedCountMax)
    {
        ClubRejection? rejection = null;
        await database.WriteAsync(async (connection, transaction) =>
        {
            var row = ClubRow.Of(club);
            if (ownedCountMax is { } max && await CountOwnedAsync(connection, transaction, row) >= max)
            {
                rejection = ClubRejection.HeirOwnsTooMany;
                return;
            }

            if (await connection.ExecuteAsync(UpdateClub, row, transaction) != 1)
            {
                throw new ClubConflictException(club.Id, club.Version);
            }

            await WriteSeatsAsync(connection, transaction, club, touched);
            await IndexAsync(connection, transaction, row);
            foreach (var announcement in news)
            {
                await announcements.AppendAsync(connection, transaction, announcement);
            }
        });
        if (rejection is null && news.Count > 0)
        {
            announcements.Wake();
        }

        return rejection;
    }

    /// <summary>All that somebody is in clubs, closed ones included; as many as the clubs that one can be in.</summary>
    public async Task<IReadOnlyList<ClubSeatOfUser>> ListSeatsOfAsync(UserId user) => (await database.ReadAsync(
        connection => connection.QueryAsync<ClubSeatOfUser>(
            """
            SELECT c.club_id AS ClubId, c.name AS ClubName, s.role AS Role, s.pending AS Pending, s.answer AS Answer,
            s.since_ms AS SinceMs
            FROM club_seats s JOIN clubs c ON c.club_id = s.club_id WHERE s.user_id = @User ORDER BY c.club_id
            """,
            new { User = user.Value }))).AsList();

    /// <summary>A page of seats from old to new, and one more row if there is another page.</summary>
    public async Task<List<ClubSeatRow>> ListSeatsAsync(string clubId, ClubListing listing, PageToken after, int limit)
    {
        var which = listing switch
        {
            ClubListing.Members => $"role IN ({(int)ClubRole.Member}, {(int)ClubRole.Leader}, {(int)ClubRole.Owner})",
            ClubListing.Applications => $"pending = {(int)ClubPending.Applied}",
            ClubListing.Invitations => $"pending = {(int)ClubPending.Invited}",
            ClubListing.Banned => $"role = {(int)ClubRole.Banned}",
        };
        var rows = await database.ReadAsync(connection => connection.QueryAsync<ClubSeatRow>(
            $"""
            SELECT {ClubSeatRow.Columns} FROM club_seats
            WHERE club_id = @ClubId AND {which} AND (since_ms > @AtMs OR (since_ms = @AtMs AND user_id > @Id))
            ORDER BY since_ms, user_id LIMIT @Limit
            """,
            new { ClubId = clubId, after.AtMs, after.Id, Limit = limit }));
        return rows.AsList();
    }

    /// <summary>A page of clubs from new to old as a user sees them, and one more row if there is another page.</summary>
    public async Task<List<ClubRow>> ListClubsAsync(ClubScope scope, UserId viewer, PageToken before, int limit)
    {
        var which = scope switch
        {
            ClubScope.Public => $"c.kind <> {(int)ClubKind.Private}",
            ClubScope.Mine => $"v.role BETWEEN {(int)ClubRole.Follower} AND {(int)ClubRole.Owner}",
            ClubScope.Invitations => $"v.pending = {(int)ClubPending.Invited}",
        };
        var rows = await database.ReadAsync(connection => connection.QueryAsync<ClubRow>(
            $"""
            SELECT {ClubRow.Columns}, o.handle AS OwnerHandle, o.display_name AS OwnerDisplayName,
                COALESCE(v.role, 0) AS ViewerRole, COALESCE(v.pending, 0) AS ViewerPending
            FROM clubs c
            JOIN club_seats o ON o.club_id = c.club_id AND o.user_id = c.owner_id
            LEFT JOIN club_seats v ON v.club_id = c.club_id AND v.user_id = @Viewer
            WHERE c.closed_at_ms = 0 AND {which} AND (c.created_at_ms < @AtMs OR (c.created_at_ms = @AtMs AND c.club_id < @Id))
            ORDER BY c.created_at_ms DESC, c.club_id DESC LIMIT @Limit
            """,
            new { Viewer = viewer.Value, before.AtMs, before.Id, Limit = limit }));
        return rows.AsList();
    }

    public async Task<int> WriteAllAsync(DbConnection connection, DbTransaction transaction)
    {
        var rows = (await connection.QueryAsync<ClubRow>($"SELECT {ClubRow.Columns} FROM clubs c", transaction: transaction))
            .AsList();
        foreach (var row in rows)
        {
            await IndexAsync(connection, transaction, row);
        }

        return rows.Count(row => row.IsFindable);
    }

    /// <summary>What is private is never written; what is closed is not found any more.</summary>
    private Task IndexAsync(DbConnection connection, DbTransaction transaction, ClubRow row) => row.IsFindable
        ? search.UpsertAsync(connection, transaction, row.ToSearchDocument())
        : search.RemoveAsync(connection, transaction, SearchKind.Club, row.ClubId);

    // Besides this one.
    private static Task<long> CountOwnedAsync(DbConnection connection, DbTransaction transaction, ClubRow row) =>
        connection.ExecuteScalarAsync<long>(
            "SELECT COUNT(*) FROM clubs WHERE owner_id = @OwnerId AND club_id <> @ClubId AND closed_at_ms = 0", row, transaction);

    private static async Task WriteSeatsAsync(
        DbConnection connection, DbTransaction transaction, Club club, IReadOnlyCollection<UserId> touched)
    {
        foreach (var user in touched)
        {
            if (club.Seats.TryGetValue(user, out var seat))
            {
                await connection.ExecuteAsync(UpsertSeat, ClubSeatRow.Of(club.Id, seat), transaction);
            }
            else
            {
                await connection.ExecuteAsync(
                    "DELETE FROM club_seats WHERE club_id = @ClubId AND user_id = @UserId",
                    new { ClubId = club.Id, UserId = user.Value },
                    transaction);
            }
        }
    }
}

/// <summary>What somebody is in one club.</summary>
internal sealed record ClubSeatOfUser(string ClubId, string ClubName, long Role, long Pending, string Answer, long SinceMs);

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

/// <summary>Stores clubs in the tables <c>clubs</c> and <c>club_seats</c> (ADR 6). A change writes the club's row and the changed
/// seats only. The directory reads the same rows from which a club is loaded.</summary>
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

    // Name and kind never change, so an update does not write them.
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

    /// <summary>The club with all its seats; null if it does not exist.</summary>
    public Task<Club?> LoadAsync(string clubId) => database.ReadAsync(async connection =>
    {
        // The club is read before its seats. If another activation writes in between, this one has the older version, and its
        // next change is refused.
        var club = await connection.QuerySingleOrDefaultAsync<ClubRow>(
            $"SELECT {ClubRow.Columns} FROM clubs c WHERE club_id = @ClubId", new { ClubId = clubId });
        return club?.ToClub(await connection.QueryAsync<ClubSeatRow>(
            $"SELECT {ClubSeatRow.Columns} FROM club_seats WHERE club_id = @ClubId", new { ClubId = clubId }));
    });

    /// <summary>Stores a new club.</summary>
    /// <param name="club">Version 1.</param>
    /// <param name="ownedCountMax">How many open clubs the owner may have, this one included.</param>
    /// <returns>The reason of a refusal, or null.</returns>
    /// <exception cref="ClubConflictException">Another activation stored a club with this id.</exception>
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
            // Either the id or the name exists. The name is taken only if a club with another id has it.
            var isNameTaken = await database.ReadAsync(connection => connection.ExecuteScalarAsync<long>(
                "SELECT COUNT(*) FROM clubs WHERE name_key = @NameKey AND club_id <> @ClubId",
                new { NameKey = nameKey, row.ClubId })) > 0;
            return isNameTaken ? ClubRejection.NameTaken : throw new ClubConflictException(club.Id, club.Version, exception);
        }

        return rejection;
    }

    /// <summary>Stores a change and its announcements.</summary>
    /// <exception cref="ClubConflictException">Another activation stored this version.</exception>
    /// <param name="club">The next version.</param>
    /// <param name="touched">The users whose seats changed.</param>
    /// <param name="news">The announcements.</param>
    /// <param name="ownedCountMax">How many open clubs the new owner may have, this one included; null if the owner
    /// stays.</param>
    /// <returns>The reason of a refusal, or null.</returns>
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

    /// <summary>All seats of a user, in closed clubs too. Their number is bounded by the number of clubs that a user can be
    /// in.</summary>
    public async Task<IReadOnlyList<ClubSeatOfUser>> ListSeatsOfAsync(UserId user) => (await database.ReadAsync(
        connection => connection.QueryAsync<ClubSeatOfUser>(
            """
            SELECT c.club_id AS ClubId, c.name AS ClubName, s.role AS Role, s.pending AS Pending, s.answer AS Answer,
            s.since_ms AS SinceMs
            FROM club_seats s JOIN clubs c ON c.club_id = s.club_id WHERE s.user_id = @User ORDER BY c.club_id
            """,
            new { User = user.Value }))).AsList();

    /// <summary>A page of seats, oldest first, and one more row if there is another page.</summary>
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

    /// <summary>A page of clubs as a user may see them, newest first, and one more row if there is another page.</summary>
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

    /// <summary>A private club has no document, and a closed one loses it.</summary>
    private Task IndexAsync(DbConnection connection, DbTransaction transaction, ClubRow row) => row.IsFindable
        ? search.UpsertAsync(connection, transaction, row.ToSearchDocument())
        : search.RemoveAsync(connection, transaction, SearchKind.Club, row.ClubId);

    // Counts the owner's other open clubs.
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

/// <summary>A user's seat in one club.</summary>
internal sealed record ClubSeatOfUser(string ClubId, string ClubName, long Role, long Pending, string Answer, long SinceMs);

using System.Data.Common;
using AudioRooms.Contracts;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Safety;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Announcements;
using AudioRooms.Domain.Safety;
using AudioRooms.Grains.Announcements;
using AudioRooms.Grains.Storage;
using AudioRooms.Grains.Users;
using Dapper;

namespace AudioRooms.Grains.Safety;

/// <summary>The table of accounts with another standing than a member's.</summary>
internal sealed class StandingStore(SqlDatabase database, IAnnouncements announcements, [ProductClock] TimeProvider time)
{
    /// <summary>The stored standing, with its suspension even if that is over.</summary>
    public async Task<StoredStanding> FindAsync(UserId user)
    {
        var row = await database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<StandingRow>(
            "SELECT power AS Power, suspended_until_ms AS SuspendedUntilMs FROM account_standing WHERE user_id = @User",
            new { User = user.Value }));
        return row is null ? StoredStanding.Good : new StoredStanding((AccountPower)row.Power, row.SuspendedUntilMs);
    }

    /// <summary>Stores the standing. A suspension ends the account's sessions in the same transaction.</summary>
    public async Task SaveAsync(UserId user, StoredStanding former, StoredStanding standing)
    {
        await database.WriteAsync((connection, transaction) => SaveAsync(connection, transaction, user, former, standing));
        announcements.Wake();
    }

    /// <summary>The live rooms that the user owns or speaks in.</summary>
    public async Task<IReadOnlyList<RoomId>> RoomsAsync(UserId user)
    {
        var ids = await database.ReadAsync(connection => connection.QueryAsync<string>(
            """
            SELECT room_id FROM room_stage WHERE user_id = @User
            UNION SELECT room_id FROM rooms WHERE owner_id = @User AND is_live = @IsLive
            """,
            new { User = user.Value, IsLive = true }));
        return [.. ids.Select(id => new RoomId(id))];
    }

    private async Task SaveAsync(
        DbConnection connection, DbTransaction transaction, UserId user, StoredStanding former, StoredStanding standing)
    {
        await connection.ExecuteAsync(
            """
            INSERT INTO account_standing (user_id, power, suspended_until_ms) VALUES (@User, @Power, @SuspendedUntilMs)
            ON CONFLICT (user_id) DO UPDATE SET power = excluded.power, suspended_until_ms = excluded.suspended_until_ms
            """,
            new { User = user.Value, Power = (long)standing.Power, standing.SuspendedUntilMs },
            transaction);
        var now = time.GetUtcNow();
        var isSuspended = standing.At(now).IsSuspended;
        if (isSuspended)
        {
            await SessionStore.RevokeAllAsync(connection, transaction, user, now);
        }

        if (standing.SuspendedUntilMs != former.SuspendedUntilMs)
        {
            var kind = isSuspended ? AnnouncementKind.AccountSuspended : AnnouncementKind.AccountReinstated;
            await announcements.AppendAsync(
                connection, transaction, new Announcement(kind, Actor: null, SubjectNames.Of(user), now, Recipient: user));
        }
    }

    private sealed class StandingRow
    {
        public long Power { get; init; }

        public long SuspendedUntilMs { get; init; }
    }
}

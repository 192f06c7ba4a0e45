using System.Data.Common;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Domain.Rooms;
using AudioRooms.Grains.Discovery;
using AudioRooms.Grains.Notifications;
using AudioRooms.Grains.Storage;
using Dapper;

namespace AudioRooms.Grains.Rooms;

/// <summary>Rooms' histories in the table <c>room_events</c>, the directory in <c>rooms</c>, and what search and feeds know of them.</summary>
internal sealed class SqlRoomJournal(SqlDatabase database, RoomListing listing, RoomAnnouncements announcements) : IRoomJournal
{
    public async Task<IReadOnlyList<RoomEvent>> ReadAsync(RoomId room, long afterVersion)
    {
        var rows = await database.ReadAsync(connection => connection.QueryAsync<EventRow>(
            """
            SELECT kind AS Kind, payload AS Payload FROM room_events
            WHERE room_id = @Room AND version > @AfterVersion ORDER BY version
            """,
            new { Room = room.Value, AfterVersion = afterVersion }));
        return [.. rows.Select(row => RoomEventJson.Read(row.Kind, row.Payload))];
    }

    public async Task AppendAsync(Room next, IReadOnlyList<RoomEvent> events)
    {
        var isAnnounced = false;
        try
        {
            await database.WriteAsync(async (connection, transaction) =>
            {
                foreach (var happened in events)
                {
                    var (kind, payload) = RoomEventJson.Write(happened);
                    await connection.ExecuteAsync(
                        """
                        INSERT INTO room_events (room_id, version, kind, at_ms, payload)
                        VALUES (@Room, @Version, @Kind, @AtMs, @Payload)
                        """,
                        new
                        {
                            Room = next.Id.Value,
                            happened.Version,
                            Kind = kind,
                            AtMs = happened.At.ToUnixTimeMilliseconds(),
                            Payload = payload,
                        },
                        transaction);
                }

                await connection.ExecuteAsync(
                    """
                    INSERT INTO rooms (room_id, owner_id, is_live, created_at_ms)
                    VALUES (@Room, @Owner, @IsLive, @CreatedAtMs)
                    ON CONFLICT (room_id) DO UPDATE SET is_live = excluded.is_live
                    """,
                    new
                    {
                        Room = next.Id.Value,
                        Owner = next.Owner.Id.Value,
                        IsLive = next.Phase == RoomPhase.Live,
                        CreatedAtMs = next.CreatedAt.ToUnixTimeMilliseconds(),
                    },
                    transaction);
                await listing.WriteAsync(connection, transaction, next, events);
                isAnnounced = await announcements.AppendAsync(connection, transaction, next, events);
            });
        }
        catch (DbException exception) when (SqlDatabase.IsUniqueViolation(exception))
        {
            throw new RoomJournalConflictException(next.Id, events[0].Version, exception);
        }

        if (isAnnounced)
        {
            announcements.Wake();
        }
    }

    private sealed record EventRow(string Kind, string Payload);
}

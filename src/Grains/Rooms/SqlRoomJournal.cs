using System.Data.Common;
using System.Text.Json;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Announcements;
using AudioRooms.Domain.Rooms;
using AudioRooms.Grains.Announcements;
using AudioRooms.Grains.Storage;
using Dapper;

namespace AudioRooms.Grains.Rooms;

/// <summary>The journal in the table <c>room_events</c>, with the directory in <c>rooms</c>. Each append also updates the search
/// documents and makes announcements.</summary>
internal sealed class SqlRoomJournal(SqlDatabase database, RoomListing listing, IAnnouncements announcements) : IRoomJournal
{
    /// <summary>Number of events between two snapshots. Loading a room replays fewer events than this, which takes a few
    /// milliseconds (ADR 3).</summary>
    public const int SnapshotEvery = 256;

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

    public async Task<Room?> LoadAsync(RoomId room)
    {
        // The snapshot is read before the events. Events that are written in between are replayed on top of it.
        var stored = await database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<string>(
            "SELECT payload FROM room_snapshots WHERE room_id = @Room AND format = @Format",
            new { Room = room.Value, StoredRoom.Format }));
        if (stored is null)
        {
            return Room.Replay(await ReadAsync(room, afterVersion: 0));
        }

        var loaded = Room.From(JsonSerializer.Deserialize<StoredRoom>(stored)
            ?? throw new InvalidDataException($"The snapshot of room {room} has no content."));
        foreach (var happened in await ReadAsync(room, loaded.Version))
        {
            loaded = loaded.Apply(happened);
        }

        return loaded;
    }

    public async Task<IReadOnlyList<StoredCommand>> ReadCommandsAsync(RoomId room, int limit)
    {
        var rows = await database.ReadAsync(connection => connection.QueryAsync<CommandRow>(
            """
            SELECT actor_id AS ActorId, command_key AS CommandKey, command_print AS CommandPrint, version AS Version
            FROM room_events
            WHERE room_id = @Room AND command_key IS NOT NULL ORDER BY version DESC LIMIT @Limit
            """,
            new { Room = room.Value, Limit = limit }));
        return [.. rows.Select(row => row.ToCommand()).Reverse()];
    }

    public async Task<StoredCommand?> FindCommandAsync(RoomId room, CommandKey command)
    {
        var row = await database.ReadAsync(connection => connection.QuerySingleOrDefaultAsync<CommandRow>(
            """
            SELECT actor_id AS ActorId, command_key AS CommandKey, command_print AS CommandPrint, version AS Version
            FROM room_events
            WHERE room_id = @Room AND actor_id = @Actor AND command_key = @Key
            """,
            new { Room = room.Value, Actor = command.Actor.Value, command.Key }));
        return row?.ToCommand();
    }

    public async Task AppendAsync(Room next, IReadOnlyList<RoomEvent> events, KeyedCommand? command)
    {
        var news = events.SelectMany(happened => RoomAnnouncements.Of(next, happened)).ToList();
        try
        {
            await database.WriteAsync(async (connection, transaction) =>
            {
                foreach (var happened in events)
                {
                    var (kind, payload) = RoomEventJson.Write(happened);
                    await connection.ExecuteAsync(
                        """
                        INSERT INTO room_events (room_id, version, kind, at_ms, payload, actor_id, command_key, command_print)
                        VALUES (@Room, @Version, @Kind, @AtMs, @Payload, @Actor, @Key, @Print)
                        """,
                        new
                        {
                            Room = next.Id.Value,
                            happened.Version,
                            Kind = kind,
                            AtMs = happened.At.ToUnixTimeMilliseconds(),
                            Payload = payload,
                            Actor = happened == events[0] ? command?.Key.Actor.Value : null,
                            Key = happened == events[0] ? command?.Key.Key : null,
                            Print = happened == events[0] ? command?.Print : null,
                        },
                        transaction);
                }

                await connection.ExecuteAsync(
                    """
                    INSERT INTO rooms (room_id, owner_id, club_id, is_live, created_at_ms)
                    VALUES (@Room, @Owner, @Club, @IsLive, @CreatedAtMs)
                    ON CONFLICT (room_id) DO UPDATE SET is_live = excluded.is_live
                    """,
                    new
                    {
                        Room = next.Id.Value,
                        Owner = next.Owner.Id.Value,
                        Club = next.Club?.Id,
                        IsLive = next.Phase == RoomPhase.Live,
                        CreatedAtMs = next.CreatedAt.ToUnixTimeMilliseconds(),
                    },
                    transaction);
                await listing.WriteAsync(connection, transaction, next, events);
                foreach (var announcement in news)
                {
                    await announcements.AppendAsync(connection, transaction, announcement);
                }

                if (next.Version / SnapshotEvery > (events[0].Version - 1) / SnapshotEvery)
                {
                    await WriteSnapshotAsync(connection, transaction, next);
                }
            });
        }
        catch (DbException exception) when (SqlDatabase.IsUniqueViolation(exception))
        {
            throw new RoomJournalConflictException(next.Id, events[0].Version, exception);
        }

        if (news.Count > 0)
        {
            announcements.Wake();
        }
    }

    private static async Task WriteSnapshotAsync(DbConnection connection, DbTransaction transaction, Room room) =>
        await connection.ExecuteAsync(
            """
            INSERT INTO room_snapshots (room_id, version, format, payload) VALUES (@Room, @Version, @Format, @Payload)
            ON CONFLICT (room_id) DO UPDATE SET version = excluded.version, format = excluded.format, payload = excluded.payload
            """,
            new { Room = room.Id.Value, room.Version, StoredRoom.Format, Payload = JsonSerializer.Serialize(room.ToStored()) },
            transaction);

    private sealed record EventRow(string Kind, string Payload);

    private sealed class CommandRow
    {
        public string ActorId { get; init; } = string.Empty;

        public string CommandKey { get; init; } = string.Empty;

        public string? CommandPrint { get; init; }

        public long Version { get; init; }

        public StoredCommand ToCommand() =>
            new(new KeyedCommand(new CommandKey(new UserId(ActorId), CommandKey), CommandPrint ?? string.Empty), Version);
    }
}

using System.Collections.Concurrent;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Grains.Storage;
using Dapper;

namespace AudioRooms.Grains.Rooms;

/// <summary>
/// Who may hold the stage lease of a room, kept beyond the room's activation. In the table <c>stage_holders</c> on PostgreSQL; in
/// memory on SQLite, where everybody who could hold a lease ends with the process. Thread-safe.
/// </summary>
internal sealed class StageHolderTable(SqlDatabase database)
{
    private readonly ConcurrentDictionary<(RoomId Room, string Holder), bool>? here =
        database.Dialect == SqlDialect.Sqlite ? new() : null;

    public async Task<IReadOnlyList<string>> ReadAsync(RoomId room) => here is null
        ? [.. await database.ReadAsync(connection => connection.QueryAsync<string>(
            "SELECT holder FROM stage_holders WHERE room_id = @Room", new { Room = room.Value }))]
        : [.. here.Keys.Where(key => key.Room == room).Select(key => key.Holder)];

    public async Task AddAsync(RoomId room, string holder)
    {
        if (here is not null)
        {
            here[(room, holder)] = true;
            return;
        }

        await database.WriteAsync((connection, transaction) => connection.ExecuteAsync(
            "INSERT INTO stage_holders (room_id, holder) VALUES (@Room, @Holder) ON CONFLICT DO NOTHING",
            new { Room = room.Value, Holder = holder },
            transaction));
    }

    public async Task RemoveAsync(RoomId room, IReadOnlyCollection<string> holders)
    {
        if (here is not null)
        {
            foreach (var holder in holders)
            {
                here.TryRemove((room, holder), out _);
            }

            return;
        }

        await database.WriteAsync((connection, transaction) => connection.ExecuteAsync(
            "DELETE FROM stage_holders WHERE room_id = @Room AND holder = ANY(@Holders)",
            new { Room = room.Value, Holders = holders.ToArray() },
            transaction));
    }
}

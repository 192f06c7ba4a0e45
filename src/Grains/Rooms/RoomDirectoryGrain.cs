using System.Globalization;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Grains.Storage;
using Dapper;
using Orleans.Concurrency;

namespace AudioRooms.Grains.Rooms;

/// <summary>Reads pages from the table of rooms, and the card of each room of a page from the room itself, because it alone knows
/// its counts.</summary>
[StatelessWorker]
internal sealed class RoomDirectoryGrain(SqlDatabase database) : Grain, IRoomDirectoryGrain
{
    public async Task<RoomPage> ListLiveAsync(int pageSize, string? pageToken, UserId? viewer = null)
    {
        PageSizes.Check(pageSize);
        var (beforeMs, beforeRoom) = ReadToken(pageToken);

        // One row more than asked for shows whether there is another page.
        var rows = (await database.ReadAsync(connection => connection.QueryAsync<RoomRow>(
            """
            SELECT room_id AS RoomId, created_at_ms AS CreatedAtMs FROM rooms
            WHERE is_live = @IsLive
              AND (created_at_ms < @BeforeMs OR (created_at_ms = @BeforeMs AND room_id < @BeforeRoom))
            ORDER BY created_at_ms DESC, room_id DESC LIMIT @Limit
            """,
            new { IsLive = true, BeforeMs = beforeMs, BeforeRoom = beforeRoom, Limit = pageSize + 1 }))).AsList();

        var replies = await Task.WhenAll(
            rows.Take(pageSize).Select(row => GrainFactory.GetGrain<IRoomGrain>(row.RoomId).GetVisibleAsync(viewer)));
        var cards = replies
            .Where(reply => reply is { IsAccepted: true, Value.Card.Phase: RoomPhase.Live })
            .Select(reply => reply.Value!.Card)
            .ToList();
        return new RoomPage(cards, rows.Count > pageSize ? WriteToken(rows[pageSize - 1]) : null);
    }

    private static string WriteToken(RoomRow row) =>
        string.Create(CultureInfo.InvariantCulture, $"{row.CreatedAtMs}.{row.RoomId}");

    // A page token that this grain did not make is read as the first page. It cannot show more than the first page does.
    private static (long BeforeMs, string BeforeRoom) ReadToken(string? token)
    {
        var parts = token?.Split('.', 2) ?? [];
        return parts.Length == 2 && long.TryParse(parts[0], CultureInfo.InvariantCulture, out var createdAtMs)
            ? (createdAtMs, parts[1])
            : (long.MaxValue, string.Empty);
    }

    private sealed record RoomRow(string RoomId, long CreatedAtMs);
}

using System.Data.Common;
using AudioRooms.Contracts.Discovery;
using AudioRooms.Contracts.Rooms;
using AudioRooms.Domain.Discovery;
using AudioRooms.Domain.Rooms;
using AudioRooms.Grains.Listings;
using Dapper;

namespace AudioRooms.Grains.Rooms;

/// <summary>Writes what is known of live rooms outside their grains: the search document, and the people on stage. Both are
/// written in the transaction that appends to the journal, so an ended room disappears from every list at once.</summary>
internal sealed class RoomListing(ISearchIndex index) : ISearchSource
{
    public SearchKind Kind => SearchKind.Room;

    /// <summary>Updates the tables after these events.</summary>
    public async Task WriteAsync(DbConnection connection, DbTransaction transaction, Room room, IReadOnlyList<RoomEvent> events)
    {
        if (events.Any(ChangesCard))
        {
            if (SearchTexts.Of(room) is { } document)
            {
                await index.UpsertAsync(connection, transaction, document);
            }
            else
            {
                await index.RemoveAsync(connection, transaction, SearchKind.Room, room.Id.Value);
            }
        }

        var changesStage = events.Any(happened => happened is StageTaken or StageLeft or RoomEnded);
        if (events.Any(ChangesCard) || changesStage)
        {
            await HallwayChanges.AppendAsync(connection, transaction, HallwayChangeKind.Room, [room.Id.Value], events[^1].At);
        }

        if (changesStage)
        {
            await connection.ExecuteAsync(
                "DELETE FROM room_stage WHERE room_id = @Room", new { Room = room.Id.Value }, transaction);
            foreach (var member in room.Stage.Members)
            {
                await connection.ExecuteAsync(
                    "INSERT INTO room_stage (room_id, user_id) VALUES (@Room, @User)",
                    new { Room = room.Id.Value, User = member.Person.Id.Value },
                    transaction);
            }
        }
    }

    public async Task<int> WriteAllAsync(DbConnection connection, DbTransaction transaction)
    {
        await connection.ExecuteAsync("DELETE FROM room_stage", transaction: transaction);
        var live = await connection.QueryAsync<string>(
            "SELECT room_id FROM rooms WHERE is_live = @IsLive", new { IsLive = true }, transaction);
        var count = 0;
        foreach (var id in live.AsList())
        {
            var rows = await connection.QueryAsync<EventRow>(
                "SELECT kind AS Kind, payload AS Payload FROM room_events WHERE room_id = @Id ORDER BY version",
                new { Id = id },
                transaction);
            List<RoomEvent> events = [.. rows.Select(row => RoomEventJson.Read(row.Kind, row.Payload))];
            if (Room.Replay(events) is { } room)
            {
                await WriteAsync(connection, transaction, room, events);
                count++;
            }
        }

        return count;
    }

    // The document depends on the title, the topics, and whether the room is live and open to everybody.
    private static bool ChangesCard(RoomEvent happened) => happened is RoomCreated or RoomRenamed or SettingsChanged or RoomEnded;

    private sealed class EventRow
    {
        public string Kind { get; init; } = string.Empty;

        public string Payload { get; init; } = string.Empty;
    }
}

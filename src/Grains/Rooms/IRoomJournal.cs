using AudioRooms.Contracts.Rooms;
using AudioRooms.Domain.Rooms;

namespace AudioRooms.Grains.Rooms;

/// <summary>
/// The histories of rooms. A seam: storage faults are injected here. Whoever appends must have seen every event before; the unique key
/// (room, version) refuses a second writer.
/// </summary>
internal interface IRoomJournal
{
    /// <summary>The whole history of a room, oldest first; empty if there is no such room.</summary>
    Task<IReadOnlyList<RoomEvent>> ReadAsync(RoomId room, long afterVersion);

    /// <summary>Stores events and, in the same transaction, what the directory shows of the room.</summary>
    /// <exception cref="RoomJournalConflictException">Somebody else wrote one of these versions.</exception>
    Task AppendAsync(Room next, IReadOnlyList<RoomEvent> events);
}

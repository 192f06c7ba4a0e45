using AudioRooms.Contracts.Rooms;

namespace AudioRooms.Grains.Rooms;

/// <summary>A second activation wrote this room's history: this one is out of date and must go.</summary>
[GenerateSerializer, Alias("AudioRooms.RoomJournalConflictException")]
public sealed class RoomJournalConflictException : OrleansException
{
    /// <summary>For a room whose next version exists already.</summary>
    public RoomJournalConflictException(RoomId room, long version, Exception cause)
        : base($"Room {room} has an event version {version} that this activation did not write.", cause)
    {
    }
}

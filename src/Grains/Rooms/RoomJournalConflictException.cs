using AudioRooms.Contracts.Rooms;

namespace AudioRooms.Grains.Rooms;

/// <summary>Another activation wrote this room's history: the present one is out of date and must be deactivated.</summary>
[GenerateSerializer, Alias("AudioRooms.RoomJournalConflictException")]
public sealed class RoomJournalConflictException : OrleansException
{
    /// <summary>For a room whose version <paramref name="version"/> exists already.</summary>
    public RoomJournalConflictException(RoomId room, long version, Exception cause)
        : base($"Room {room} has an event version {version} that this activation did not write.", cause)
    {
    }
}

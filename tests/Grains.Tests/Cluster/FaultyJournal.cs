using AudioRooms.Contracts.Rooms;
using AudioRooms.Domain.Rooms;
using AudioRooms.Grains.Rooms;

namespace AudioRooms.Grains.Tests.Cluster;

/// <summary>The real journal with a fault that a test switches on: storage refuses to append.</summary>
internal sealed class FaultyJournal(IRoomJournal inner) : IRoomJournal
{
    public bool IsBroken { get; set; }

    public Task<IReadOnlyList<RoomEvent>> ReadAsync(RoomId room, long afterVersion) => inner.ReadAsync(room, afterVersion);

    public Task AppendAsync(Room next, IReadOnlyList<RoomEvent> events) =>
        IsBroken ? throw new IOException("The disk is full.") : inner.AppendAsync(next, events);
}

using AudioRooms.Contracts.Rooms;
using AudioRooms.Domain.Rooms;
using AudioRooms.Grains.Rooms;

namespace AudioRooms.Grains.Tests.Cluster;

/// <summary>The real journal with counters, and with faults that a test switches on.</summary>
internal sealed class FaultyJournal(IRoomJournal inner) : IRoomJournal
{
    /// <summary>Storage refuses to append.</summary>
    public bool IsBroken { get; set; }

    /// <summary>Storage appends the events, and the process dies before it answers.</summary>
    public bool DiesAfterAppend { get; set; }

    public int Appends { get; private set; }

    public void Reset() => (IsBroken, DiesAfterAppend, Appends) = (false, false, 0);

    public Task<Room?> LoadAsync(RoomId room) => inner.LoadAsync(room);

    public Task<IReadOnlyList<RoomEvent>> ReadAsync(RoomId room, long afterVersion) => inner.ReadAsync(room, afterVersion);

    public Task<IReadOnlyList<StoredCommand>> ReadCommandsAsync(RoomId room, int limit) => inner.ReadCommandsAsync(room, limit);

    public Task<StoredCommand?> FindCommandAsync(RoomId room, CommandKey command) => inner.FindCommandAsync(room, command);

    public async Task AppendAsync(Room next, IReadOnlyList<RoomEvent> events, KeyedCommand? command)
    {
        if (IsBroken)
        {
            throw new IOException("The disk is full.");
        }

        Appends++;
        await inner.AppendAsync(next, events, command);
        if (DiesAfterAppend)
        {
            throw new IOException("Killed.");
        }
    }
}

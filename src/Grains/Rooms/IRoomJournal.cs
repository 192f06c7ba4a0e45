using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Rooms;

namespace AudioRooms.Grains.Rooms;

/// <summary>Names a command of a person among those of a room.</summary>
internal readonly record struct CommandKey(UserId Actor, string Key);

/// <summary>A command with a key: its name, and a fingerprint of what it asks for. Empty where that is not known.</summary>
internal readonly record struct KeyedCommand(CommandKey Key, string Print)
{
    /// <summary>Null for a command without a key.</summary>
    public static KeyedCommand? Of(UserId actor, string? key, string print) =>
        key is null ? null : new KeyedCommand(new CommandKey(actor, key), print);
}

/// <summary>A command that made the room's version what it was after its first event.</summary>
internal readonly record struct StoredCommand(KeyedCommand Command, long Version);

/// <summary>
/// The histories of rooms. A seam: storage faults are injected here. Whoever appends must have seen every event before; the
/// unique key (room, version) refuses a second writer, and (room, person, key) a command that was applied.
/// </summary>
internal interface IRoomJournal
{
    /// <summary>The room after all of its events; null if there is no such room.</summary>
    Task<Room?> LoadAsync(RoomId room);

    /// <summary>The events of a room after a version, oldest first; empty if there are none.</summary>
    Task<IReadOnlyList<RoomEvent>> ReadAsync(RoomId room, long afterVersion);

    /// <summary>The newest commands that have a key, oldest first, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<StoredCommand>> ReadCommandsAsync(RoomId room, int limit);

    /// <summary>The command with this name, if it was applied.</summary>
    Task<StoredCommand?> FindCommandAsync(RoomId room, CommandKey command);

    /// <summary>
    /// Stores events and, in the same transaction, which command they came of, what the directory shows of the room, and now and
    /// then the room itself.
    /// </summary>
    /// <exception cref="RoomJournalConflictException">Somebody else wrote one of these versions.</exception>
    Task AppendAsync(Room next, IReadOnlyList<RoomEvent> events, KeyedCommand? command);
}

using AudioRooms.Contracts.Rooms;
using AudioRooms.Contracts.Users;
using AudioRooms.Domain.Rooms;

namespace AudioRooms.Grains.Rooms;

/// <summary>Identifies a command of a person in a room.</summary>
internal readonly record struct CommandKey(UserId Actor, string Key);

/// <summary>A command with an idempotency key, and a fingerprint of its parameters. The fingerprint is empty where it is not
/// known.</summary>
internal readonly record struct KeyedCommand(CommandKey Key, string Print)
{
    /// <summary>Null for a command without a key.</summary>
    public static KeyedCommand? Of(UserId actor, string? key, string print) =>
        key is null ? null : new KeyedCommand(new CommandKey(actor, key), print);
}

/// <summary>A stored command, and the version of its first event.</summary>
internal readonly record struct StoredCommand(KeyedCommand Command, long Version);

/// <summary>The histories of rooms. A room must survive the loss of its silo with every command that it answered, and two
/// activations may exist for a moment while silos disagree. Without a check both would append, and participants would see two
/// different rooms. So every event is stored under (room, version), and the unique key refuses the second writer; the unique key
/// (room, person, key) refuses a command that was already applied. An interface, so that tests can inject storage
/// faults.</summary>
internal interface IRoomJournal
{
    /// <summary>The room after all of its events; null if it does not exist.</summary>
    Task<Room?> LoadAsync(RoomId room);

    /// <summary>The events of a room after a version, oldest first; empty if there are none.</summary>
    Task<IReadOnlyList<RoomEvent>> ReadAsync(RoomId room, long afterVersion);

    /// <summary>The newest commands with a key, oldest first, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<StoredCommand>> ReadCommandsAsync(RoomId room, int limit);

    /// <summary>The command with this key, or null if none was applied.</summary>
    Task<StoredCommand?> FindCommandAsync(RoomId room, CommandKey command);

    /// <summary>Stores events in one transaction with the command that caused them, the room's row in the directory, its
    /// announcements, and now and then a snapshot of the room.</summary>
    /// <exception cref="RoomJournalConflictException">Another activation stored one of these versions.</exception>
    Task AppendAsync(Room next, IReadOnlyList<RoomEvent> events, KeyedCommand? command);
}

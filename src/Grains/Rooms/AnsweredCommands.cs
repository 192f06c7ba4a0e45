using AudioRooms.Contracts.Rooms;

namespace AudioRooms.Grains.Rooms;

/// <summary>The outcome of a command.</summary>
/// <param name="Rejection">The reason of the refusal; null if it was carried out.</param>
/// <param name="Version">The version that it made, or that the room had if it changed nothing.</param>
/// <param name="Print">Fingerprint of its parameters; empty if unknown.</param>
internal readonly record struct CommandAnswer(RoomRejection? Rejection, long Version, string Print);

/// <summary>The newest commands of a room that have an idempotency key, with their outcomes, so that a repeated command gets the
/// same answer. Commands that made an event are in the journal too and are loaded from there. The others are forgotten with the
/// activation, which is harmless because they changed nothing.</summary>
/// <param name="capacity">How many are kept; older ones are looked up in the journal.</param>
internal sealed class AnsweredCommands(int capacity)
{
    private readonly Dictionary<CommandKey, CommandAnswer> answers = [];
    private readonly Queue<CommandKey> oldest = [];

    /// <summary>False once the journal has commands that are not here.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>Loads the commands of the journal.</summary>
    /// <param name="commands">Oldest first.</param>
    public void Load(IReadOnlyList<StoredCommand> commands)
    {
        IsWhole = commands.Count < capacity;
        foreach (var command in commands)
        {
            Add(command.Command.Key, new CommandAnswer(null, command.Version, command.Command.Print));
        }
    }

    public bool TryFind(CommandKey command, out CommandAnswer answer) => answers.TryGetValue(command, out answer);

    public void Add(CommandKey command, CommandAnswer answer)
    {
        if (answers.TryAdd(command, answer))
        {
            oldest.Enqueue(command);
            if (oldest.Count > capacity)
            {
                answers.Remove(oldest.Dequeue());
                IsWhole = false;
            }
        }
    }
}

using AudioRooms.Contracts.Rooms;

namespace AudioRooms.Grains.Rooms;

/// <summary>What a command came to.</summary>
/// <param name="Rejection">Why it was refused; null if it was carried out.</param>
/// <param name="Version">The version that it made, or that the room had if it changed nothing.</param>
/// <param name="Print">Fingerprint of what it asked for; empty if that is not known.</param>
internal readonly record struct CommandAnswer(RoomRejection? Rejection, long Version, string Print);

/// <summary>
/// The newest commands of a room that have a key, and what they came to, so that a repeated one is answered as before. Those that
/// made an event are in the journal too and come back from there; the others are forgotten with the activation, which harms
/// nobody: they changed nothing.
/// </summary>
/// <param name="capacity">How many are kept. What is older is looked up in the journal.</param>
internal sealed class AnsweredCommands(int capacity)
{
    private readonly Dictionary<CommandKey, CommandAnswer> answers = [];
    private readonly Queue<CommandKey> oldest = [];

    /// <summary>False once the journal holds commands that are not here.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>Takes what the journal knows.</summary>
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

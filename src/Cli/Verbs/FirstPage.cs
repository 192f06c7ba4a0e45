namespace AudioRooms.Cli.Verbs;

/// <summary>The page that the program shows without arguments: the commands that a newcomer needs first.</summary>
internal static class FirstPage
{
    private const int CommandWidth = 44;

    private static readonly (string Command, string Meaning)[] First =
    [
        ("listen", "hear a live room; needs no account on your own machine"),
        ("signup --handle NAME", "make an account"),
        ("room create --title \"A title\"", "open a room and print its id"),
        ("room enter ROOM", "hear it, host it and speak in it"),
        ("speak --room ROOM FILE", "speak a sound file into it"),
        ("doctor", "find problems and how to fix them"),
    ];

    /// <summary>Writes the page.</summary>
    /// <returns>The exit code, always 0.</returns>
    public static int Show(CliContext context)
    {
        context.Out.WriteLine("AudioRooms: live drop-in audio rooms. Begin with:\n");
        foreach (var (command, meaning) in First)
        {
            context.Out.WriteLine($"  {$"{context.CommandName} {command}".PadRight(CommandWidth)}  {meaning}");
        }

        context.Out.WriteLine(
            $"\n{context.CommandName} --help lists all commands, {context.CommandName} COMMAND --help explains one.");
        return 0;
    }
}

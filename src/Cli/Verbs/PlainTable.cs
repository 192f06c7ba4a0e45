using Spectre.Console;

namespace AudioRooms.Cli.Verbs;

/// <summary>Writes a table to the results, as wide as it needs and without colours, because they may go to a file or a
/// pipe.</summary>
internal static class PlainTable
{
    private const int Width = 240;

    public static void Write(TextWriter to, Table table)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(to),
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
        });
        console.Profile.Width = Width;
        console.Write(table);
    }
}

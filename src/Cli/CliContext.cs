using Spectre.Console;

namespace AudioRooms.Cli;

/// <summary>The program's environment, terminal and clock. Verbs use these instead of statics, so tests can replace
/// them.</summary>
internal sealed record CliContext
{
    private const int UnlimitedWidth = 10_000;

    /// <summary>The name by which the user called the program. Hints contain it.</summary>
    public required string CommandName { get; init; }

    public required Func<string, string?> Environment { get; init; }

    /// <summary>Standard input.</summary>
    public required TextReader In { get; init; }

    /// <summary>Standard output: results. With <c>--json</c> it carries nothing but JSON.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Standard error: progress, hints and errors, for people.</summary>
    public required IAnsiConsole Terminal { get; init; }

    /// <summary>Asks for a password at the terminal; null if there is no terminal.</summary>
    public required Func<string, string>? AskSecret { get; init; }

    /// <summary>Asks a yes-or-no question at the terminal; null if there is no terminal.</summary>
    public Func<string, bool>? Confirm { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>The context of the real process.</summary>
    public static CliContext Standard()
    {
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Console.Error),
            Ansi = Console.IsErrorRedirected ? AnsiSupport.No : AnsiSupport.Detect,
        });
        if (Console.IsErrorRedirected)
        {
            // The output goes to a file or a pipe: no sentence is wrapped, so that programs can search for it.
            terminal.Profile.Width = UnlimitedWidth;
        }

        var someoneIsThere = !Console.IsInputRedirected && !Console.IsErrorRedirected;
        return new CliContext
        {
            CommandName = System.Environment.GetEnvironmentVariable("AUDIOROOMS_COMMAND") ?? "audiorooms",
            Environment = System.Environment.GetEnvironmentVariable,

            // Reading from Console.In would block the thread that waits for a line.
            In = new StreamReader(Console.OpenStandardInput()),
            Out = Console.Out,
            Terminal = terminal,
            AskSecret = someoneIsThere ? prompt => terminal.Prompt(new TextPrompt<string>(prompt).Secret()) : null,
            Confirm = someoneIsThere
                ? question => terminal.Prompt(new ConfirmationPrompt(question) { DefaultValue = false })
                : null,
            Time = TimeProvider.System,
        };
    }
}

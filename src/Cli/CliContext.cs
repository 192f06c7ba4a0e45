using Spectre.Console;

namespace AudioRooms.Cli;

/// <summary>
/// What the program stands on: environment, terminal, clock. Read here once, so that verbs read no statics and tests can stand
/// them on something else.
/// </summary>
internal sealed record CliContext
{
    private const int UnlimitedWidth = 10_000;

    /// <summary>How the user called the program; appears in hints.</summary>
    public required string CommandName { get; init; }

    /// <summary>Environment variables.</summary>
    public required Func<string, string?> Environment { get; init; }

    /// <summary>What is typed.</summary>
    public required TextReader In { get; init; }

    /// <summary>Results. With <c>--json</c> nothing but JSON.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Progress, hints and errors, for people.</summary>
    public required IAnsiConsole Terminal { get; init; }

    /// <summary>Where a password can be asked for; null if nobody is there to answer.</summary>
    public required Func<string, string>? AskSecret { get; init; }

    /// <summary>Asks a question that is answered by yes or no; null if nobody is there to answer.</summary>
    public Func<string, bool>? Confirm { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>The real thing.</summary>
    public static CliContext Standard()
    {
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Console.Error),
            Ansi = Console.IsErrorRedirected ? AnsiSupport.No : AnsiSupport.Detect,
        });
        if (Console.IsErrorRedirected)
        {
            // Nobody's screen: a sentence stays on its line, so that others can search for it.
            terminal.Profile.Width = UnlimitedWidth;
        }

        var someoneIsThere = !Console.IsInputRedirected && !Console.IsErrorRedirected;
        return new CliContext
        {
            CommandName = System.Environment.GetEnvironmentVariable("AUDIOROOMS_COMMAND") ?? "audiorooms",
            Environment = System.Environment.GetEnvironmentVariable,

            // Console.In would hold up whoever awaits a line.
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

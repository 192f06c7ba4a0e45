using AudioRooms.Testing;
using Spectre.Console;

namespace AudioRooms.Cli.Tests;

/// <summary>A context without a terminal.</summary>
internal static class TestContext
{
    public static CliContext Silent => new()
    {
        CommandName = "audiorooms",
        Environment = _ => null,
        In = TextReader.Null,
        Out = TextWriter.Null,
        Terminal = AnsiConsole.Create(
            new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(TextWriter.Null) }),
        AskSecret = null,
        Time = new ManualTime(),
    };
}

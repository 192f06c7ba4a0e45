using Spectre.Console;

namespace AudioRooms.Cli.Verbs.Rooms;

/// <summary>The notice that people see when they enter or open a room: the server keeps no replay, but any listener can
/// record.</summary>
internal static class RecordingNotice
{
    public static void Show(CliContext context) =>
        context.Terminal.MarkupLine("[grey]Others may record what is said here. Nothing said in a room is a secret.[/]");
}

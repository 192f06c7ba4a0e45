using Spectre.Console;

namespace AudioRooms.Cli.Verbs.Rooms;

/// <summary>
/// What people are told at the door and when they open a room: the server keeps no replay,
/// and nobody can keep a listener from recording.
/// </summary>
internal static class RecordingNotice
{
    public static void Show(CliContext context) =>
        context.Terminal.MarkupLine("[grey]Others may record what is said here. Nothing said in a room is a secret.[/]");
}

namespace AudioRooms.System.Tests;

/// <summary>A running <c>audiorooms listen</c>.</summary>
internal static class ListenRun
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Completes when the program says that it has joined the room; from then on it hears.</summary>
    public static Task WaitForJoinedAsync(this ProgramRun listening) => listening.WaitForErrorLineAsync("In \"", Patience);
}

namespace AudioRooms.Silo.Logging;

/// <summary>Warnings of Orleans that say nothing about this server, by category and event id.</summary>
internal static class OrleansNotes
{
    internal const string SiloCategory = "Orleans.Runtime.Silo";
    internal const string WatchdogCategory = "Orleans.Runtime.Watchdog";

    /// <summary>Orleans' ErrorCode.SiloGcWarning; both lines of the note carry it, and nothing else does.</summary>
    internal const int ServerGcNote = 100_405;

    /// <summary>The watchdog says that one of its rounds has not ended.</summary>
    internal const int UnfinishedRound = 100_150;

    /// <summary>Whether the event is the note about the garbage collector.</summary>
    public static bool IsOfServerGc(EventId eventId, object? state) => eventId.Id == ServerGcNote;

    /// <summary>Whether the event tells of a round that began before this process did, which no round can.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="state">Its named values.</param>
    public static bool IsOlderThanTheProcess(EventId eventId, object? state) =>
        eventId.Id == UnfinishedRound
        && state is IEnumerable<KeyValuePair<string, object?>> values
        && values.Any(static value => value.Value is TimeSpan age && age > LifeOfTheProcess());

    private static TimeSpan LifeOfTheProcess()
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return TimeProvider.System.GetUtcNow() - process.StartTime.ToUniversalTime();
    }
}

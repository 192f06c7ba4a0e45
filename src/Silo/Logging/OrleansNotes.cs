namespace AudioRooms.Silo.Logging;

/// <summary>Warnings of Orleans that are no fault of this server, by category and event id.</summary>
internal static class OrleansNotes
{
    internal const string SiloCategory = "Orleans.Runtime.Silo";
    internal const string WatchdogCategory = "Orleans.Runtime.Watchdog";

    /// <summary>Orleans' ErrorCode.SiloGcWarning, which only the two lines of this warning carry.</summary>
    internal const int ServerGcNote = 100_405;

    /// <summary>The watchdog's warning that one of its rounds has not ended.</summary>
    internal const int UnfinishedRound = 100_150;

    /// <summary>True for the warning about the garbage collector.</summary>
    public static bool IsOfServerGc(EventId eventId, object? state) => eventId.Id == ServerGcNote;

    /// <summary>True if the event reports a round that began before this process, which is impossible.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="state">The event's named values.</param>
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

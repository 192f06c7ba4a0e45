namespace AudioRooms.Benchmarks.Peers;

/// <summary>The measured part of a run: after the warm-up, before the last packets have come.</summary>
internal static class MeasuredWindow
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(1);

    /// <summary>Measures a server that is being spoken to.</summary>
    /// <param name="time">The clock of the stamps.</param>
    /// <param name="length">Of the window.</param>
    /// <param name="arrivals">Counts.</param>
    /// <param name="serverTime">CPU time of the server so far.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<(TimeSpan Server, TimeSpan Tester)> MeasureAsync(
        TimeProvider time, TimeSpan length, Arrivals arrivals, Func<TimeSpan> serverTime, CancellationToken cancellation)
    {
        await Task.Delay(WarmUp, time, cancellation).ConfigureAwait(false);
        arrivals.Begin(length);
        var (server, tester) = (serverTime(), Environment.CpuUsage.TotalTime);
        await Task.Delay(length, time, cancellation).ConfigureAwait(false);
        var (serverEnd, testerEnd) = (serverTime(), Environment.CpuUsage.TotalTime);
        await Task.Delay(Drain, time, cancellation).ConfigureAwait(false);
        return (serverEnd - server, testerEnd - tester);
    }
}

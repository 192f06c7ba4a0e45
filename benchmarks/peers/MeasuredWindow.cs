namespace AudioRooms.Benchmarks.Peers;

/// <summary>The measured part of a run, after the warm-up.</summary>
internal static class MeasuredWindow
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(1);

    /// <summary>Measures a server while a speaker speaks to it.</summary>
    /// <param name="time">The clock of the time stamps.</param>
    /// <param name="length">Length of the window.</param>
    /// <param name="arrivals">Counts the packets.</param>
    /// <param name="serverTime">Returns the CPU time of the server so far.</param>
    /// <param name="cancellation">Cancels the measurement.</param>
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

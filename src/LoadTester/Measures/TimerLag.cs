using AudioRooms.Client;

namespace AudioRooms.LoadTester.Measures;

/// <summary>Measures every 20 ms how late this process is for its own timers. The lateness of the tester is contained in
/// everything that it measures, and must not count as the server's.</summary>
internal sealed class TimerLag(TimeProvider time, MeasuredWindow window)
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(20);

    /// <summary>Lateness within the window.</summary>
    public LatencyHistogram Lag { get; } = new();

    /// <summary>Measures until cancelled.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var start = time.GetTimestamp();
        try
        {
            for (var appointment = 1L; ; appointment++)
            {
                var wait = (appointment * Every) - time.GetElapsedTime(start);
                if (wait > TimeSpan.Zero)
                {
                    await Task.Delay(
                        TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), time, stop).ConfigureAwait(false);
                }

                if (window.Holds(Clock.Micros(time, time.GetTimestamp())))
                {
                    Lag.Record(time.GetElapsedTime(start) - (appointment * Every));
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }
}

using AudioRooms.Client;

namespace AudioRooms.LoadTester.Measures;

/// <summary>The growth of running totals (CPU time, bundles) between both ends of the window.</summary>
/// <param name="time">The clock.</param>
/// <param name="fromMicros">Start of the window, in µs of the machine's monotonic clock.</param>
/// <param name="toMicros">End of the window.</param>
/// <param name="bundles">Returns the number of bundles received so far.</param>
internal sealed class WindowCosts(TimeProvider time, ulong fromMicros, ulong toMicros, Func<long> bundles)
{
    /// <summary>CPU time of this process within the window.</summary>
    public double CpuSeconds { get; private set; }

    /// <summary>Bundles received within the window.</summary>
    public long Bundles { get; private set; }

    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            await WaitUntilAsync(fromMicros, stop).ConfigureAwait(false);
            var (cpu, before) = (Environment.CpuUsage.TotalTime, bundles());
            await WaitUntilAsync(toMicros, stop).ConfigureAwait(false);
            CpuSeconds = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds;
            Bundles = bundles() - before;
        }
        catch (OperationCanceledException)
        {
            // The test was stopped, so there is no window.
        }
    }

    private async Task WaitUntilAsync(ulong micros, CancellationToken stop)
    {
        var now = Clock.Micros(time, time.GetTimestamp());
        if (micros > now)
        {
            await Task.Delay(TimeSpan.FromMicroseconds(micros - now), time, stop).ConfigureAwait(false);
        }
    }
}

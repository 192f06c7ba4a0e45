using AudioRooms.Client;

namespace AudioRooms.LoadTester.Measures;

/// <summary>What is only known as a running total (CPU time, bundles): its growth between the window's two ends.</summary>
/// <param name="time">The clock.</param>
/// <param name="fromMicros">Begin of the window, in µs of the machine's monotonic clock.</param>
/// <param name="toMicros">Its end.</param>
/// <param name="bundles">How many bundles came so far.</param>
internal sealed class WindowCosts(TimeProvider time, ulong fromMicros, ulong toMicros, Func<long> bundles)
{
    /// <summary>CPU time of this process within the window.</summary>
    public double CpuSeconds { get; private set; }

    /// <summary>Bundles that came within the window.</summary>
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
            // The test was stopped; there is no window.
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

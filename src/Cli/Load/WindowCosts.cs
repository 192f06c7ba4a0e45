using AudioRooms.Client;

namespace AudioRooms.Cli.Load;

/// <summary>What is only known as a running total (CPU time, bundles): its growth between the window's two ends.</summary>
internal sealed class WindowCosts(TimeProvider time, WorkerOrder.Measure window, Func<long> bundles)
{
    /// <summary>CPU time of this process within the window.</summary>
    public double CpuSeconds { get; private set; }

    /// <summary>Bundles that came within the window.</summary>
    public long Bundles { get; private set; }

    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            await WaitUntilAsync(window.FromMicros, stop).ConfigureAwait(false);
            var (cpu, before) = (Environment.CpuUsage.TotalTime, bundles());
            await WaitUntilAsync(window.ToMicros, stop).ConfigureAwait(false);
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

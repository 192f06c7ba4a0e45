using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Orleans.StandIn.Runtime;

/// <summary>
/// The instruments of upstream's meter that are kept here, under upstream's names: how long calls took, from the caller's side, and how
/// many were not answered in time. One-way calls are in neither, as upstream. Costs nothing while nobody listens.
/// </summary>
internal sealed class CallInstruments
{
    private readonly Histogram<double> _latency;
    private readonly Counter<long> _timedOut;

    public CallInstruments(IMeterFactory meters)
    {
        var meter = meters.Create("Microsoft.Orleans");
        _latency = meter.CreateHistogram(
            "orleans-app-requests-latency",
            "ms",
            "Time from a call of a grain to its answer.",
            tags: null,
            new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries =
                    [0.1, 0.25, 0.5, 0.75, 1, 2, 4, 6, 8, 10, 50, 100, 200, 400, 800, 1_000, 1_500, 2_000, 5_000, 10_000, 15_000, 30_000],
            });
        _timedOut = meter.CreateCounter<long>("orleans-app-requests-timedout", null, "Calls of grains that were not answered in time.");
    }

    /// <summary>To be handed to <see cref="Ended"/>; 0 while nobody listens.</summary>
    public long Begin() => _latency.Enabled ? Stopwatch.GetTimestamp() : 0;

    public void Ended(long begun)
    {
        if (begun != 0)
        {
            _latency.Record(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }
    }

    public void TimedOut() => _timedOut.Add(1);
}

using System.Diagnostics.Metrics;

namespace AudioRooms.Gateway.Observability;

/// <summary>
/// A histogram of the garbage collector's pauses. The runtime only tells the pauses of the latest collection, so they must be
/// read after each one: an unreferenced object does it, whose finalizer runs after a collection and makes the next such object.
/// One for the process, as the collector is.
/// </summary>
internal static class GcPauses
{
    private static readonly Lock Gate = new();
    private static long seenIndex;
    private static int isWatching;

    /// <summary>Seconds. Nobody hears a 20 ms frame that is 5 ms late, and everybody hears one that is 50 ms late.</summary>
    public static Histogram<double> Instrument { get; } = ProcessFigures.Meter.CreateHistogram(
        "dotnet.gc.pause",
        "s",
        "Time for which the garbage collector stopped the process.",
        tags: null,
        new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.003, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1],
        });

    /// <summary>Starts to watch. The latest pause so far is recorded, so that the histogram appears from the start.</summary>
    public static void Watch()
    {
        if (Interlocked.Exchange(ref isWatching, 1) == 0)
        {
            if (GC.CollectionCount(0) == 0)
            {
                GC.Collect(0);
            }

            Arm();
            Note();
        }
    }

    private static void Arm() => _ = new Sentinel();

    private static void Note()
    {
        var latest = GC.GetGCMemoryInfo(GCKind.Any);
        lock (Gate)
        {
            if (latest.Index <= seenIndex)
            {
                return;
            }

            seenIndex = latest.Index;
        }

        foreach (var pause in latest.PauseDurations)
        {
            if (pause > TimeSpan.Zero)
            {
                Instrument.Record(pause.TotalSeconds);
            }
        }
    }

    private sealed class Sentinel
    {
        ~Sentinel()
        {
            if (!Environment.HasShutdownStarted)
            {
                Note();
                Arm();
            }
        }
    }
}

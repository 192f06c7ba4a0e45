using System.Diagnostics.Metrics;

namespace AudioRooms.Gateway.Observability;

/// <summary>
/// How long the garbage collector stopped the process, as a histogram. The runtime tells only the pauses of the latest
/// collection, so an object without references asks after each: its finalizer runs once a collection is over and makes its
/// successor. One for the process, as the collector is.
/// </summary>
internal static class GcPauses
{
    private static readonly Lock Gate = new();
    private static long seenIndex;
    private static int isWatching;

    /// <summary>Seconds; a 20 ms frame that waits for 5 ms is heard by nobody, one that waits for 50 ms by everybody.</summary>
    public static Histogram<double> Instrument { get; } = ProcessFigures.Meter.CreateHistogram(
        "dotnet.gc.pause",
        "s",
        "Time for which the garbage collector stopped the process.",
        tags: null,
        new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.003, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1],
        });

    /// <summary>
    /// Watches from now on. The latest pause until now is noted, so that the histogram is shown from the start.
    /// </summary>
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

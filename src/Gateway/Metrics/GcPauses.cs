namespace AudioRooms.Gateway.Metrics;

/// <summary>
/// How long the garbage collector stopped the process, as a histogram. The runtime tells only the pauses of the latest
/// collection, so an object without references asks after each: its finalizer runs once a collection is over and makes its
/// successor.
/// </summary>
internal sealed class GcPauses : IDisposable
{
    private static readonly double[] Bounds = [0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.003, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1];

    private readonly Lock gate = new();
    private readonly long[] counts = new long[Bounds.Length + 1];
    private double sumSeconds;
    private long seenIndex;
    private volatile bool isDisposed;

    public GcPauses() => Arm();

    public void WriteTo(PrometheusText text)
    {
        lock (gate)
        {
            text.Metric("dotnet_gc_pause_seconds", "histogram", "Time for which the garbage collector stopped the process.");
            text.Buckets("dotnet_gc_pause_seconds", "", Bounds, counts, sumSeconds);
        }
    }

    public void Dispose() => isDisposed = true;

    private void Arm() => _ = new Sentinel(this);

    private void Note()
    {
        var latest = GC.GetGCMemoryInfo(GCKind.Any);
        lock (gate)
        {
            if (latest.Index <= seenIndex)
            {
                return;
            }

            seenIndex = latest.Index;
            foreach (var pause in latest.PauseDurations)
            {
                if (pause <= TimeSpan.Zero)
                {
                    continue;
                }

                var bucket = 0;
                while (bucket < Bounds.Length && pause.TotalSeconds > Bounds[bucket])
                {
                    bucket++;
                }

                counts[bucket]++;
                sumSeconds += pause.TotalSeconds;
            }
        }
    }

    private sealed class Sentinel(GcPauses owner)
    {
        ~Sentinel()
        {
            if (!owner.isDisposed && !Environment.HasShutdownStarted)
            {
                owner.Note();
                owner.Arm();
            }
        }
    }
}

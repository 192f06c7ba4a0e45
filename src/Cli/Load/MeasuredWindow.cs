using AudioRooms.Client;

namespace AudioRooms.Cli.Load;

/// <summary>
/// The part of the test that counts: packets that were due to be sent within it, whenever they arrive. Judged by the sender's clock,
/// so that what is sent and what arrives are counted over the same packets. Thread-safe.
/// </summary>
internal sealed class MeasuredWindow(TimeProvider time)
{
    private const ulong MicrosPerSecond = 1_000_000;

    private readonly Lock gate = new();
    private readonly Dictionary<int, LatencyHistogram> seconds = [];
    private ulong from = ulong.MaxValue;
    private ulong to = ulong.MaxValue;
    private volatile Slice? current;

    /// <summary>Mouth to ear of the packets of all seconds that were taken out.</summary>
    public LatencyHistogram Latency { get; } = new();

    /// <summary>Whether the window has begun.</summary>
    public bool HasBegun => Volatile.Read(ref from) <= Now;

    private ulong Now => Clock.Micros(time, time.GetTimestamp());

    /// <summary>Opens the window; before that nothing is counted.</summary>
    public void Open(ulong fromMicros, ulong toMicros)
    {
        Volatile.Write(ref to, toMicros);
        Volatile.Write(ref from, fromMicros);
    }

    /// <summary>Whether what was due at a time counts.</summary>
    public bool Holds(ulong dueMicros) => dueMicros >= Volatile.Read(ref from) && dueMicros < Volatile.Read(ref to);

    /// <summary>Counts a packet of the window.</summary>
    public void Count(ulong dueMicros, ulong arrivedMicros)
    {
        HistogramOf((int)((dueMicros - Volatile.Read(ref from)) / MicrosPerSecond)).RecordMicros((long)(arrivedMicros - dueMicros));
    }

    /// <summary>Takes out the seconds that lie so far back that nothing more is expected for them; all of them at the end.</summary>
    public IReadOnlyList<WorkerReport.Second> TakeFinished(bool all)
    {
        lock (gate)
        {
            var begun = Volatile.Read(ref from);
            var last = all || begun > Now ? int.MaxValue : (int)((Now - begun) / MicrosPerSecond) - 3;
            var list = new List<WorkerReport.Second>();
            foreach (var (number, histogram) in seconds)
            {
                if (number < last && (all || number != current?.Second))
                {
                    list.Add(new WorkerReport.Second(number, histogram.Total(), histogram.ToBytes()));
                    Latency.Add(histogram);
                }
            }

            foreach (var taken in list)
            {
                seconds.Remove(taken.Number);
            }

            return list;
        }
    }

    private LatencyHistogram HistogramOf(int second)
    {
        if (current is { } slice && slice.Second == second)
        {
            return slice.Histogram;
        }

        lock (gate)
        {
            if (!seconds.TryGetValue(second, out var found))
            {
                seconds.Add(second, found = new LatencyHistogram());
            }

            if (current is null || second > current.Second)
            {
                current = new Slice(second, found);
            }

            return found;
        }
    }

    private sealed record Slice(int Second, LatencyHistogram Histogram);
}

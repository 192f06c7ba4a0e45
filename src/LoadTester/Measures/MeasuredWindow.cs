using AudioRooms.Client;

namespace AudioRooms.LoadTester.Measures;

/// <summary>The measured part of the test: the packets that were due to be sent within it, whenever they arrive. The sender's
/// clock decides, so that sent and received packets are the same ones. Thread-safe.</summary>
internal sealed class MeasuredWindow(TimeProvider time)
{
    private const ulong MicrosPerSecond = 1_000_000;

    private readonly Lock gate = new();
    private readonly Dictionary<int, LatencyHistogram> seconds = [];
    private ulong from = ulong.MaxValue;
    private ulong to = ulong.MaxValue;
    private volatile Slice? current;

    /// <summary>Mouth-to-ear latency of the packets of all seconds that were taken.</summary>
    public LatencyHistogram Latency { get; } = new();

    /// <summary>True once the window has begun.</summary>
    public bool HasBegun => Volatile.Read(ref from) <= Now;

    private ulong Now => Clock.Micros(time, time.GetTimestamp());

    /// <summary>Opens the window; nothing is counted before.</summary>
    public void Open(ulong fromMicros, ulong toMicros)
    {
        Volatile.Write(ref to, toMicros);
        Volatile.Write(ref from, fromMicros);
    }

    /// <summary>True if a packet that was due at this time counts.</summary>
    public bool Holds(ulong dueMicros) => dueMicros >= Volatile.Read(ref from) && dueMicros < Volatile.Read(ref to);

    /// <summary>Counts a packet of the window.</summary>
    public void Count(ulong dueMicros, ulong arrivedMicros)
    {
        HistogramOf((int)((dueMicros - Volatile.Read(ref from)) / MicrosPerSecond))
            .RecordMicros((long)(arrivedMicros - dueMicros));
    }

    /// <summary>Takes the seconds for which no more packets are expected; at the end all seconds.</summary>
    public IReadOnlyList<MeasuredSecond> TakeFinished(bool all)
    {
        lock (gate)
        {
            var begun = Volatile.Read(ref from);
            var last = all || begun > Now ? int.MaxValue : (int)((Now - begun) / MicrosPerSecond) - 3;
            var list = new List<MeasuredSecond>();
            foreach (var (number, histogram) in seconds)
            {
                if (number < last && (all || number != current?.Second))
                {
                    list.Add(new MeasuredSecond(number, histogram.Total(), histogram.ToBytes()));
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

/// <summary>One second of the window: the packets that were due in it and have arrived.</summary>
/// <param name="Number">Number of the second, from 0.</param>
/// <param name="Packets">Number of packets that arrived.</param>
/// <param name="Latency">Their <see cref="LatencyHistogram"/>, as <see cref="LatencyHistogram.ToBytes"/> writes it.</param>
internal sealed record MeasuredSecond(int Number, long Packets, byte[] Latency);

namespace AudioRooms.Benchmarks.Peers;

/// <summary>Counts the packets due in the measured window that arrived. Thread-safe.</summary>
internal sealed class Arrivals(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly List<int> latenciesMicros = [];
    private long from = long.MaxValue;
    private long to = long.MaxValue;

    /// <summary>Packets that were due at the speaker in the window.</summary>
    public long Spoken { get; private set; }

    /// <summary>Packets due in the window that listeners got.</summary>
    public long Delivered
    {
        get
        {
            lock (gate)
            {
                return latenciesMicros.Count;
            }
        }
    }

    /// <summary>Starts the window: packets count from now on.</summary>
    public void Begin(TimeSpan window)
    {
        lock (gate)
        {
            from = time.GetTimestamp();
            to = from + (long)(window.TotalSeconds * time.TimestampFrequency);
        }
    }

    public void NoteSpoken(long due)
    {
        lock (gate)
        {
            Spoken += due >= from && due < to ? 1 : 0;
        }
    }

    public void Note(ReadOnlySpan<byte> payload)
    {
        if (Payload.TryRead(payload, out var due))
        {
            NoteDue(due);
        }
    }

    /// <summary>Notes that a packet arrived, and when it was due.</summary>
    public void NoteDue(long due)
    {
        var latency = time.GetElapsedTime(due, time.GetTimestamp());
        lock (gate)
        {
            if (due >= from && due < to)
            {
                latenciesMicros.Add((int)latency.TotalMicroseconds);
            }
        }
    }

    /// <summary>Milliseconds within which a share of the packets arrived; 0 if none did.</summary>
    public double LatencyMs(double share)
    {
        lock (gate)
        {
            if (latenciesMicros.Count == 0)
            {
                return 0;
            }

            latenciesMicros.Sort();
            return latenciesMicros[Math.Min(latenciesMicros.Count - 1, (int)(share * latenciesMicros.Count))] / 1000.0;
        }
    }
}

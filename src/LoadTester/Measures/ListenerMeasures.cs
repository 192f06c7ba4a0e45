namespace AudioRooms.LoadTester.Measures;

/// <summary>The measurements of all listeners of one process together. Thread-safe.</summary>
internal sealed class ListenerMeasures(TimeProvider time)
{
    private long delivered;
    private long gaps;

    public MeasuredWindow Window { get; } = new(time);

    public LatencyHistogram JoinTime { get; } = new();

    public LatencyHistogram FirstAudio { get; } = new();

    /// <summary>Packets of the window that arrived, each counted once per listener.</summary>
    public long Delivered => Interlocked.Read(ref delivered);

    public long Gaps => Interlocked.Read(ref gaps);

    public void CountDelivered() => Interlocked.Increment(ref delivered);

    public void CountGap() => Interlocked.Increment(ref gaps);
}

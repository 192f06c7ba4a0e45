namespace AudioRooms.Gateway.FanOut;

/// <summary>
/// The audience's tick for the whole process, looked at twice a second. The wheel's turn writes it,
/// whoever places a group reads it.
/// </summary>
internal sealed class AudiencePace
{
    /// <summary>Without sound for so long there is nothing to be late with.</summary>
    private const long SilentMicros = 2_000_000;

    private readonly AdaptiveTick tick;
    private readonly Fullness fullness = new();
    private readonly Crowding crowding = new();
    private readonly ProcessLoad process;
    private long observedAtMicros;
    private long latenessMicros;
    private long ticks;
    private volatile int periodSlots;
    private volatile bool isFull;
    private volatile bool isCrowded;

    public AudiencePace(FanOutOptions options, ProcessLoad process, long nowMicros)
    {
        tick = new AdaptiveTick(options.AudienceTick, options.AudienceTickMax);
        this.process = process;
        observedAtMicros = nowMicros;
        periodSlots = FanOutWheel.SlotsIn(tick.Tick);
    }

    /// <summary>The tick now, in slots of the wheel.</summary>
    public int PeriodSlots => periodSlots;

    /// <summary>
    /// Told twice a second for how many listeners more there is room at the audience's pace, unless there is none. In a turn of
    /// the wheel: must return at once.
    /// </summary>
    public Action<int>? HasRoomFor { get; set; }

    /// <summary>True while the process nears its limit: who comes is served in the broadcast class. From any thread.</summary>
    public bool IsCrowded(long nowMicros) => isCrowded && nowMicros - Volatile.Read(ref observedAtMicros) < SilentMicros;

    /// <summary>True while the process has as many listeners as it can serve. From any thread.</summary>
    public bool IsFull(long nowMicros) => isFull && nowMicros - Volatile.Read(ref observedAtMicros) < SilentMicros;

    /// <summary>
    /// True if the process itself is so late with a slot, a tick or more, or so near its limit, that what a listener has not
    /// acknowledged says little about the listener: the acknowledgement may be here, unread.
    /// </summary>
    public bool IsBehind(long nowMicros, long lateMicros) =>
        lateMicros >= FanOutWheel.MicrosIn(periodSlots) || IsFull(nowMicros) || IsCrowded(nowMicros);

    /// <summary>A slot's groups are about to be served, so much too late.</summary>
    public void Served(long nowMicros, long lateMicros)
    {
        latenessMicros += lateMicros;
        ticks++;
        var elapsed = TimeSpan.FromMicroseconds(nowMicros - observedAtMicros);
        if (elapsed < AdaptiveTick.ObserveEvery)
        {
            return;
        }

        if (elapsed.TotalMicroseconds >= SilentMicros)
        {
            fullness.Reset();
            crowding.Reset();
        }

        var load = process.Since(elapsed);
        var lateness = TimeSpan.FromMicroseconds(latenessMicros / ticks);
        tick.Observe(load, lateness);
        fullness.Observe(tick.IsLongest, load, lateness);
        var room = crowding.Observe(tick.IsLongest, load, lateness, process.Processors);
        periodSlots = FanOutWheel.SlotsIn(tick.Tick);
        isFull = fullness.IsFull;
        isCrowded = crowding.IsCrowded;
        Volatile.Write(ref observedAtMicros, nowMicros);
        latenessMicros = 0;
        ticks = 0;
        if (room > 0)
        {
            HasRoomFor?.Invoke(room);
        }
    }
}

namespace AudioRooms.Gateway.FanOut;

/// <summary>
/// The audience's tick for the whole process, and whether the process has room for more listeners. Updated twice a second by the
/// thread that turns the wheel; read from any thread.
/// </summary>
internal sealed class AudiencePace
{
    /// <summary>After this time without sound the last verdicts no longer hold.</summary>
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
    /// Called twice a second, while there is room, with the number of listeners that may return to the audience's pace. It runs
    /// in a turn of the wheel and must return at once.
    /// </summary>
    public Action<int>? HasRoomFor { get; set; }

    /// <summary>
    /// True while the process is near its limit: new listeners are served in the broadcast class. From any thread.
    /// </summary>
    public bool IsCrowded(long nowMicros) => isCrowded && nowMicros - Volatile.Read(ref observedAtMicros) < SilentMicros;

    /// <summary>True while the process has as many listeners as it can serve. From any thread.</summary>
    public bool IsFull(long nowMicros) => isFull && nowMicros - Volatile.Read(ref observedAtMicros) < SilentMicros;

    /// <summary>
    /// True if the process is a tick or more late, or near its limit. Missing acknowledgements say little about a listener then:
    /// they may have arrived and not been read.
    /// </summary>
    public bool IsBehind(long nowMicros, long lateMicros) =>
        lateMicros >= FanOutWheel.MicrosIn(periodSlots) || IsFull(nowMicros) || IsCrowded(nowMicros);

    /// <summary>Notes that the groups of a slot are about to be served, <paramref name="lateMicros"/> after their time.</summary>
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

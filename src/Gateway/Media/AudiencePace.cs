namespace AudioRooms.Gateway.Media;

/// <summary>
/// The audience's tick for the whole process, looked at twice a second. The wheel's turn writes it, whoever places a group reads it.
/// </summary>
internal sealed class AudiencePace
{
    private readonly AdaptiveTick tick;
    private readonly ProcessLoad process;
    private long observedAtMicros;
    private long latenessMicros;
    private long ticks;
    private volatile int periodSlots;

    public AudiencePace(FanOutOptions options, ProcessLoad process, long nowMicros)
    {
        tick = new AdaptiveTick(options.AudienceTick, options.AudienceTickMax);
        this.process = process;
        observedAtMicros = nowMicros;
        periodSlots = FanOutWheel.SlotsIn(tick.Tick);
    }

    /// <summary>The tick now, in slots of the wheel.</summary>
    public int PeriodSlots => periodSlots;

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

        tick.Observe(process.Since(elapsed), TimeSpan.FromMicroseconds(latenessMicros / ticks));
        periodSlots = FanOutWheel.SlotsIn(tick.Tick);
        observedAtMicros = nowMicros;
        latenessMicros = 0;
        ticks = 0;
    }
}

namespace Orleans.StandIn.Runtime;

/// <summary>
/// A clock that a call can read for the price of a field, and the calls that wait for a response. It ticks every
/// <see cref="Period"/>; a deadline is met within one tick after it is due, never before.
/// </summary>
internal sealed class CallClock : IDisposable
{
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(50);

    private readonly Lock _lock = new();
    private readonly TimeProvider _timeProvider;
    private readonly long _start;
    private readonly ITimer _timer;
    private readonly List<Call> _tracked = [];
    private List<Call> _newlyTracked = [];
    private long _now;

    public CallClock(TimeProvider timeProvider)
    {
        _timeProvider = timeProvider;
        _start = timeProvider.GetTimestamp();
        _timer = timeProvider.CreateTimer(static clock => ((CallClock)clock!).Tick(), this, Period, Period);
    }

    /// <summary>Ticks since the start.</summary>
    public long Now => Volatile.Read(ref _now);

    public static TimeSpan Elapsed(long fromTick, long toTick) => Period * (toTick - fromTick);

    /// <summary>The first tick that is certainly later than the span from now.</summary>
    public long After(TimeSpan span) =>
        span == Timeout.InfiniteTimeSpan ? long.MaxValue : Now + (span.Ticks / Period.Ticks) + 2;

    public void Track(Call call)
    {
        lock (_lock)
        {
            _newlyTracked.Add(call);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Tick()
    {
        var now = _timeProvider.GetElapsedTime(_start).Ticks / Period.Ticks;
        Volatile.Write(ref _now, now);
        List<Call> added;
        lock (_tracked)
        {
            lock (_lock)
            {
                (added, _newlyTracked) = (_newlyTracked, []);
            }

            _tracked.AddRange(added);
            _tracked.RemoveAll(call => !call.CheckDeadline(this, now));
        }
    }
}

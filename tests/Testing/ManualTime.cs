namespace AudioRooms.Testing;

/// <summary>
/// A clock that stands still until a test moves it. Timers (and with them <c>Task.Delay(delay, timeProvider)</c>,
/// <c>PeriodicTimer</c> and <c>CancellationTokenSource</c> with a delay) fire inside <see cref="Advance"/>, in the order in which
/// they are due, and see the time at which they were due. The local time zone is UTC. Thread-safe.
/// </summary>
/// <remarks>
/// Microsoft's FakeTimeProvider serves tests that only read and move a clock. This clock is for tests of code that waits: it
/// tells when a timer was armed, so that the test knows that its move will be noticed.
/// </remarks>
public sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<ManualTimer> armed = [];
    private readonly List<Waiter> waiters = [];
    private DateTimeOffset now = start.ToUniversalTime();

    /// <summary>Starts at 2026-01-01 00:00 UTC.</summary>
    public ManualTime()
        : this(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>Number of timers that are armed.</summary>
    public int ArmedTimers
    {
        get
        {
            lock (gate)
            {
                return armed.Count;
            }
        }
    }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>One timestamp unit is one tick of 100 ns.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate)
        {
            return now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock forward and runs every callback that becomes due, on the calling thread. Work that a callback
    /// starts on other threads may still be running on return: wait for its result.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        DateTimeOffset end;
        lock (gate)
        {
            end = now + by;
        }

        while (TakeNextDue(end) is { } timer)
        {
            timer.Fire();
        }
    }

    /// <summary>Completes when a timer is armed that fires within <paramref name="within"/> from now, or at once if one is armed
    /// already. The test then knows that the code under test waits, and that <see cref="Advance"/> will be noticed.</summary>
    public Task WhenTimerArmedAsync(TimeSpan within) => WhenTimersArmedAsync(1, within);

    /// <summary>Like <see cref="WhenTimerArmedAsync"/>, for at least <paramref name="count"/> timers.</summary>
    public Task WhenTimersArmedAsync(int count, TimeSpan within)
    {
        lock (gate)
        {
            var waiter = new Waiter(count, within, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            waiters.Add(waiter);
            ReleaseWaiters();
            return waiter.Reached.Task;
        }
    }

    /// <summary>Completes when a timer is armed that fires once, exactly <paramref name="delay"/> from now. In a silo, where many
    /// timers fire all the time, this recognises the delay of the code under test.</summary>
    public Task WhenDelayedAsync(TimeSpan delay)
    {
        lock (gate)
        {
            var waiter = new Waiter(
                1, delay, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), IsExact: true);
            waiters.Add(waiter);
            ReleaseWaiters();
            return waiter.Reached.Task;
        }
    }

    internal void Arm(ManualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (gate)
        {
            armed.Remove(timer);
            timer.Period = period;
            if (dueTime == Timeout.InfiniteTimeSpan)
            {
                return;
            }

            timer.Due = now + dueTime;
            armed.Add(timer);
            ReleaseWaiters();
        }

        if (dueTime == TimeSpan.Zero)
        {
            // The system's timer runs such a callback at once, on another thread; so does this one.
            ThreadPool.UnsafeQueueUserWorkItem(static time => time.Advance(TimeSpan.Zero), this, preferLocal: false);
        }
    }

    internal void Disarm(ManualTimer timer)
    {
        lock (gate)
        {
            armed.Remove(timer);
        }
    }

    private ManualTimer? TakeNextDue(DateTimeOffset end)
    {
        lock (gate)
        {
            ManualTimer? next = null;
            foreach (var timer in armed)
            {
                if (timer.Due <= end && (next is null || timer.Due < next.Due))
                {
                    next = timer;
                }
            }

            if (next is null)
            {
                now = end > now ? end : now;
                return null;
            }

            now = next.Due > now ? next.Due : now;
            if (next.Period > TimeSpan.Zero)
            {
                next.Due += next.Period;
            }
            else
            {
                armed.Remove(next);
            }

            return next;
        }
    }

    private void ReleaseWaiters()
    {
        for (var i = waiters.Count - 1; i >= 0; i--)
        {
            var waiter = waiters[i];
            var latest = now + waiter.Within;
            var count = 0;
            foreach (var timer in armed)
            {
                var counts = waiter.IsExact ? timer.Due == latest && timer.Period <= TimeSpan.Zero : timer.Due <= latest;
                count += counts ? 1 : 0;
            }

            if (count >= waiter.Count)
            {
                waiters.RemoveAt(i);
                waiter.Reached.SetResult();
            }
        }
    }

    private sealed record Waiter(int Count, TimeSpan Within, TaskCompletionSource Reached, bool IsExact = false);
}

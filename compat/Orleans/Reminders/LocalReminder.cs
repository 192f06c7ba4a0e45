namespace Orleans.Runtime.ReminderService;

/// <summary>A loaded reminder, and the waiting for its ticks. Ticks are counted from the first: a late tick does not move later ones.</summary>
internal sealed class LocalReminder : IDisposable
{
    private readonly ReminderEntry entry;
    private readonly ReminderClock clock;
    private readonly TimeSpan loadingWindow;
    private readonly CancellationTokenSource stopSource = new();
    private readonly CancellationToken stopped;
    private DateTime? lastTick;

    internal LocalReminder(ReminderEntry entry, ReminderClock clock, TimeSpan loadingWindow)
    {
        this.entry = entry;
        this.clock = clock;
        this.loadingWindow = loadingWindow;
        stopped = stopSource.Token;
    }

    internal ReminderEntry Entry => entry;

    /// <summary>The first tick at or after <paramref name="now"/>: those before are missed and are not made up for.</summary>
    internal static DateTime NextTick(ReminderEntry entry, DateTime now)
    {
        if (now <= entry.StartAt || entry.Period <= TimeSpan.Zero)
        {
            return now <= entry.StartAt ? entry.StartAt : now;
        }

        var periods = Math.DivRem((now - entry.StartAt).Ticks, entry.Period.Ticks, out var since);
        return entry.StartAt + (entry.Period * (since == 0 ? periods : periods + 1));
    }

    /// <summary>Completes when the next tick is due; false when the reminder was stopped, or its next tick is beyond the loading window.</summary>
    internal async Task<bool> WaitForTickAsync()
    {
        var now = clock.UtcNow;
        var tick = NextTick(entry, now);
        if (tick == lastTick)
        {
            // Handled within the very moment in which it was due.
            tick += entry.Period;
        }

        if (lastTick is not null && tick - now > loadingWindow)
        {
            return false;
        }

        try
        {
            await clock.DelayAsync(tick - now, stopped);
        }
        catch (OperationCanceledException)
        {
            return false;
        }

        lastTick = tick;
        return !stopped.IsCancellationRequested;
    }

    /// <summary>Stops the waiting.</summary>
    public void Dispose()
    {
        stopSource.Cancel();
        stopSource.Dispose();
    }
}

namespace Orleans.Runtime.ReminderService;

/// <summary>The clock of the reminders: the silo's, unless one was registered under the key <c>Orleans.Reminders</c>.</summary>
internal sealed class ReminderClock(TimeProvider timeProvider)
{
    /// <summary>Timers hold at most 49 days; a reminder may be due later.</summary>
    private static readonly TimeSpan DelayMax = TimeSpan.FromDays(30);

    internal DateTime UtcNow => timeProvider.GetUtcNow().UtcDateTime;

    internal PeriodicTimer Every(TimeSpan period) => new(period, timeProvider);

    internal async Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        for (; delay > DelayMax; delay -= DelayMax)
        {
            await Task.Delay(DelayMax, timeProvider, cancellationToken);
        }

        await Task.Delay(delay > TimeSpan.Zero ? delay : TimeSpan.Zero, timeProvider, cancellationToken);
    }
}

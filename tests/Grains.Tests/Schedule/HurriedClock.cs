namespace AudioRooms.Grains.Tests.Schedule;

/// <summary>A clock that runs a thousand times as fast as the system's: a minute, the shortest period of a reminder, takes 60 ms.
/// A clock that stands still does not work here, because Orleans reads the clock of reminders in a loop while less than a
/// millisecond is left.</summary>
internal sealed class HurriedClock : TimeProvider
{
    private const int Times = 1_000;
    private readonly DateTimeOffset start = System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => start + ((System.GetUtcNow() - start) * Times);

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Hurried(dueTime), Hurried(period));

    private static TimeSpan Hurried(TimeSpan span) => span <= TimeSpan.Zero ? span : span / Times;
}

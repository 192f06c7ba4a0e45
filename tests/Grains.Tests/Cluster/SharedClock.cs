namespace AudioRooms.Grains.Tests.Cluster;

/// <summary>The product's clock in a silo that several tests share. It follows the running test's clock. A timer stays with the
/// clock on which it was set, so timers of earlier tests never fire.</summary>
internal sealed class SharedClock : TimeProvider
{
    private volatile TimeProvider current = System;

    public override TimeZoneInfo LocalTimeZone => current.LocalTimeZone;

    public override long TimestampFrequency => current.TimestampFrequency;

    public void Use(TimeProvider time) => current = time;

    public override DateTimeOffset GetUtcNow() => current.GetUtcNow();

    public override long GetTimestamp() => current.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        current.CreateTimer(callback, state, dueTime, period);
}

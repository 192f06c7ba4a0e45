namespace AudioRooms.Grains.Tests.Cluster;

/// <summary>
/// The product's clock in a silo that tests share: the clock of the test that runs. A timer stays with the clock on which it was
/// set, so what an earlier test left behind sleeps for good.
/// </summary>
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

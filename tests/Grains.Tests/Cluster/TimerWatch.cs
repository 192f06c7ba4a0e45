using AudioRooms.Testing;

namespace AudioRooms.Grains.Tests.Cluster;

/// <summary>A test's clock that also tells when a timer was set to a given time, so that a test knows that a grain sleeps until
/// then.</summary>
internal sealed class TimerWatch(ManualTime time) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly Dictionary<TimeSpan, TaskCompletionSource> expected = [];

    public override TimeZoneInfo LocalTimeZone => time.LocalTimeZone;

    public override long TimestampFrequency => time.TimestampFrequency;

    /// <summary>Completes when a timer is set to exactly this time. A test must ask before the timer is set.</summary>
    public Task WhenSetAsync(TimeSpan dueTime)
    {
        lock (gate)
        {
            if (!expected.TryGetValue(dueTime, out var set))
            {
                expected[dueTime] = set = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            return set.Task;
        }
    }

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = time.CreateTimer(callback, state, dueTime, period);
        Saw(dueTime);
        return new Watched(this, timer);
    }

    private void Saw(TimeSpan dueTime)
    {
        lock (gate)
        {
            if (expected.Remove(dueTime, out var set))
            {
                set.SetResult();
            }
        }
    }

    private sealed class Watched(TimerWatch watch, ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var changed = timer.Change(dueTime, period);
            watch.Saw(dueTime);
            return changed;
        }

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}

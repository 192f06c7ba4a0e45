using System.Diagnostics.Metrics;
using AudioRooms.Grains.Media;

namespace AudioRooms.Grains.Tests.Cluster;

/// <summary>Follows one audio counter of one cluster, so that a test can wait for it before it moves the clock.</summary>
internal sealed class CounterWatch : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Lock gate = new();
    private readonly MeterListener listener = new();
    private readonly List<(long Sum, TaskCompletionSource Reached)> waiters = [];
    private long sum;

    /// <param name="meters">The cluster's meters; the clusters of other tests have their own.</param>
    /// <param name="counter">Name of the counter.</param>
    /// <param name="reason">Value of the counter's reason to count; null for all.</param>
    public CounterWatch(IMeterFactory meters, string counter, string? reason = null)
    {
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter.Name == MediaMetrics.MeterName && instrument.Name == counter && instrument.Meter.Scope == meters)
            {
                listening.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            foreach (var tag in tags)
            {
                if (reason is not null && tag.Key == "reason" && !reason.Equals(tag.Value))
                {
                    return;
                }
            }

            Count(value);
        });
        listener.Start();
    }

    /// <summary>Sum of everything counted since the watch began.</summary>
    public long Sum
    {
        get
        {
            lock (gate)
            {
                return sum;
            }
        }
    }

    /// <summary>Completes when the sum has had exactly this value.</summary>
    public Task WhenAsync(long wanted)
    {
        lock (gate)
        {
            if (sum == wanted)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiters.Add((wanted, reached));
            return reached.Task.WaitAsync(Patience);
        }
    }

    public void Dispose() => listener.Dispose();

    private void Count(long value)
    {
        lock (gate)
        {
            sum += value;
            foreach (var waiter in waiters)
            {
                if (waiter.Sum == sum)
                {
                    waiter.Reached.TrySetResult();
                }
            }
        }
    }
}

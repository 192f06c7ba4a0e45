namespace AudioRooms.Streaming;

/// <summary>
/// One timer for all streams of a node. It wakes a stream that holds items when the first of them has been held for the longest
/// time. An entry of the queue is void once its stream is watched for an earlier time. Thread-safe.
/// </summary>
internal sealed class OrderTimer : IDisposable
{
    private readonly Lock gate = new();
    private readonly PriorityQueue<RemotePublishers, long> waiting = new();
    private readonly TimeProvider time;
    private readonly ITimer timer;

    internal OrderTimer(TimeProvider time)
    {
        this.time = time;
        timer = time.CreateTimer(
            static self => ((OrderTimer)self!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => timer.Dispose();

    /// <summary>
    /// Makes the timer call <see cref="RemotePublishers.Expire"/> at a timestamp or earlier. A stream that will be woken earlier
    /// is not queued again.
    /// </summary>
    internal void Watch(RemotePublishers publishers, long due)
    {
        lock (gate)
        {
            if (due >= publishers.WatchedFor)
            {
                return;
            }

            publishers.WatchedFor = due;
            bool isFirst = !waiting.TryPeek(out _, out long first) || due < first;
            waiting.Enqueue(publishers, due);
            if (isFirst)
            {
                Arm(due);
            }
        }
    }

    private void Fire()
    {
        long now = time.GetTimestamp();
        while (TryTakeDue(now, out RemotePublishers? publishers))
        {
            publishers.Expire(now);
        }
    }

    private bool TryTakeDue(long now, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out RemotePublishers? publishers)
    {
        lock (gate)
        {
            while (waiting.TryPeek(out publishers, out long due))
            {
                if (due > now)
                {
                    Arm(due);
                    return false;
                }

                waiting.Dequeue();
                if (publishers.WatchedFor == due)
                {
                    publishers.WatchedFor = ReorderBuffer<LiveStreamMessage>.NotDue;
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>
    /// Sets the timer, rounded up to whole milliseconds, its resolution: a timer that fires early would have to be set again.
    /// </summary>
    private void Arm(long due)
    {
        TimeSpan left = time.GetElapsedTime(time.GetTimestamp(), due);
        timer.Change(TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling(left.TotalMilliseconds))), Timeout.InfiniteTimeSpan);
    }
}

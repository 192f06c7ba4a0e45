namespace AudioRooms.Benchmarks.Peers;

/// <summary>
/// Speaks every 20 ms by a fixed schedule: a late packet does not delay the next one, and its stamp says when it was due.
/// </summary>
internal static class Pacer
{
    /// <summary>Duration of one Opus packet.</summary>
    public static readonly TimeSpan PacketTime = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// Calls <paramref name="tick"/> with the time at which each call was due, in ticks of the clock, until cancelled.
    /// </summary>
    public static async Task RunAsync(TimeProvider time, TimeSpan period, Func<long, ValueTask> tick, CancellationToken stop)
    {
        var start = time.GetTimestamp();
        var step = (long)(period.TotalSeconds * time.TimestampFrequency);
        try
        {
            for (var due = start + step; ; due += step)
            {
                var early = time.GetElapsedTime(time.GetTimestamp(), due);
                if (early > TimeSpan.Zero)
                {
                    await Task.Delay(early, time, stop).ConfigureAwait(false);
                }

                stop.ThrowIfCancellationRequested();
                await tick(due).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The measurement is over.
        }
    }
}

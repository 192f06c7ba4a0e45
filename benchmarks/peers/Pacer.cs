namespace AudioRooms.Benchmarks.Peers;

/// <summary>
/// Speaks every 20 ms by a schedule that waits for nobody: a late packet does not delay the next,
/// and its stamp says when it was due.
/// </summary>
internal static class Pacer
{
    /// <summary>One Opus packet.</summary>
    public static readonly TimeSpan PacketTime = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// Calls <paramref name="tick"/> with the time (in ticks of the clock) at which it was due, until cancelled.
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
